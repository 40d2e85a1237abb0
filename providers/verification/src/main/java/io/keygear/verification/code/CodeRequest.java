package io.keygear.verification.code;

import java.util.Optional;

/**
 * The wish to send a code.
 *
 * @param key to whom attempts and cooldown belong
 * @param value the number (E.164) or address it goes to
 * @param channel how it gets there
 * @param settings how the code is made
 * @param resend whether the person asks again for a code that still stands
 * @param anonymousAddress the client's address when nobody is signed in; empty behind a first factor
 */
public record CodeRequest(
        CodeKey key,
        String value,
        CodeChannel channel,
        CodeSettings settings,
        boolean resend,
        Optional<String> anonymousAddress) {

    @Override
    public String toString() {
        return "CodeRequest[" + key + "]";
    }
}
