package io.keygear.firebase.provider;

import io.keygear.firebase.token.FirebaseProject;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * A provider's settings, read once.
 *
 * @param project whose tokens are taken
 * @param jwksUrl where the keys are
 * @param people who becomes, or is linked to, a user
 * @param clients who may exchange
 * @param limits how often and for how long
 */
public record FirebaseSettings(FirebaseProject project, URI jwksUrl, People people, Clients clients, Limits limits) {

    /**
     * Who becomes, or is linked to, a user.
     *
     * @param authoritative sign-in providers whose word for an e-mail address is enough to link
     * @param provisioning whether unknown people become users
     */
    public record People(Linking linking, Set<String> authoritative, boolean provisioning) {}

    /**
     * Who may exchange.
     *
     * @param listed ids of clients that may, besides those with the attribute
     * @param publicOnes whether public clients may at all
     * @param offline whether the scope {@code offline_access} may be asked for
     */
    public record Clients(Set<String> listed, boolean publicOnes, boolean offline) {}

    /**
     * How often and for how long.
     *
     * @param accessToken longest life of an access token
     * @param session longest time between signing in to Firebase and the end of the session
     * @param invalidTokens how many invalid tokens an IP address may present at once
     */
    public record Limits(Replay replay, Duration accessToken, Duration session, int invalidTokens) {}
}
