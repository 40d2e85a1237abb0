package io.keygear.verification.flow;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A login flow in a file, with the names a realm export uses.
 *
 * @param bindings which flow of the realm each flow is to be, such as {@code browserFlow}: taken where the import binds
 * @param authenticationFlows the flow and its subflows
 * @param authenticatorConfig configurations of their steps
 * @param requiredActions required actions that the flow leads to
 */
record FlowFile(
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<Binding, String> bindings,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Flow> authenticationFlows,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Config> authenticatorConfig,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Action> requiredActions) {

    /** What a flow can be bound to. */
    enum Binding {
        browserFlow,
        registrationFlow,
        directGrantFlow,
        resetCredentialsFlow
    }

    /**
     * A flow.
     *
     * @param providerId {@code basic-flow}, or {@code form-flow} for the parts of one form
     */
    record Flow(
            String alias,
            @JsonSetter(nulls = Nulls.AS_EMPTY) String description,
            String providerId,
            boolean topLevel,
            boolean builtIn,
            @JsonSetter(nulls = Nulls.AS_EMPTY) List<Step> authenticationExecutions) {}

    /** A step of a flow: an authenticator, a subflow, or both for a form. */
    record Step(
            @Nullable String authenticator,
            @Nullable String authenticatorConfig,
            boolean authenticatorFlow,
            @Nullable String flowAlias,
            String requirement,
            int priority) {}

    /** The configuration of a step. */
    record Config(String alias, Map<String, String> config) {}

    /** A required action. */
    record Action(
            String alias,
            String name,
            boolean enabled,
            boolean defaultAction,
            int priority,
            @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> config) {}
}
