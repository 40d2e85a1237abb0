package io.keygear.verification.phone;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.credential.CredentialModel;

/** A phone that a user proved to hold. Stored by Keycloak as a credential with the data {@code {"number":"+44…"}}. */
public final class PhoneCredentialModel extends CredentialModel {

    /** The credential's type, and the reference category of the authenticator that uses it. */
    public static final String TYPE = "phone-code";

    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_SECRET = "{}";

    private final String e164;

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Data(String number) {}

    private PhoneCredentialModel(String e164) {
        this.e164 = e164;
    }

    /** A credential to be stored; {@code label} is what its owner calls the phone, or {@code null}. */
    public static PhoneCredentialModel of(PhoneNumber number, @Nullable String label) {
        PhoneCredentialModel credential = new PhoneCredentialModel(number.e164());
        credential.setType(TYPE);
        credential.setUserLabel(label);
        credential.setCreatedDate(Time.currentTimeMillis());
        credential.setSecretData(NO_SECRET);
        try {
            credential.setCredentialData(JSON.writeValueAsString(new Data(number.e164())));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
        return credential;
    }

    /**
     * A credential as Keycloak stored it.
     *
     * @throws IllegalStateException when its data is not of that form; the message does not repeat the data
     */
    static PhoneCredentialModel from(CredentialModel stored) {
        PhoneCredentialModel credential = new PhoneCredentialModel(numberIn(stored));
        credential.setId(stored.getId());
        credential.setType(TYPE);
        credential.setUserLabel(stored.getUserLabel());
        credential.setCreatedDate(stored.getCreatedDate());
        credential.setCredentialData(stored.getCredentialData());
        credential.setSecretData(stored.getSecretData());
        return credential;
    }

    /** The phone's number. */
    public PhoneNumber number() {
        return new PhoneNumber(e164);
    }

    private static String numberIn(CredentialModel stored) {
        try {
            return JSON.readValue(stored.getCredentialData(), Data.class).number();
        } catch (JsonProcessingException | IllegalArgumentException malformed) {
            throw new IllegalStateException("phone credential " + stored.getId() + " has no readable number");
        }
    }
}
