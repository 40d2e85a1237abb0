package io.keygear.kit.http;

import java.io.IOException;

/** None of a host's addresses may be called. */
final class ForbiddenAddressException extends IOException {

    private static final long serialVersionUID = 1L;

    ForbiddenAddressException() {
        super("no address of the host is permitted");
    }
}
