package io.keygear.verification.enroll;

/** The required action {@code verify-email-code}. It stands for Keycloak's Verify Email; a realm enables one of them. */
public final class VerifyEmailCodeFactory extends CodeActionFactory {

    /** The action's id, as in realms and in {@code kc_action}. */
    public static final String ID = "verify-email-code";

    public VerifyEmailCodeFactory() {
        super(ID, "Verify e-mail by code", new VerifyEmailCode());
    }
}
