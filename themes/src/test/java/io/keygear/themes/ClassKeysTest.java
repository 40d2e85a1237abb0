package io.keygear.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Pages that we did not write take their looks from the class keys of theme.properties alone. */
class ClassKeysTest {

    private static final Pattern USED = Pattern.compile("properties(?:\\.|\\[['\"])(kc[A-Za-z0-9]+)");

    @Test
    void every_class_key_of_the_base_pages_is_defined() {
        assertThat(defined()).containsAll(usedBy(LoginTheme.keycloakTemplates("base")));
    }

    @Test
    void every_class_key_of_our_pages_is_defined() {
        Set<String> used = usedBy(LoginTheme.templates());
        used.remove("kcButton"); // buttons.ftl puts the key together
        assertThat(defined()).containsAll(used);
    }

    @Test
    void every_class_key_that_third_party_pages_know_from_keycloak_v2_is_defined() {
        Set<String> known = LoginTheme.keycloakProperties("keycloak.v2").stringPropertyNames().stream()
                .filter(key -> key.startsWith("kc") && !key.startsWith("kcLogoIdP-"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(defined()).containsAll(known);
    }

    @Test
    void no_class_of_a_vendor_is_used() {
        LoginTheme.properties()
                .forEach((key, value) -> assertThat((String) value)
                        .as(key.toString())
                        .doesNotContainPattern("\\b(pf-|fa-|pficon|vendor/)"));
    }

    private static Set<String> defined() {
        return LoginTheme.properties().stringPropertyNames();
    }

    private static Set<String> usedBy(Map<String, String> templates) {
        Set<String> keys = new TreeSet<>();
        templates.values().forEach(text -> USED.matcher(text).results().forEach(hit -> keys.add(hit.group(1))));
        return keys;
    }
}
