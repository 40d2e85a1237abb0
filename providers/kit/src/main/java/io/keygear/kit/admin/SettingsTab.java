package io.keygear.kit.admin;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentFactory;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.ui.extend.UiTabProvider;
import org.keycloak.services.ui.extend.UiTabProviderFactory;

/**
 * A tab of the realm settings that edits one realm component. The component is the truth and works without any tab:
 * what is saved in the tab goes on to the component, what changes in the component comes back to the tab. Secrets are
 * handed on and not kept here, so their fields look empty, and an empty one leaves the secret as it is.
 */
public abstract class SettingsTab implements UiTabProviderFactory<ComponentModel> {

    private final String id;
    private final Class<? extends Provider> edited;
    private final String editedId;

    /**
     * @param id the tab's id, also the message key of its title
     * @param edited the type of the component that the tab edits
     * @param editedId the provider id of that component
     */
    protected SettingsTab(String id, Class<? extends Provider> edited, String editedId) {
        this.id = id;
        this.edited = edited;
        this.editedId = editedId;
    }

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public final String getPath() {
        return "/:realm/realm-settings/:tab?";
    }

    @Override
    public final Map<String, String> getParams() {
        return Map.of("tab", id);
    }

    /** Refuses what the component itself would refuse, before anything is saved. */
    @Override
    public final void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel tab)
            throws ComponentValidationException {
        Optional<ComponentModel> existing = component(realm);
        factory(session).validateConfiguration(session, realm, merge(existing, tab, tab.getId() == null));
    }

    @Override
    public final void onCreate(KeycloakSession session, RealmModel realm, ComponentModel tab) {
        handOn(realm, tab, true);
    }

    @Override
    public final void onUpdate(KeycloakSession session, RealmModel realm, ComponentModel previous, ComponentModel tab) {
        handOn(realm, tab, false);
    }

    /** Brings the tab up to date with its component; for the component's factory to call when one was saved. */
    public final void follow(RealmModel realm, ComponentModel component) {
        realm.getComponentsStream(realm.getId(), UiTabProvider.class.getName())
                .filter(tab -> id.equals(tab.getProviderId()))
                .findFirst()
                .ifPresent(tab -> show(realm, tab, component));
    }

    private void handOn(RealmModel realm, ComponentModel tab, boolean first) {
        Optional<ComponentModel> existing = component(realm);
        ComponentModel merged = merge(existing, tab, first);
        if (existing.isEmpty()) {
            realm.addComponentModel(merged);
        } else if (!existing.get().getConfig().equals(merged.getConfig())) {
            realm.updateComponent(merged);
        }
        show(realm, tab, merged);
    }

    private void show(RealmModel realm, ComponentModel tab, ComponentModel component) {
        MultivaluedHashMap<String, String> shown = new MultivaluedHashMap<>(component.getConfig());
        getConfigProperties().stream()
                .filter(ProviderConfigProperty::isSecret)
                .map(ProviderConfigProperty::getName)
                .forEach(shown::remove);
        if (!shown.equals(tab.getConfig())) {
            tab.setConfig(shown);
            realm.updateComponent(tab);
        }
    }

    /** The component with what the tab says; a field left empty keeps a secret, and all else on a first save. */
    private ComponentModel merge(Optional<ComponentModel> existing, ComponentModel tab, boolean first) {
        ComponentModel merged = existing.map(ComponentModel::new).orElseGet(this::fresh);
        for (ProviderConfigProperty property : getConfigProperties()) {
            String key = property.getName();
            String typed = tab.getConfig().getFirst(key);
            if (typed != null && !typed.isBlank()) {
                merged.put(key, typed);
            } else if (!property.isSecret() && !first) {
                merged.getConfig().remove(key);
            }
        }
        return merged;
    }

    private ComponentModel fresh() {
        ComponentModel component = new ComponentModel();
        component.setName(editedId);
        component.setProviderType(edited.getName());
        component.setProviderId(editedId);
        return component;
    }

    private Optional<ComponentModel> component(RealmModel realm) {
        return realm.getComponentsStream(realm.getId(), edited.getName())
                .filter(component -> editedId.equals(component.getProviderId()))
                .findFirst();
    }

    private ComponentFactory<?, ?> factory(KeycloakSession session) {
        return (ComponentFactory<?, ?>) Objects.requireNonNull(
                session.getKeycloakSessionFactory().getProviderFactory(edited, editedId),
                () -> "no provider '" + editedId + "'");
    }

    @Override
    public @Nullable String getHelpText() {
        return null;
    }

    @Override
    public abstract List<ProviderConfigProperty> getConfigProperties();

    @Override
    public final void init(Config.Scope config) {}

    @Override
    public final void postInit(KeycloakSessionFactory factory) {}

    @Override
    public final void close() {}
}
