package io.keygear.verification.admin;

import io.keygear.kit.config.ConfigSource;
import io.keygear.spi.sms.SmsSender;
import io.keygear.spi.sms.SmsSenderFactory;
import io.keygear.spi.sms.SmsSenderOptions;
import io.keygear.verification.admin.Finding.Severity;
import io.keygear.verification.code.CodeSettings;
import io.keygear.verification.enroll.VerifyEmailCodeFactory;
import io.keygear.verification.enroll.VerifyPhoneNumberFactory;
import io.keygear.verification.login.DirectGrantCodeFactory;
import io.keygear.verification.policy.CodePolicyProvider;
import io.keygear.verification.policy.VerificationScope;
import io.keygear.verification.sender.SmsSenders;
import io.keygear.verification.status.VerifyKeys;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.authentication.authenticators.directgrant.ValidatePassword;
import org.keycloak.authentication.authenticators.directgrant.ValidateUsername;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;

/** Looks for what is missing or odd in a realm, before its users do. */
final class Doctor {

    private static final String TOKENS = "verification.tokens";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final List<String> keys;

    Doctor(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.keys = VerifyKeys.of(session, realm).policy().keys();
    }

    List<Finding> examine() {
        return Stream.of(
                        Stream.of(
                                        sender(),
                                        preferredSender(),
                                        countries(),
                                        mailServer(),
                                        enrolment(),
                                        gate(),
                                        scope(),
                                        role(),
                                        bruteForce(),
                                        host())
                                .flatMap(Optional::stream),
                        brokenSenders(),
                        otherLengths(),
                        brokenPolicy(),
                        publicClients(),
                        grantsByCodeAlone())
                .flatMap(findings -> findings)
                .toList();
    }

    private Optional<Finding> sender() {
        boolean any = senders().anyMatch(component -> SmsSenderOptions.ENABLED.read(ConfigSource.of(component)));
        return !keys.contains("phone") || any
                ? Optional.empty()
                : Optional.of(error(
                        "no_sms_sender",
                        "Phones count, but no SMS sender is enabled.",
                        "Add a sender, such as twilio or http, or take phone out of verify-keys."));
    }

    private Optional<Finding> preferredSender() {
        return VerifyKeys.of(session, realm)
                .policy()
                .of("phone")
                .sender()
                .filter(name -> senders().noneMatch(component -> name.equals(component.getName())))
                .map(name -> error(
                        "unknown_sender",
                        "verify-phone-sender names the SMS sender " + name + ", which does not exist.",
                        "Correct the name, add the sender, or leave the option empty."));
    }

    private Optional<Finding> countries() {
        return !keys.contains("phone")
                        || !CodePolicyProvider.of(realm)
                                .codes()
                                .toll()
                                .countries()
                                .isEmpty()
                ? Optional.empty()
                : Optional.of(error(
                        "no_sms_countries",
                        "Phones count, but text messages go to no country.",
                        "List the countries of your users in sms-countries, such as GB, IE."));
    }

    private Optional<Finding> mailServer() {
        boolean set = realm.getSmtpConfig().get("host") != null;
        return !keys.contains("email") || set
                ? Optional.empty()
                : Optional.of(error(
                        "no_mail_server",
                        "E-mail addresses count, but the realm has no mail server.",
                        "Set it up under Realm settings, Email, or take email out of verify-keys."));
    }

    private Optional<Finding> enrolment() {
        return !keys.contains("phone") || isEnabled(VerifyPhoneNumberFactory.ID)
                ? Optional.empty()
                : Optional.of(warning(
                        "no_phone_enrolment",
                        "Nobody can add a phone: the required action " + VerifyPhoneNumberFactory.ID
                                + " is not registered or not enabled.",
                        "Enable it under Authentication, Required actions."));
    }

    /** Only an action that is enabled is asked whether somebody has to be stopped. */
    private Optional<Finding> gate() {
        return !keys.contains("email")
                        || !VerifyKeys.of(session, realm).policy().required()
                        || isEnabled(VerifyEmailCodeFactory.ID)
                ? Optional.empty()
                : Optional.of(warning(
                        "no_email_verification",
                        "Users have to be verified, but no login asks for a code to their address: the required action "
                                + VerifyEmailCodeFactory.ID + " is not registered or not enabled. They get no tokens.",
                        "Enable it under Authentication, Required actions."));
    }

    private boolean isEnabled(String requiredAction) {
        RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(requiredAction);
        return action != null && action.isEnabled();
    }

    private Optional<Finding> scope() {
        return VerificationScope.isIn(realm)
                ? Optional.empty()
                : Optional.of(warning(
                        "no_client_scope",
                        "There is no client scope " + VerificationScope.NAME
                                + ", so tokens do not say who is verified.",
                        "Add it with the mapper keygear-verification-mapper; saving the code policy does that, too."));
    }

