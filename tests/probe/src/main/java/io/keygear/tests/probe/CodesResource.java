package io.keygear.tests.probe;

import io.keygear.verification.channel.SmsChannel;
import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeKey;
import io.keygear.verification.code.CodePolicy;
import io.keygear.verification.code.CodeRequest;
import io.keygear.verification.code.CodeService;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.code.Purpose;
import io.keygear.verification.policy.CodePolicyProvider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.services.resource.RealmResourceProvider;

/** Asks for codes and checks them without pages, for tests of many. Open to everybody, as only tests deploy it. */
public final class CodesResource implements RealmResourceProvider {

    private final KeycloakSession session;

    CodesResource(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Object getResource() {
        return this;
    }

    /**
     * Asks for codes as people do who register: one line for each, with a number and an address of the network.
     *
     * @return for each line what became of it
     */
    @POST
    @Path("register")
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.TEXT_PLAIN)
    public String register(String lines) {
        return lines.lines().map(line -> line.split(" ", 2)).map(this::register).collect(Collectors.joining("\n"));
    }

    /** Asks for a code as somebody does whose password was right. */
    @POST
    @Path("login")
    @Produces(MediaType.TEXT_PLAIN)
    public String login(@QueryParam("user") String user, @QueryParam("number") String number) {
        return issue(user, number, Purpose.SECOND_FACTOR, Optional.empty());
    }

    /** Types a code as somebody does whose password was right. */
    @POST
    @Path("check")
    @Produces(MediaType.TEXT_PLAIN)
    public String check(
            @QueryParam("user") String user, @QueryParam("number") String number, @QueryParam("code") String code) {
        CodeVerdict verdict = codes().check(key(user, Purpose.SECOND_FACTOR), policy(), List.of(number), code);
        return verdict.reason();
    }

    private String register(String[] line) {
        return issue(stranger(line[0]), line[0], Purpose.REGISTER, Optional.of(line[1]));
    }

    /** Somebody without an account, by a name that does not show the number. */
    private static String stranger(String number) {
        return UUID.nameUUIDFromBytes(number.getBytes(StandardCharsets.US_ASCII))
                .toString();
    }

    private String issue(String subject, String number, Purpose purpose, Optional<String> address) {
        SmsChannel channel = new SmsChannel(session, session.getContext().getRealm(), user(subject));
        CodeIssue issue = codes().issue(
                        new CodeRequest(key(subject, purpose), number, channel, policy().settings(), false, address),
                        policy());
        return issue.toString();
    }

    private @Nullable UserModel user(String subject) {
        return session.users().getUserById(session.getContext().getRealm(), subject);
    }

    private CodeKey key(String subject, Purpose purpose) {
        return new CodeKey(session.getContext().getRealm().getId(), subject, purpose);
    }

    private CodePolicy policy() {
        return CodePolicyProvider.of(session.getContext().getRealm()).codes();
    }

    private CodeService codes() {
        return session.getProvider(CodeService.class);
    }

    @Override
    public void close() {}
}
