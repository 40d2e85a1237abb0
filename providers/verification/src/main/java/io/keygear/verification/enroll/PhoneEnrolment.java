package io.keygear.verification.enroll;

import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.verification.channel.Notice;
import io.keygear.verification.channel.SmsChannel;
import io.keygear.verification.channel.SmsNotice;
import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeKey;
import io.keygear.verification.code.CodeRequest;
import io.keygear.verification.code.CodeService;
import io.keygear.verification.code.CodeSettings;
import io.keygear.verification.code.CodeStatus;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.code.Purpose;
import io.keygear.verification.identify.Ways;
import io.keygear.verification.page.CodePage;
import io.keygear.verification.page.PhonePage;
import io.keygear.verification.phone.PhoneCredentialModel;
import io.keygear.verification.phone.PhoneNumber;
import io.keygear.verification.phone.PhoneNumberReader;
import io.keygear.verification.phone.VerifiedPhones;
import io.keygear.verification.policy.CodePolicyOptions;
import io.keygear.verification.policy.CodePolicyProvider;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Keycloak's wide context, seen as the enrolment of one phone: the number being proven lives in the login's notes. */
final class PhoneEnrolment {

    private static final Logger LOG = Logger.getLogger(PhoneEnrolment.class);
    private static final String PENDING = "keygear.enrol.number.";
    private static final String LABEL = "keygear.enrol.label";
    private static final String NO_REGION = "ZZ";

    private final RequiredActionContext context;
    private final UserModel user;
    private final Aim aim;
    private final CodeKey key;
    private final CodePolicyProvider policy;
    private final CodeSettings settings;
    private final CodeService codes;
    private final VerifiedPhones phones;

    /** What a proven number is for. */
    enum Aim {
        /** One more phone. */
        ADD,
        /** Instead of the main one, which stays in use until then. */
        REPLACE
    }

    PhoneEnrolment(RequiredActionContext context, Aim aim) {
        this.aim = aim;
        this.context = context;
        this.user = context.getUser();
        this.key = new CodeKey(context.getRealm().getId(), user.getId(), Purpose.ENROL);
        this.policy = CodePolicyProvider.of(context.getRealm());
        this.settings = CodePolicyOptions.settings(
                ConfigSource.of(context.getConfig()), policy.codes().settings());
        this.codes = context.getSession().getProvider(CodeService.class);
        this.phones = new VerifiedPhones(context.getSession(), context.getRealm());
    }

    /** The number that a code was sent to in this login; empty before. */
    Optional<PhoneNumber> pending() {
        return Optional.ofNullable(session().getAuthNote(PENDING + aim)).map(PhoneNumber::new);
    }

    Optional<PhoneNumber> read(String typed) {
        return new PhoneNumberReader(region().orElse(NO_REGION), policy.testNumbers()).read(typed);
    }

    boolean isEnrolled(PhoneNumber number) {
        return phones.of(user).stream().anyMatch(phone -> phone.number().equals(number));
    }

    boolean isLabelTaken(String label) {
        return user.credentialManager()
                .getStoredCredentialsStream()
                .anyMatch(credential -> label.equals(credential.getUserLabel()));
    }

    /** Sends a code to a number just typed; it becomes the pending one when a code for it is under way. */
    CodeIssue begin(PhoneNumber number, String label) {
        CodeIssue issue = isUnderWay(number) ? new CodeIssue.Queued() : send(number, false);
        if (issue instanceof CodeIssue.Queued || isUnderWay(number)) {
            session().setAuthNote(PENDING + aim, number.e164());
            session().setAuthNote(LABEL, label);
            return new CodeIssue.Queued();
        }
        return issue;
    }

    CodeIssue resend(PhoneNumber number) {
        return send(number, true);
    }

    CodeVerdict check(PhoneNumber number, String typed) {
        return codes.check(key, policy.codes(), List.of(number.e164()), typed);
    }

