package io.keygear.verification.enroll;

import io.keygear.verification.enroll.PhoneEnrolment.Aim;
import io.keygear.verification.identify.Ways;

/** The required action {@code verify-phone-number}: proves a phone and adds it to the user's. */
public final class VerifyPhoneNumberFactory extends CodeActionFactory {

    /** The action's id, as in realms and in {@code kc_action}. */
    public static final String ID = "verify-phone-number";

    public VerifyPhoneNumberFactory() {
        super(ID, "Verify phone number", new VerifyPhoneNumber(Aim.ADD), Ways.REGION);
    }
}
