package io.keygear.dev;

/** A server that did not come up; the message ends with the last lines it wrote. */
public final class KeycloakStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeycloakStartException(String message) {
        super(message);
    }
}
