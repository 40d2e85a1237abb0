package io.keygear.firebase.rest;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import io.keygear.firebase.account.LimitedTokens;
import io.keygear.kit.rest.JsonBody;
import io.keygear.kit.rest.Problem;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileProvider;
import org.keycloak.userprofile.ValidationException;

/**
 * Writes the profile that a person gives when they register. It goes through the realm's user profile, as a form of
 * Keycloak's would, so its rules, and whoever else has a say in profiles, apply.
 */
final class Onboarding {

    private final KeycloakSession session;

    Onboarding(KeycloakSession session) {
        this.session = session;
    }

    /** The body: attributes of the profile, each a text or an array of texts. */
    record Attributes(Map<String, List<String>> values) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Attributes of(Map<String, JsonNode> body) {
            Map<String, List<String>> values = new HashMap<>();
            body.forEach((name, value) -> values.put(name, texts(name, value)));
            return new Attributes(values);
        }

        private static List<String> texts(String name, JsonNode value) {
            List<String> texts = new ArrayList<>();
            for (JsonNode one : value.isArray() ? value : List.of(value)) {
                if (!one.isTextual() || one.textValue().indexOf('\0') >= 0) {
                    throw Problem.field(name, "The value has to be a text, or an array of texts.")
                            .exception();
                }
                texts.add(one.textValue());
            }
            return texts;
        }
    }

    /**
     * Writes the profile.
     *
     * @throws io.keygear.kit.rest.ProblemException 400 when the profile does not take it; nothing is written then
     */
    void complete(LimitedTokens.Holder holder, InputStream body) {
        UserModel user = holder.user();
        Map<String, List<String>> wanted =
                new HashMap<>(JsonBody.read(body, Attributes.class).values());
        refuseUnknown(user, wanted);
        String suggested = holder.token().email();
        if (!wanted.containsKey(UserModel.EMAIL)) {
            String email = user.getEmail() == null ? suggested : user.getEmail();
            if (email != null) {
                wanted.put(UserModel.EMAIL, List.of(email));
            }
        }
        wanted.putIfAbsent(UserModel.USERNAME, List.of(user.getUsername()));
        refuseTaken(user, wanted);
        String before = user.getEmail();
        UserProfile profile = profiles().create(UserProfileContext.IDP_REVIEW, wanted, user);
        try {
            profile.update(false);
            session.getProvider(JpaConnectionProvider.class).getEntityManager().flush();
        } catch (ValidationException invalid) {
            throw problem(invalid).exception();
        } catch (ModelDuplicateException raced) {
            throw taken(UserModel.USERNAME);
        }
        if (!sameAddress(before, user.getEmail())) {
            user.setEmailVerified(false);
        }
    }

    /** Keycloak's profile checks this for new users and at registration only. */
    private void refuseTaken(UserModel user, Map<String, List<String>> wanted) {
        RealmModel realm = session.getContext().getRealm();
        String username = first(wanted, UserModel.USERNAME);
        String email = first(wanted, UserModel.EMAIL);
        if (isOther(user, session.users().getUserByUsername(realm, username))
                || (realm.isLoginWithEmailAllowed() && isOther(user, byEmail(realm, username)))) {
            throw taken(UserModel.USERNAME);
        }
        if ((!realm.isDuplicateEmailsAllowed() && isOther(user, byEmail(realm, email)))
                || (realm.isLoginWithEmailAllowed()
                        && isOther(user, session.users().getUserByUsername(realm, email)))) {
            throw taken(UserModel.EMAIL);
        }
    }

    private @Nullable UserModel byEmail(RealmModel realm, String address) {
        return realm.isDuplicateEmailsAllowed() || address.isEmpty()
                ? null
                : session.users().getUserByEmail(realm, address);
    }

    private static String first(Map<String, List<String>> wanted, String name) {
        List<String> values = wanted.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0).strip();
    }

    private static boolean isOther(UserModel user, @Nullable UserModel found) {
        return found != null && !found.getId().equals(user.getId());
    }

    private static RuntimeException taken(String field) {
        return Problem.field(field, "The value is taken.").exception();
    }

    private void refuseUnknown(UserModel user, Map<String, List<String>> wanted) {
        UserProfile profile = profiles().create(UserProfileContext.IDP_REVIEW, user);
        for (String name : wanted.keySet()) {
            boolean known = profile.getAttributes().getMetadata(name) != null;
            if (!known || profile.getAttributes().isReadOnly(name)) {
                throw Problem.field(name, "The user profile of the realm has no such attribute that you may set.")
                        .exception();
            }
        }
    }

    private UserProfileProvider profiles() {
        return session.getProvider(UserProfileProvider.class);
    }

    private static boolean sameAddress(@Nullable String before, @Nullable String after) {
        return before == null ? after == null : after != null && before.equalsIgnoreCase(after);
    }

    private static Problem problem(ValidationException invalid) {
        ValidationException.Error first = invalid.getErrors().get(0);
        String message = first.getMessage() == null ? "" : first.getMessage();
        return Problem.field(first.getAttribute(), sentence(message));
    }

    /** Message keys of Keycloak, in words. */
    private static String sentence(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        if (lower.contains("exists")) {
            return "The value is taken.";
        }
        if (lower.contains("required") || lower.contains("missing")) {
            return "The value is required.";
        }
        return lower.contains("length") ? "The value is too short or too long." : "The value is not valid.";
    }
}
