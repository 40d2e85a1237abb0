package io.keygear.firebase.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who a genuine token is about. {@link #toString()} shows no personal datum.
 *
 * @param project the Firebase project
 * @param subject the user's id inside the project, 1 to 128 characters, case-sensitive
 * @param signIn how the person signed in
 * @param email the e-mail address, if the token carries one
 * @param authTime when the person signed in
 * @param expires when the token expires
 * @param claims all of the payload; what mappers read
 */
public record FirebaseIdentity(
        FirebaseProject project,
        String subject,
        SignIn signIn,
        @Nullable Email email,
        Instant authTime,
        Instant expires,
        ObjectNode claims) {

    /**
     * How the person signed in.
     *
     * @param provider such as {@code google.com}, {@code password}, {@code phone}
     * @param secondFactor such as {@code phone} or {@code totp}; {@code null} without one
     */
    public record SignIn(String provider, @Nullable String secondFactor) {}

    /**
     * An e-mail address as the token tells it.
     *
     * @param address as it stands
     * @param verified whether Firebase vouches for it <em>and</em> lists it among the user's identities
     */
    public record Email(String address, boolean verified) {
        @Override
        public String toString() {
            return "Email[verified=" + verified + "]";
        }
    }

    /**
     * The key by which this identity is linked to a user: subject, project and tenant. A tenant or a project changed
     * in the configuration thus never meets links made before. Neither project nor tenant contains {@code @} or
     * {@code /}, so no two identities share a key.
     */
    public String linkKey() {
        String tenant = project.tenant();
        return subject + "@" + project.id() + (tenant == null ? "" : "/" + tenant);
    }

    @Override
    public String toString() {
        return "FirebaseIdentity[project=" + project.id() + ", provider=" + signIn.provider() + "]";
    }
}
