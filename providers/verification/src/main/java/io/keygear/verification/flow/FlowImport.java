package io.keygear.verification.flow;

import io.keygear.kit.rest.Problem;
import io.keygear.verification.flow.FlowFile.Action;
import io.keygear.verification.flow.FlowFile.Config;
import io.keygear.verification.flow.FlowFile.Flow;
import io.keygear.verification.flow.FlowFile.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.FormAction;
import org.keycloak.authentication.FormAuthenticator;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.models.RequiredActionProviderModel;

/** Adds the flows of a file to a realm. It adds only: what is there under one of the names stops it. */
final class FlowImport {

    private final KeycloakSessionFactory providers;
    private final RealmModel realm;
    private final Map<String, String> configIds = new HashMap<>();

    FlowImport(KeycloakSession session, RealmModel realm) {
        this.providers = session.getKeycloakSessionFactory();
        this.realm = realm;
    }

    /**
     * Adds everything in the file.
     *
     * @throws io.keygear.kit.rest.ProblemException naming the entry that cannot be added; nothing is then
     */
    void add(FlowFile file) {
        file.authenticatorConfig().forEach(this::addConfig);
        file.authenticationFlows().forEach(this::addFlow);
        file.authenticationFlows()
                .forEach(flow -> flow.authenticationExecutions().forEach(step -> addStep(flow, step)));
        file.requiredActions().forEach(this::addAction);
    }

    /** Makes the file's flows those that the realm uses. */
    void bind(FlowFile file) {
        file.bindings().forEach((binding, alias) -> {
            AuthenticationFlowModel flow = flow(alias, "bindings." + binding);
            switch (binding) {
                case browserFlow -> realm.setBrowserFlow(flow);
                case registrationFlow -> realm.setRegistrationFlow(flow);
                case directGrantFlow -> realm.setDirectGrantFlow(flow);
                case resetCredentialsFlow -> realm.setResetCredentialsFlow(flow);
            }
        });
    }

    private void addConfig(Config entry) {
        AuthenticatorConfigModel config = new AuthenticatorConfigModel();
        config.setAlias(entry.alias());
        config.setConfig(new HashMap<>(entry.config()));
        configIds.put(entry.alias(), realm.addAuthenticatorConfig(config).getId());
    }

    private void addFlow(Flow entry) {
        if (realm.getFlowByAlias(entry.alias()) != null) {
            throw Problem.of(
                            "flow_exists",
                            409,
                            "The realm has a flow \"" + entry.alias() + "\" already: delete or rename one of the two.")
                    .exception();
        }
        AuthenticationFlowModel flow = new AuthenticationFlowModel();
        flow.setAlias(entry.alias());
        flow.setDescription(entry.description());
        flow.setProviderId(entry.providerId());
        flow.setTopLevel(entry.topLevel());
        flow.setBuiltIn(entry.builtIn());
        realm.addAuthenticationFlow(flow);
    }

    private void addStep(Flow parent, Step entry) {
        AuthenticationExecutionModel step = new AuthenticationExecutionModel();
        step.setParentFlow(flow(parent.alias(), "authenticationFlows").getId());
        step.setAuthenticatorFlow(entry.authenticatorFlow());
        step.setRequirement(requirement(entry.requirement()));
        step.setPriority(entry.priority());
        if (entry.authenticator() != null) {
            step.setAuthenticator(known(entry.authenticator()));
        }
        if (entry.flowAlias() != null) {
            step.setFlowId(flow(entry.flowAlias(), "flowAlias").getId());
        }
        if (entry.authenticatorConfig() != null) {
            step.setAuthenticatorConfig(config(entry.authenticatorConfig()));
        }
        realm.addAuthenticatorExecution(step);
    }

    /** Adds a required action, or switches one on that is there. */
    private void addAction(Action entry) {
        if (providers.getProviderFactory(RequiredActionProvider.class, entry.alias()) == null) {
            throw unknown("requiredActions", entry.alias());
        }
        RequiredActionProviderModel known = realm.getRequiredActionProviderByAlias(entry.alias());
        RequiredActionProviderModel action =
                new RequiredActionProviderModel(); // Keycloak's own is shared by all threads
        if (known != null) {
            action.setId(known.getId());
            action.setAlias(known.getAlias());
            action.setProviderId(known.getProviderId());
            action.setName(known.getName());
            action.setPriority(known.getPriority());
            action.setConfig(new HashMap<>(known.getConfig()));
        } else {
            action.setAlias(entry.alias());
            action.setProviderId(entry.alias());
            action.setName(entry.name());
            action.setPriority(entry.priority());
        }
        action.setEnabled(entry.enabled());
        action.setDefaultAction(entry.defaultAction());
        if (known == null) {
            realm.addRequiredActionProvider(action);
        } else {
            realm.updateRequiredActionProvider(action);
        }
        configure(entry);
    }

    private void configure(Action entry) {
        if (!entry.config().isEmpty()) {
            RequiredActionConfigModel config = realm.getRequiredActionConfigByAlias(entry.alias());
            config.setConfig(new HashMap<>(entry.config()));
            realm.updateRequiredActionConfig(config);
        }
    }

    private String known(String authenticator) {
        boolean installed = providers.getProviderFactory(Authenticator.class, authenticator) != null
                || providers.getProviderFactory(FormAuthenticator.class, authenticator) != null
                || providers.getProviderFactory(FormAction.class, authenticator) != null;
        if (!installed) {
            throw unknown("authenticator", authenticator);
        }
        return authenticator;
    }

    private AuthenticationFlowModel flow(String alias, String field) {
        @Nullable AuthenticationFlowModel flow = realm.getFlowByAlias(alias);
        if (flow == null) {
            throw Problem.field(field, "There is no flow \"" + alias + "\" in the file or in the realm.")
                    .exception();
        }
        return flow;
    }

    private String config(String alias) {
        String id = configIds.get(alias);
        if (id == null) {
            throw Problem.field("authenticatorConfig", "The file has no configuration \"" + alias + "\".")
                    .exception();
        }
        return id;
    }

    private static Requirement requirement(String name) {
        return Arrays.stream(Requirement.values())
                .filter(requirement -> requirement.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.field(
                                "requirement", "Use REQUIRED, ALTERNATIVE, CONDITIONAL or DISABLED for each step.")
                        .exception());
    }

    private static RuntimeException unknown(String field, String provider) {
        return Problem.field(field, "No provider \"" + provider + "\" is installed on this server.")
                .exception();
    }
}
