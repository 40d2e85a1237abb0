package io.keygear.sms.twilio;

/**
 * Who we are to Twilio. The password is never shown.
 *
 * @param user the SID of the account or of an API key
 * @param password the auth token or the API key's secret
 */
record Credentials(String user, String password) {

    @Override
    public String toString() {
        return user;
    }
}
