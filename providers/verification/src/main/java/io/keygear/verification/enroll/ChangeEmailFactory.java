package io.keygear.verification.enroll;

/** The required action {@code change-email}; applications ask for it by {@code kc_action}. */
public final class ChangeEmailFactory extends CodeActionFactory {

    /** The action's id, as in realms and in {@code kc_action}. */
    public static final String ID = "change-email";

    public ChangeEmailFactory() {
        super(ID, "Change e-mail address", new ChangeEmail());
    }
}
