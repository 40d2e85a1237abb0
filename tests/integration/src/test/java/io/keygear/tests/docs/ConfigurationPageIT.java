package io.keygear.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.firebase.provider.FirebaseIdentityProviderFactory;
import io.keygear.kit.http.OutboundHttpFactory;
import io.keygear.spi.sms.SmsSenderFactory;
import io.keygear.tests.server.Workspace;
import io.keygear.verification.code.CodeServiceFactory;
import io.keygear.verification.condition.FromRangeFactory;
import io.keygear.verification.condition.PhonePresentFactory;
import io.keygear.verification.condition.VerifiedFactory;
import io.keygear.verification.enroll.ChangeEmailFactory;
import io.keygear.verification.enroll.ChangePhoneNumberFactory;
import io.keygear.verification.enroll.ChoosePhoneNumberFactory;
import io.keygear.verification.enroll.VerifyEmailCodeFactory;
import io.keygear.verification.enroll.VerifyPhoneNumberFactory;
import io.keygear.verification.login.CodeLoginAuthenticatorFactory;
import io.keygear.verification.login.DirectGrantCodeFactory;
import io.keygear.verification.login.EmailCodeAuthenticatorFactory;
import io.keygear.verification.login.LoginNamePasswordFactory;
import io.keygear.verification.login.SmsCodeAuthenticatorFactory;
import io.keygear.verification.policy.CodePolicyProviderFactory;
import io.keygear.verification.register.RegistrationCodeAuthenticatorFactory;
import io.keygear.verification.reset.ResetCodeAuthenticatorFactory;
import io.keygear.verification.sender.SmsSendersFactory;
import io.keygear.webhook.delivery.WebhookDispatchFactory;
import io.keygear.webhook.endpoint.WebhookEndpointFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderFactory;

/**
 * {@code docs/configuration.md} is written from the options that the code declares. After a change of an option run
 * this test with {@code -Dkeygear.docs=write}.
 */
class ConfigurationPageIT {

    private static final List<AuthenticatorFactory> STEPS = List.of(
            new SmsCodeAuthenticatorFactory(),
            new EmailCodeAuthenticatorFactory(),
            new CodeLoginAuthenticatorFactory(),
            new RegistrationCodeAuthenticatorFactory(),
            new ResetCodeAuthenticatorFactory(),
            new DirectGrantCodeFactory(),
            new LoginNamePasswordFactory(),
            new VerifiedFactory(),
            new PhonePresentFactory(),
            new FromRangeFactory());

    private static final List<RequiredActionFactory> ACTIONS = List.of(
            new VerifyPhoneNumberFactory(),
            new VerifyEmailCodeFactory(),
            new ChangeEmailFactory(),
            new ChangePhoneNumberFactory(),
            new ChoosePhoneNumberFactory());

    @Test
    void the_page_says_what_the_code_declares() throws IOException {
        Path page = Workspace.root().resolve("docs/configuration.md");
        String generated = page();
        if ("write".equals(System.getProperty("keygear.docs"))) {
            Files.writeString(page, generated);
        }
        assertThat(Files.readString(page)).isEqualTo(generated);
    }

    private static String page() {
        StringBuilder text = new StringBuilder("""
                # Configuration

                Written from the source by a test; to change a text here, change the option it describes.

                Components are set in the admin console (a tab of the realm settings, where the server runs with
                `--features=declarative-ui`), in a realm file under `components`, or by `kcadm.sh create components`.
                Every value is a list of one text. Values marked *secret* are masked by Keycloak and may be references
                into its vault, `${vault.name}`.
                """);
        text.append("\n## Realm component `code-policy`\n\n")
                .append(
                        "Provider type `io.keygear.verification.policy.CodePolicyProvider`; at most one in a realm.\n\n")
                .append(table(new CodePolicyProviderFactory().getConfigProperties()));
        text.append("\n## Realm components for SMS senders\n\n")
                .append("Provider type `io.keygear.spi.sms.SmsSender`. Of the enabled ones for a number's country the"
                        + " one with the lowest `priority` sends; the next one does where that one certainly"
                        + " could not.\n");
        ServiceLoader.load(SmsSenderFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(ProviderFactory::getId))
                .forEach(sender -> text.append("\n### Provider `")
                        .append(sender.getId())
                        .append("`\n\n")
                        .append(sender.getHelpText())
                        .append("\n\n")
                        .append(table(sender.getConfigProperties())));
        text.append("\n## Identity provider `firebase`\n\n")
                .append("In the console, in a realm file under `identityProviders`, or by `kcadm.sh`.\n\n")
                .append(table(new FirebaseIdentityProviderFactory().getConfigProperties()));
        text.append("\n## Steps of login flows\n\n")
                .append("The configuration of an execution in a flow. What is unset follows the realm's policy.\n");
        STEPS.forEach(
                step -> text.append("\n### Authenticator `%s`\n\n%s\n\n".formatted(step.getId(), step.getHelpText()))
                        .append(table(step.getConfigProperties())));
        text.append("\n## Required actions\n\n")
                .append("The configuration of the required action. What is unset follows the realm's policy.\n");
        ACTIONS.forEach(action -> text.append(
                        "\n### Required action `%s`\n\n%s.\n\n".formatted(action.getId(), action.getDisplayText()))
                .append(table(action.getConfigMetadata())));
        text.append("\n## Realm components for webhook endpoints\n\n")
                .append(
                        "Provider type `io.keygear.webhook.endpoint.WebhookEndpoint`, provider `webhook`. Also managed at"
                                + " `/admin/realms/{realm}/webhooks`, see [Webhooks](flows/webhook.md).\n\n")
                .append(table(new WebhookEndpointFactory().getConfigProperties()));
        text.append("\n## Server options\n\n")
                .append("On the command line, or as an environment variable.\n\n")
                .append(server("code-service", new CodeServiceFactory()))
                .append(server("outbound-http", outbound()))
                .append(server("webhook-dispatch", new WebhookDispatchFactory()))
                .append(server("sms-senders", new SmsSendersFactory()));
        return text.toString();
    }

    private static ProviderFactory<?> outbound() {
        return ServiceLoader.load(OutboundHttpFactory.class).findFirst().orElseThrow();
    }

    private static String table(List<ProviderConfigProperty> options) {
        StringBuilder rows = new StringBuilder("| Key | Default | |\n|---|---|---|\n");
        for (ProviderConfigProperty option : options) {
            rows.append("| `%s` | %s | %s |\n".formatted(option.getName(), fallback(option), explanation(option)));
        }
        return rows.toString();
    }

    private static String server(String spi, ProviderFactory<?> factory) {
        StringBuilder rows = new StringBuilder();
        for (ProviderConfigProperty option : factory.getConfigMetadata()) {
            String line = "--spi-%s--%s--%s".formatted(spi, factory.getId(), option.getName());
            rows.append("- `%s` (default %s): %s\n".formatted(line, fallback(option), explanation(option)));
        }
        return rows.toString();
    }

    private static String fallback(ProviderConfigProperty option) {
        Object value = option.getDefaultValue();
        return value == null || value.toString().isEmpty() ? "–" : "`" + value + "`";
    }

    private static String explanation(ProviderConfigProperty option) {
        String choices = option.getOptions() == null || option.getOptions().isEmpty()
                ? ""
                : " One of `" + String.join("`, `", option.getOptions()) + "`.";
        return (option.isSecret() ? "*Secret.* " : "")
                + option.getHelpText().replace("\n", " ").replace("|", "\\|")
                + choices;
    }
}