    /**
     * Stores a number whose code was right.
     *
     * @return {@code false} when it is another user's; nothing is stored then
     */
    boolean complete(PhoneNumber number) {
        if (!phones.claim(user, number)) {
            return false;
        }
        store(number, session().getAuthNote(LABEL));
        if (aim == Aim.REPLACE) {
            replaceMainBy(number);
        } else if (!phones.hasPrimary(user)) {
            phones.makePrimary(user, number);
        }
        forget();
        return true;
    }

    void forget() {
        session().removeAuthNote(PENDING + aim);
        session().removeAuthNote(LABEL);
    }

    CodePage codePage(PhoneNumber number) {
        return new CodePage(
                key.purpose(),
                channel().id(),
                number.masked(),
                status(number),
                policy.codes(),
                settings,
                UriBuilder.fromUri(context.getActionUrl())
                        .replaceQueryParam("session_code")
                        .build(),
                List.of(),
                CodePage.Told.FATE);
    }

    PhonePage phonePage(String typed, String label) {
        Locale reader = context.getSession().getContext().resolveLocale(user);
        String country = region().map(
                        code -> new Locale.Builder().setRegion(code).build().getDisplayCountry(reader))
                .orElse("");
        boolean wished = VerifyPhoneNumberFactory.ID.equals(session().getClientNote(Constants.KC_ACTION_EXECUTING));
        return new PhonePage(
                region().orElse(""),
                country,
                aim == Aim.REPLACE ? "change" : wished ? "app" : "required",
                typed,
                label,
                aim == Aim.ADD && !phones.of(user).isEmpty());
    }

    /** The old number goes only now, and its owner is told, by mail and where it went. */
    private void replaceMainBy(PhoneNumber number) {
        Optional<String> old = Optional.ofNullable(user.getFirstAttribute(VerifiedPhones.NUMBER_ATTRIBUTE));
        phones.makePrimary(user, number);
        phones.of(user).stream()
                .filter(phone -> old.filter(phone.number().e164()::equals).isPresent())
                .forEach(phone -> user.credentialManager().removeStoredCredentialById(phone.getId()));
        phones.claims().release(user, phones.numbers(user));
        if (old.filter(user.getUsername()::equals).isPresent()) {
            user.setUsername(number.e164());
        }
        old.filter(former -> !former.equals(number.e164()))
                .ifPresent(former -> SmsNotice.phoneChanged(
                        context.getSession(), context.getRealm(), user, new PhoneNumber(former)));
        if (user.getEmail() != null) {
            Notice.PHONE_CHANGED.send(context.getSession(), context.getRealm(), user, user.getEmail());
        }
    }

    private void store(PhoneNumber number, @Nullable String label) {
        try {
            user.credentialManager()
                    .createStoredCredential(
                            PhoneCredentialModel.of(number, label == null || label.isBlank() ? null : label));
        } catch (ModelDuplicateException taken) {
            // Another login took the label meanwhile; the phone is proven and counts for more than its name.
            user.credentialManager().createStoredCredential(PhoneCredentialModel.of(number, null));
        }
    }

    private Optional<String> region() {
        try {
            return Ways.REGION.find(ConfigSource.of(context.getConfig()));
        } catch (InvalidConfigurationException wrong) {
            LOG.errorf("realm=%s: %s", context.getRealm().getName(), wrong.getMessage());
            return Optional.empty();
        }
    }

    private boolean isUnderWay(PhoneNumber number) {
        return status(number).isUnderWay();
    }

    private CodeStatus status(PhoneNumber number) {
        return codes.status(key, number.e164());
    }

    private CodeIssue send(PhoneNumber number, boolean resend) {
        return codes.issue(
                new CodeRequest(key, number.e164(), channel(), settings, resend, Optional.empty()), policy.codes());
    }

    private SmsChannel channel() {
        return new SmsChannel(context.getSession(), context.getRealm(), user);
    }

    private AuthenticationSessionModel session() {
        return context.getAuthenticationSession();
    }
}