    private Optional<Finding> role() {
        return realm.getRole(VerificationScope.ROLE) != null
                ? Optional.empty()
                : Optional.of(warning(
                        "no_role",
                        "There is no realm role " + VerificationScope.ROLE + ", so no back end can verify users.",
                        "Add it; saving the code policy does that, too."));
    }

    private Optional<Finding> bruteForce() {
        return realm.isBruteForceProtected()
                ? Optional.empty()
                : Optional.of(warning(
                        "no_brute_force_detection",
                        "Brute force detection is off: wrong codes pause codes, but nothing pauses passwords.",
                        "Turn it on under Realm settings, Security defenses."));
    }

    private Optional<Finding> host() {
        URI base = session.getContext().getUri().getBaseUri();
        return "https".equals(base.getScheme())
                ? Optional.empty()
                : Optional.of(warning(
                        "no_https",
                        "This server is reached without TLS: browsers then do not fill in codes from messages.",
                        "Put it behind HTTPS and set the hostname option."));
    }

    private Stream<Finding> brokenSenders() {
        return senders().flatMap(component -> {
            SmsSenderFactory factory = (SmsSenderFactory)
                    session.getKeycloakSessionFactory().getProviderFactory(SmsSender.class, component.getProviderId());
            if (factory == null) {
                return Stream.of(error(
                        "sender_not_installed",
                        "The SMS sender " + component.getName() + " needs the provider " + component.getProviderId()
                                + ", which is not installed.",
                        "Add its JAR, or remove the sender."));
            }
            try {
                factory.validateConfiguration(session, realm, component);
                return Stream.empty();
            } catch (ComponentValidationException wrong) {
                return Stream.of(error(
                        "sender_misconfigured",
                        "The SMS sender " + component.getName() + ": " + wrong.getMessage(),
                        "Correct its configuration."));
            }
        });
    }

    /** A service that makes the codes has a length of its own; pages tell people the realm's. */
    private Stream<Finding> otherLengths() {
        CodePolicyProvider policy = CodePolicyProvider.of(realm);
        Set<CodeSettings> settings = Set.copyOf(List.of(
                policy.codes().settings(), policy.verification().of("phone").settings()));
        return senders()
                .filter(component -> SmsSenderOptions.ENABLED.read(ConfigSource.of(component)))
                .flatMap(
                        component -> session.getProvider(SmsSenders.class).codeLength(realm, component.getId()).stream()
                                .filter(length -> settings.stream().anyMatch(codes -> codes.length() != length))
                                .mapToObj(
                                        length -> warning(
                                                "other_code_length",
                                                "The codes of the SMS sender " + component.getName() + " have " + length
                                                        + " digits, the realm's codes another length; pages tell people the realm's.",
                                                "Set the same length at the service and as code-length, and code-format to numeric.")));
    }

    private Stream<Finding> brokenPolicy() {
        return CodePolicyProvider.problem(realm)
                .map(problem ->
                        error("policy_misconfigured", problem, "Correct the code policy; until then defaults apply."))
                .stream();
    }

    private Stream<Finding> publicClients() {
        return realm.getClientsStream()
                .filter(client -> client.isPublicClient() && Boolean.parseBoolean(client.getAttribute(TOKENS)))
                .map(client -> warning(
                        "tokens_for_public_client",
                        "The public client " + client.getClientId() + " gets tokens for a code alone (" + TOKENS + ").",
                        "Anybody can say to be a public client; let a confidential one do this."));
    }

    /** A step that knows the user takes it that a password was right before. */
    private Stream<Finding> grantsByCodeAlone() {
        return realm.getAuthenticationFlowsStream()
                .filter(flow -> uses(flow, DirectGrantCodeFactory.ID)
                        && uses(flow, ValidateUsername.PROVIDER_ID)
                        && !uses(flow, ValidatePassword.PROVIDER_ID))
                .map(flow -> warning(
                        "second_factor_without_first",
                        "The flow " + flow.getAlias()
                                + " finds the user without a password, and then takes a code for the"
                                + " second factor: it tells who has an account, and strangers' wrong codes lock people out.",
                        "Add the step Password before it, or take the step Username Validation out."));
    }

    private boolean uses(AuthenticationFlowModel flow, String authenticator) {
        return realm.getAuthenticationExecutionsStream(flow.getId())
                .anyMatch(step -> !step.isDisabled() && authenticator.equals(step.getAuthenticator()));
    }

    private Stream<ComponentModel> senders() {
        return realm.getComponentsStream(realm.getId(), SmsSender.class.getName());
    }

    private static Finding error(String code, String detail, String fix) {
        return new Finding(code, Severity.error, detail, fix);
    }

    private static Finding warning(String code, String detail, String fix) {
        return new Finding(code, Severity.warning, detail, fix);
    }
}
