package io.keygear.verification.login;

import io.keygear.verification.code.CodeService;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Opens codes again for somebody for whom they had closed, and who came in by another second factor. */
final class OtherFactorListener implements EventListenerProvider {

    private static final Set<String> OTHER_SECOND_FACTORS = Set.of(
            OTPCredentialModel.TYPE,
            RecoveryAuthnCodesCredentialModel.TYPE,
            WebAuthnCredentialModel.TYPE_TWOFACTOR,
            WebAuthnCredentialModel.TYPE_PASSWORDLESS);

    private final KeycloakSession session;

    OtherFactorListener(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        AuthenticationSessionModel login = session.getContext().getAuthenticationSession();
        if (event.getType() != EventType.LOGIN || login == null || !isOf(event.getUserId(), login)) {
            return;
        }
        List<String> used = AuthenticatorUtil.getAuthnCredentials(login);
        if (!Collections.disjoint(used, OTHER_SECOND_FACTORS)) {
            session.getProvider(CodeService.class).reopen(event.getUserId());
        }
    }

    private static boolean isOf(@Nullable String userId, AuthenticationSessionModel login) {
        UserModel user = login.getAuthenticatedUser();
        return user != null && user.getId().equals(userId);
    }

    @Override
    public void onEvent(AdminEvent event, boolean withRepresentation) {}

    @Override
    public void close() {}
}
