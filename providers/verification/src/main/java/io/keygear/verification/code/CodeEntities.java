package io.keygear.verification.code;

import java.util.List;

/** The entities of this package, for the one provider that tells Keycloak of all of them. */
public final class CodeEntities {

    /** Challenges, guards and limits. */
    public static final List<Class<?>> ALL = List.of(ChallengeRow.class, GuardRow.class, LimitRow.class);

    private CodeEntities() {}
}
