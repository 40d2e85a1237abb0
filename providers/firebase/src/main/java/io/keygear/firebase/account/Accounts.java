package io.keygear.firebase.account;

import io.keygear.kit.time.KeycloakClock;
import java.util.List;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/** Changes the status of accounts, and what follows from it. */
public final class Accounts {

    /** The role that every registered person has. */
    public static final String MEMBER = "USER";

    /** The role above it, granted by administrators alone. */
    public static final String ADMINISTRATOR = "ADMIN";

    private static final String DETAIL = "account_status";

    private final KeycloakSession session;
    private final RealmModel realm;

    /** For the realm of this request. */
    public Accounts(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /**
     * The registration is complete: the account is active and has the role {@value #MEMBER}. The caller has had the
     * profile validated before, which is also where functions that may refuse a sign-up are asked.
     */
    public void register(UserModel user, EventBuilder event) {
        AccountStatus.ACTIVE.set(user);
        RoleModel member = realm.getRole(MEMBER);
        user.grantRole(member == null ? realm.addRole(MEMBER) : member);
        report(user, event, AccountStatus.ACTIVE);
    }

    /** The person comes back. */
    public void reactivate(UserModel user, EventBuilder event) {
        AccountStatus.ACTIVE.set(user);
        report(user, event, AccountStatus.ACTIVE);
    }

    /** The person leaves: no session, and no token made before, counts any more. */
    public void deactivate(UserModel user, EventBuilder event) {
        AccountStatus.INACTIVATED.set(user);
        endSessions(user);
        report(user, event, AccountStatus.INACTIVATED);
    }

    /** Ends every session of a user, and with them all tokens; also offline ones. */
    public void endSessions(UserModel user) {
        session.users()
                .setNotBeforeForUser(
                        realm,
                        user,
                        Math.toIntExact(KeycloakClock.INSTANCE.instant().getEpochSecond()));
        session.sessions().removeUserSessions(realm, user);
        List<UserSessionModel> offline =
                session.sessions().getOfflineUserSessionsStream(realm, user).toList();
        offline.forEach(one -> session.sessions().removeOfflineUserSession(realm, one));
    }

    private static void report(UserModel user, EventBuilder event, AccountStatus status) {
        event.event(EventType.UPDATE_PROFILE)
                .user(user)
                .detail(Details.USERNAME, user.getUsername())
                .detail(DETAIL, status.id())
                .success();
    }
}
