package io.keygear.verification.phone;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Optional;
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
    private final @Nullable Long lastUsed;

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Data(String number, @Nullable Long lastUsed) {}

    private PhoneCredentialModel(Data data) {
        this.e164 = data.number();
        this.lastUsed = data.lastUsed();
    }

    /** A credential to be stored; {@code label} is what its owner calls the phone, or {@code null}. */
    public static PhoneCredentialModel of(PhoneNumber number, @Nullable String label) {
        PhoneCredentialModel credential = new PhoneCredentialModel(new Data(number.e164(), null));
        credential.setType(TYPE);
        credential.setUserLabel(label);
        credential.setCreatedDate(Time.currentTimeMillis());
        credential.setSecretData(NO_SECRET);
        credential.setCredentialData(json(new Data(number.e164(), null)));
        return credential;
    }

    /**
     * A credential as Keycloak stored it.
     *
     * @throws IllegalStateException when its data is not of that form; the message does not repeat the data
     */
    static PhoneCredentialModel from(CredentialModel stored) {
        PhoneCredentialModel credential = new PhoneCredentialModel(dataOf(stored));
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

    /** When a code to this phone was last right; empty when that was never, or before this was written down. */
    public Optional<Instant> lastUsed() {
        return Optional.ofNullable(lastUsed).map(Instant::ofEpochMilli);
    }

    /** The same phone, to be stored over this one after it was used. */
    PhoneCredentialModel usedNow() {
        setCredentialData(json(new Data(e164, Time.currentTimeMillis())));
        return this;
    }

    private static String json(Data data) {
        try {
            return JSON.writeValueAsString(data);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private static Data dataOf(CredentialModel stored) {
        try {
            return JSON.readValue(stored.getCredentialData(), Data.class);
        } catch (JsonProcessingException | IllegalArgumentException malformed) {
            throw new IllegalStateException("phone credential " + stored.getId() + " has no readable number");
        }
    }
}
