package io.keygear.sms.twilio;

import com.twilio.http.TwilioRestClient;

/**
 * One configured account.
 *
 * @param sid of the account that pays
 * @param credentials of the account, or of one of its API keys
 * @param endpoint where Twilio is reached
 */
record TwilioAccount(String sid, Credentials credentials, Endpoint endpoint) {

    /** The SDK's client for one call. It costs nothing: connections belong to the transport. */
    TwilioRestClient client(TwilioTransport transport) {
        return new TwilioRestClient.Builder(credentials.user(), credentials.password())
                .accountSid(sid)
                .region(endpoint.region())
                .edge(endpoint.edge())
                .httpClient(transport)
                .build();
    }
}
