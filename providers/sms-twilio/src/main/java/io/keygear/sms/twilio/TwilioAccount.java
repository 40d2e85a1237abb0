package io.keygear.sms.twilio;

/**
 * One configured account.
 *
 * @param sid of the account that pays
 * @param credentials of the account, or of one of its API keys
 * @param origin what messages are sent from
 * @param endpoint where Twilio is reached
 */
record TwilioAccount(String sid, Credentials credentials, Origin origin, Endpoint endpoint) {}
