package io.keygear.verification.enroll;

import io.keygear.verification.enroll.PhoneEnrolment.Aim;
import io.keygear.verification.identify.Ways;

/** The required action {@code change-phone-number}: proves a phone and puts it in place of the main one. */
public final class ChangePhoneNumberFactory extends CodeActionFactory {

    /** The action's id, as in realms and in {@code kc_action}. */
    public static final String ID = "change-phone-number";

    public ChangePhoneNumberFactory() {
        super(ID, "Change phone number", new VerifyPhoneNumber(Aim.REPLACE), Ways.REGION);
    }
}
