package io.keygear.spi.sms;

/** Why a message did not go out, in the terms that decide what happens next. */
public enum SmsFailure {
    /** The number cannot receive this message: it does not exist, or is no mobile number. */
    INVALID_NUMBER,
    /** The person told the carrier or gateway to send nothing more. */
    OPT_OUT,
    /** The account may not send to that country. */
    GEO_BLOCKED,
    /** The gateway holds the message for fraud. */
    FRAUD_BLOCKED,
    /** The gateway asks for fewer messages. */
    RATE_LIMITED,
    /** Credentials, sender number or another setting of ours is wrong. */
    CONFIG,
    /** The carrier did not deliver. */
    UNDELIVERED,
    /** The gateway is down, does not answer in time or answers nonsense. */
    PROVIDER_DOWN
}
