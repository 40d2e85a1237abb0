package io.keygear.tests.probe;

import org.keycloak.models.KeycloakSession;
import org.keycloak.theme.DefaultThemeSelectorProvider;
import org.keycloak.theme.DefaultThemeSelectorProviderFactory;
import org.keycloak.theme.Theme;
import org.keycloak.theme.ThemeSelectorProvider;

/** Chooses themes as Keycloak does; the moment at which every page passes, so requests with a page can be failed. */
public final class RollbackAtPageFactory extends DefaultThemeSelectorProviderFactory {

    @Override
    public int order() {
        return 10;
    }

    @Override
    public ThemeSelectorProvider create(KeycloakSession session) {
        return new DefaultThemeSelectorProvider(session) {
            @Override
            public String getThemeName(Theme.Type type) {
                Rollback.ifAsked(session);
                return super.getThemeName(type);
            }
        };
    }
}
