package io.keygear.firebase.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.keygear.tests.node.NodeFolder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code firebase-admin} for Node, in a process of its own: {@code tests/oracle/verdicts.mjs}. */
final class NodeSdk implements GoogleSdk {

    static final NodeFolder FOLDER = new NodeFolder("tests/oracle");

    @Override
    public List<Boolean> take(List<String> tokens) {
        Map<String, ?> project =
                Map.of("project", Mint.PROJECT.id(), "keys", Map.of(Mint.KEY_ID, SelfSigned.pem(Mint.KEY)));
        String input = Stream.concat(Stream.of(project), tokens.stream())
                .map(NodeSdk::json)
                .collect(Collectors.joining("\n", "", "\n"));
        List<Boolean> verdicts =
                FOLDER.run(input, "verdicts.mjs").stream().map(Boolean::valueOf).toList();
        if (verdicts.size() != tokens.size()) {
            throw new IllegalStateException(tokens.size() + " tokens, but " + verdicts.size() + " verdicts");
        }
        return verdicts;
    }

    private static String json(Object value) {
        try {
            return Mint.JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
