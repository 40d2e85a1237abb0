package io.keygear.tests.compliance;

/**
 * A rule that no test here shows.
 *
 * @param section of the standard
 * @param text the rule, in our own words
 * @param reason what there is instead, or why there is nothing
 */
record Remark(String section, String text, Ground ground, String reason) {

    /** Why no test shows a rule. */
    enum Ground {
        ANOTHER_WAY("Not as written"),
        OPERATOR("Up to you"),
        KEYCLOAK("Keycloak"),
        NOTHING_TO_DO_WITH_IT("Does not apply");

        private final String title;

        Ground(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }
}
