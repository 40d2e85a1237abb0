package io.keygear.verification.claim;

import java.util.List;

/** The entities of this package, for the one provider that tells Keycloak of all of them. */
public final class ClaimEntities {

    /** Verified values. */
    public static final List<Class<?>> ALL = List.of(VerifiedValueRow.class);

    private ClaimEntities() {}
}
