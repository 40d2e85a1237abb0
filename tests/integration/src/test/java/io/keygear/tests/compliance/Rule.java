package io.keygear.tests.compliance;

import java.util.List;

/**
 * What a standard asks of one-time codes, in our own words, and the tests that show it.
 *
 * @param section of the standard
 * @param adjustable how an administrator can loosen the rule or switch it off; empty when nobody can
 * @param tests as class and method
 */
record Rule(String section, String text, String adjustable, List<String> tests) {

    static Rule of(String section, String text, String... tests) {
        return new Rule(section, text, "", List.of(tests));
    }

    /** The same rule, with how an administrator can loosen it. */
    Rule unless(String setting) {
        return new Rule(section, text, setting, tests);
    }
}
