package io.keygear.kit.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonBodyTest {

    enum Colour {
        RED
    }

    record Shape(
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("number") @Nullable Integer number,
            @JsonProperty("on") @Nullable Boolean on,
            @JsonProperty("colour") @Nullable Colour colour,
            @JsonProperty("parts") @Nullable List<Shape> parts,
            @JsonProperty("words") @Nullable List<String> words) {}

    @Test
    void members_go_where_they_belong() {
        Shape read = read("""
                {"name": "a", "number": 2, "on": true, "colour": "RED", "parts": [{"name": "b"}], "words": ["c"]}""");

        List<Shape> parts = List.of(new Shape("b", null, null, null, null, null));
        assertThat(read).isEqualTo(new Shape("a", 2, true, Colour.RED, parts, List.of("c")));
    }

    @Test
    void an_unknown_member_is_named_and_so_are_the_known_ones() {
        Problem problem = refusal("{\"nam\": \"a\"}");

        assertThat(problem.field()).isEqualTo("nam");
        assertThat(problem.detail()).contains("colour, name, number, on, parts, words");
    }

    @Test
    void a_wrong_type_is_refused_and_named_with_its_place() {
        assertThat(refusal("{\"parts\": [{\"number\": \"x\"}]}").field()).isEqualTo("parts[0].number");
        assertThat(refusal("{\"name\": 5}").detail()).contains("text");
        assertThat(refusal("{\"on\": \"true\"}").field()).isEqualTo("on");
        assertThat(refusal("{\"number\": 1.5}").field()).isEqualTo("number");
        assertThat(refusal("{\"number\": \"1\"}").field()).isEqualTo("number");
        assertThat(refusal("{\"name\": {}}").field()).isEqualTo("name");
        assertThat(refusal("{\"colour\": \"BLUE\"}").field()).isEqualTo("colour");
        assertThat(refusal("{\"colour\": 0}").field()).isEqualTo("colour");
    }

    @Test
    void no_database_gets_what_it_does_not_take() {
        assertThat(refusal("{\"name\": \"a\\u0000b\"}").field()).isEqualTo("name");
        assertThat(refusal("{\"name\": \"a\\u0000b\"}").detail()).contains("NUL");
        assertThat(refusal("{\"words\": [\"a\", \"\\u0000\"]}").field()).isEqualTo("words[1]");
        assertThat(refusal("{\"words\": [\"a\", null]}").field()).startsWith("words");
        assertThat(refusal("{\"parts\": [null]}").field()).startsWith("parts");
    }

    @Test
    void what_is_no_object_is_refused() {
        for (String body :
                List.of("", " ", "null", "[]", "5", "\"x\"", "{", "{} {}", "{\"name\":\"a\",\"name\":\"b\"}")) {
            assertThat(refusal(body).status()).as(body).isEqualTo(400);
        }
        assertThat(catchThrowableOfType(ProblemException.class, () -> JsonBody.read(null, Shape.class))
                        .problem()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_large_body_is_not_read_to_its_end() {
        assertThat(refusal("{\"name\": \"" + "x".repeat(70_000) + "\"}").status())
                .isEqualTo(413);
    }

    @Test
    void a_refusal_does_not_repeat_what_was_sent() {
        assertThat(refusal("{\"number\": \"s3cret\"}").toString()).doesNotContain("s3cret");
        assertThat(refusal("{\"name\": s3cret}").toString()).doesNotContain("s3cret");
        assertThat(refusal("{\"colour\": \"s3cret\"}").toString()).doesNotContain("s3cret");
    }

    @Test
    void a_form_takes_each_parameter_once() {
        assertThat(JsonBody.readForm(Map.of("name", List.of("a")), Shape.class).name())
                .isEqualTo("a");

        Problem twice = catchThrowableOfType(
                        ProblemException.class, () -> JsonBody.readForm(Map.of("name", List.of("a", "b")), Shape.class))
                .problem();

        assertThat(twice.field()).isEqualTo("name");
    }

    private static Shape read(String body) {
        return JsonBody.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), Shape.class);
    }

    private static Problem refusal(String body) {
        return catchThrowableOfType(ProblemException.class, () -> read(body)).problem();
    }
}
