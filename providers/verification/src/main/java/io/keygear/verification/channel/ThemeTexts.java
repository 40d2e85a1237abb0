package io.keygear.verification.channel;

import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.Theme;

/**
 * The messages of a realm's login theme. Keycloak puts a thousand of them together each time it is asked for them; for
 * a realm without texts of its own it does so once for each language, as long as it keeps the theme in its cache.
 */
final class ThemeTexts {

    private static final Map<Theme, Map<Languages, Properties>> KNOWN =
            Collections.synchronizedMap(new WeakHashMap<>());

    private ThemeTexts() {}

    /** Where a message is looked for: in a language, and then in the realm's own. */
    private record Languages(Locale first, @Nullable String second) {}

    static Properties of(KeycloakSession session, RealmModel realm, Locale locale) {
        try {
            Theme theme = session.theme().getTheme(Theme.Type.LOGIN);
            if (!session.theme().isCacheEnabled()
                    || !realm.getRealmLocalizationTexts().isEmpty()) {
                return theme.getEnhancedMessages(realm, locale);
            }
            Map<Languages, Properties> known = KNOWN.computeIfAbsent(theme, any -> new ConcurrentHashMap<>());
            Languages languages =
                    new Languages(locale, realm.isInternationalizationEnabled() ? realm.getDefaultLocale() : null);
            Properties texts = known.get(languages);
            if (texts == null) {
                texts = theme.getEnhancedMessages(realm, locale);
                known.put(languages, texts);
            }
            return texts;
        } catch (IOException broken) {
            throw new IllegalStateException("the login theme's messages cannot be read", broken);
        }
    }
}
