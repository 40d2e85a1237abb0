package io.keygear.verification.page;

import io.keygear.verification.code.CodeFormat;
import io.keygear.verification.code.CodePolicy;
import io.keygear.verification.code.CodeSettings;
import io.keygear.verification.code.CodeStatus;
import io.keygear.verification.code.CodeStatus.Challenge;
import io.keygear.verification.code.Delivery;
import io.keygear.verification.code.Purpose;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.forms.login.LoginFormsProvider;

/**
 * The page that asks for a code: template {@code kg-code.ftl} with the attribute {@code kgCode}.
 *
 * @param purpose what the code is for
 * @param channel how it travels
 * @param target where to, masked
 * @param status how the code stands
 * @param policy the realm's rules
 * @param settings how a code looks that is yet to be made
 * @param refresh address of this page by GET, which sends nothing
 * @param phones all phones to choose from
 * @param told what the page tells of the message
 */
public record CodePage(
        Purpose purpose,
        String channel,
        String target,
        CodeStatus status,
        CodePolicy policy,
        CodeSettings settings,
        URI refresh,
        List<Phone> phones,
        Told told) {

    /** What the page tells of the message. */
    public enum Told {
        /** How far it has come. */
        FATE,
        /** That it was sent, whatever became of it: its fate would tell whether there is an open account. */
        SENT,
        /** That it was sent if there is an account. */
        IF
    }

    /** The form's field by which the page asks only how far the message has come. */
    public static final String REFRESH = "refresh";

    private static final String TEMPLATE = "kg-code.ftl";
    private static final int REFRESH_SECONDS = 2;

    /** Failures that another try with the same number will not mend. */
    private static final Set<String> NUMBER_REFUSED = Set.of("INVALID_NUMBER", "OPT_OUT", "GEO_BLOCKED");

    /** A phone to choose: its credential id, its masked number, and what its owner calls it. */
    public record Phone(String id, String target, Optional<String> label, boolean selected) {}

    /** Renders the page. Errors have been put into {@code form} before. */
    public Response render(LoginFormsProvider form) {
        return form.setAttribute("kgCode", attributes()).createForm(TEMPLATE);
    }

    /** Seconds as a person waits for them: never 0 while there is something to wait for. */
    public static long seconds(Duration wait) {
        return wait.plusMillis(999).toSeconds();
    }

    private Map<String, Object> attributes() {
        Optional<Challenge> challenge = status.challenge();
        CodeSettings shown = challenge.map(Challenge::settings).orElse(settings);
        boolean discreet = told != Told.FATE;
        Delivery delivery = discreet
                ? Delivery.ACCEPTED
                : challenge.map(Challenge::delivery).orElse(Delivery.FAILED);
        Map<String, Object> page = new HashMap<>();
        page.put("purpose", purpose.id());
        page.put("channel", channel);
        page.put("target", target);
        page.put("length", shown.length());
        page.put("numeric", shown.format() == CodeFormat.NUMERIC);
        page.put("delivery", shown(delivery).id());
        page.put("resendIn", seconds(status.resendIn()));
        page.put(
                "canResend",
                !status.closed()
                        && challenge
                                .filter(Challenge::live)
                                .filter(last -> last.resends() >= policy.maxResends())
                                .isEmpty());
        page.put("lockedFor", seconds(status.lockedFor()));
        page.put("closed", status.closed());
        page.put("refreshUrl", refresh.toString());
        if (delivery == Delivery.QUEUED) {
            page.put("refreshAfter", REFRESH_SECONDS);
        }
        page.put("told", told.name().toLowerCase(Locale.ROOT));
        challenge
                .flatMap(Challenge::failure)
                .filter(failure -> !discreet && NUMBER_REFUSED.contains(failure))
                .ifPresent(refused -> page.put("failureKey", "kgCodeNumberRefused"));
        page.put("phones", phones.stream().map(CodePage::attributes).toList());
        return page;
    }

    /** The page knows three states; to the person who waits, a receipt says no more than these. */
    private static Delivery shown(Delivery delivery) {
        if (delivery.isLost()) {
            return Delivery.FAILED;
        }
        return delivery == Delivery.QUEUED ? delivery : Delivery.ACCEPTED;
    }

    static Map<String, Object> attributes(Phone phone) {
        return Map.of(
                "id", phone.id(),
                "target", phone.target(),
                "label", phone.label().orElse(""),
                "selected", phone.selected());
    }
}
