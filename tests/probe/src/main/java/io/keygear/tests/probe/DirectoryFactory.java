package io.keygear.tests.probe;

import java.util.List;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.storage.UserStorageProviderFactory;

/** Makes {@link Directory} of a component's settings {@code username}, {@code email} and {@code phone}. */
public final class DirectoryFactory implements UserStorageProviderFactory<Directory> {

    @Override
    public Directory create(KeycloakSession session, ComponentModel entry) {
        return new Directory(session, entry);
    }

    @Override
    public String getId() {
        return "test-directory";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        ProviderConfigurationBuilder properties = ProviderConfigurationBuilder.create();
        for (String name : List.of("username", "email", "phone")) {
            properties
                    .property()
                    .name(name)
                    .type(ProviderConfigProperty.STRING_TYPE)
                    .add();
        }
        return properties.build();
    }
}
