package io.keygear.verification.code;

import io.keygear.verification.toll.Reach;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What events and metrics say of one code, whatever happens to it. There is no number, address or code in it.
 *
 * @param realm the realm's name
 * @param key whose code it is
 * @param channel how it travels
 * @param country where to; {@code none} where that costs nothing
 * @param caller who asked
 */
record Errand(String realm, CodeKey key, String channel, String country, Caller caller) {

    /**
     * Who asked, as far as the request tells.
     *
     * @param client the client's id
     * @param address where the request came from
     */
    record Caller(@Nullable String client, @Nullable String address) {

        static final Caller UNKNOWN = new Caller(null, null);

        static Caller of(KeycloakSession session) {
            return new Caller(
                    Optional.ofNullable(session.getContext().getClient())
                            .map(client -> client.getClientId())
                            .orElse(null),
                    Optional.ofNullable(session.getContext().getConnection())
                            .map(connection -> connection.getRemoteHost())
                            .orElse(null));
        }
    }

    /** Of a code that exists. */
    static Errand of(RealmModel realm, ChallengeRow row, Purpose purpose, Caller caller) {
        return new Errand(
                realm.getName(),
                new CodeKey(row.realmId, row.subject, purpose),
                row.channel,
                row.country == null ? Reach.NO_COUNTRY : row.country,
                caller);
    }
}
