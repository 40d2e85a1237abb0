package io.keygear.kit.rest;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON body into a record, strictly: no unknown or doubled members, no number where a text belongs, no null in
 * an array, no NUL character (PostgreSQL keeps none), nothing after the end, 64 KB at most. What does not fit is refused
 * with a {@link Problem} that names the member; the offending value is not repeated, it may be a secret.
 */
public final class JsonBody {

    private static final int LARGEST = 64 * 1024;

    private static final JsonMapper MAPPER = strictMapper();

    private JsonBody() {}

    /**
     * Fills a record from a JSON object.
     *
     * @param shape the record's class; a member that is absent is null
     * @throws ProblemException 400 when the body is not such a record, 413 when it is too large
     */
    public static <T> T read(@Nullable InputStream body, Class<T> shape) {
        byte[] bytes = bytes(body);
        try {
            T value = reader(shape).readValue(bytes);
            if (value == null) {
                throw Problem.of("invalid_request", 400, "The body has to be a JSON object.")
                        .exception();
            }
            return value;
        } catch (JsonMappingException wrong) {
            throw mismatch(wrong).exception();
        } catch (JsonProcessingException wrong) {
            throw Problem.of("invalid_request", 400, "The body is not valid JSON." + place(wrong))
                    .exception();
        } catch (IOException unreadable) {
            throw Problem.of("invalid_request", 400, "The body cannot be read.").exception();
        }
    }

    /**
     * The same for a form: every member is a text, and may stand there once.
     *
     * @throws ProblemException 400 when a parameter is unknown or doubled
     */
    public static <T> T readForm(Map<String, List<String>> form, Class<T> shape) {
        form.forEach((name, values) -> {
            if (values.size() != 1) {
                throw Problem.field(name, "The parameter may be given once only.")
                        .exception();
            }
        });
        Map<String, String> single = form.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().get(0)));
        try {
            return reader(shape).readValue(MAPPER.writeValueAsBytes(single));
        } catch (JsonMappingException wrong) {
            throw mismatch(wrong).exception();
        } catch (IOException unreadable) {
            throw Problem.of("invalid_request", 400, "The form cannot be read.").exception();
        }
    }

    private static JsonMapper strictMapper() {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new SimpleModule().addDeserializer(String.class, new Text()))
                .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
        for (CoercionInputShape shape :
                List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }

    /** A text that every database takes. */
    private static final class Text extends StringDeserializer {
        private static final long serialVersionUID = 1L;

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = super.deserialize(parser, context);
            if (text != null && text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("Leave out the NUL character (\\u0000).");
            }
            return text;
        }
    }

    private static <T> ObjectReader reader(Class<T> shape) {
        return MAPPER.readerFor(shape);
    }

    private static byte[] bytes(@Nullable InputStream body) {
        try {
            byte[] read = body == null ? new byte[0] : body.readNBytes(LARGEST + 1);
            if (read.length > LARGEST) {
                throw Problem.of("body_too_large", 413, "The body may have " + LARGEST + " bytes at most.")
                        .exception();
            }
            if (read.length == 0) {
                throw Problem.of("invalid_request", 400, "The body is empty; it has to be a JSON object.")
                        .exception();
            }
            return read;
        } catch (IOException unreadable) {
            throw Problem.of("invalid_request", 400, "The body cannot be read.").exception();
        }
    }

    private static Problem mismatch(JsonMappingException wrong) {
        String field = path(wrong.getPath());
        if (wrong instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return Problem.field(field, "There is no such member. Known are: " + known + ".");
        }
        if (wrong.getCause() instanceof IllegalArgumentException refused && !field.isEmpty()) {
            return Problem.field(field, String.valueOf(refused.getMessage()));
        }
        if (field.isEmpty()) {
            return Problem.of("invalid_request", 400, "The body does not have the expected shape." + place(wrong));
        }
        return wrong instanceof MismatchedInputException mismatched && mismatched.getTargetType() != null
                ? Problem.field(field, "The value has to be " + kind(mismatched.getTargetType()) + ".")
                : Problem.field(field, "The value does not have the expected shape.");
    }

    private static String kind(Class<?> type) {
        if (type.isEnum()) {
            return "one of the names listed in the documentation";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a whole number";
        }
        if (List.class.isAssignableFrom(type)) {
            return "an array";
        }
        return type == String.class ? "a text" : "an object";
    }

    private static String path(List<Reference> path) {
        StringBuilder name = new StringBuilder();
        for (Reference step : path) {
            if (step.getFieldName() == null) {
                name.append('[').append(step.getIndex()).append(']');
            } else {
                name.append(name.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return name.toString();
    }

    private static String place(JsonProcessingException wrong) {
        return wrong.getLocation() == null
                ? ""
                : " See line " + wrong.getLocation().getLineNr() + ", column "
                        + wrong.getLocation().getColumnNr() + ".";
    }
}
