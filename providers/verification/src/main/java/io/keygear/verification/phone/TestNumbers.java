package io.keygear.verification.phone;

import java.util.List;

/**
 * Numbers reserved for trying things out, which no numbering plan assigns, such as Ofcom's +44 7700 900xxx.
 *
 * @param prefixes whole numbers in E.164, or beginnings of them
 */
public record TestNumbers(List<String> prefixes) {

    /** No test numbers at all. */
    public static final TestNumbers NONE = new TestNumbers(List.of());

    /** Whether {@code e164} is one of them. */
    public boolean include(String e164) {
        return prefixes.stream().anyMatch(e164::startsWith);
    }
}
