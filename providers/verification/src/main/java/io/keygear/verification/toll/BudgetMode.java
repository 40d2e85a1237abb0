package io.keygear.verification.toll;

/** What happens when a budget for messages to unproven numbers is used up. */
public enum BudgetMode {
    /** Nothing is counted. */
    OFF,
    /** The message is sent, and the excess shows in events and metrics: for finding the right budget. */
    RECORD,
    /** The message is not sent. */
    ENFORCE
}
