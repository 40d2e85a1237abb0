package io.keygear.verification.enroll;

/** The required action {@code choose-phone-number}; applications ask for it by {@code kc_action}. */
public final class ChoosePhoneNumberFactory extends CodeActionFactory {

    /** The action's id, as in realms and in {@code kc_action}. */
    public static final String ID = "choose-phone-number";

    public ChoosePhoneNumberFactory() {
        super(ID, "Choose the main phone number", new ChoosePhoneNumber());
    }
}
