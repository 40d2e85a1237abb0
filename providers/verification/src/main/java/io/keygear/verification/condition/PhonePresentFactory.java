package io.keygear.verification.condition;

/** The condition {@code condition-phone-present}. */
public final class PhonePresentFactory extends ConditionFactory {

    /** The condition's id, as in flows. */
    public static final String ID = "condition-phone-present";

    public PhonePresentFactory() {
        super(ID, "Condition - phone present", "Holds when the user has a phone for codes.", new PhonePresent());
    }
}
