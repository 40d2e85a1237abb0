package io.keygear.sms.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.spi.sms.SmsMessage;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTemplateTest {

    private static final String NASTY = "\"}\\ \n\r\t\u0000 &=%+ {{id}} \u20ac \ud83d\ude00 </script>";
    private static final SmsMessage MESSAGE =
            new SmsMessage("m-1", "+447700900101", NASTY, Duration.ofMinutes(5), Instant.EPOCH);

    @Test
    void escapesInsideJson() throws JsonProcessingException {
        String template = "{\"messages\": [{\"to\": [\"{{to}}\"], \"body\": {\"text\": \"Hi: {{ text }}\"}}]}";

        JsonNode body = new ObjectMapper().readTree(render(BodyFormat.JSON, template));

        assertThat(body.at("/messages/0/to/0").asText()).isEqualTo("+447700900101");
        assertThat(body.at("/messages/0/body/text").asText()).isEqualTo("Hi: " + NASTY);
    }

    @Test
    void escapesInsideForms() {
        String body = render(BodyFormat.FORM, "user%5Bto%5D={{to}}&\n  text={{text}}&\r\n  flash=0");

        assertThat(body).startsWith("user%5Bto%5D=%2B447700900101&text=").endsWith("&flash=0");
        String text = body.substring(body.indexOf("text=") + 5, body.lastIndexOf('&'));
        assertThat(text).matches("[A-Za-z0-9*._%+-]+");
        assertThat(URLDecoder.decode(text, StandardCharsets.UTF_8)).isEqualTo(NASTY);
    }

    @ParameterizedTest
    @EnumSource(BodyFormat.class)
    void hasASoundDefault(BodyFormat format) {
        assertThat(render(format, format.fallback())).contains("447700900101").contains("m-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"to\": {{to}}, \"text\": \"{{text}}\"}",
                "{\"to\": \"{{to}}\", \"text\": {{text}}}",
                "{\"to\": \"{{to}}\", \"text\": \"{{text}}\"",
                "{\"to\": \"{{to}}\"} {\"text\": \"{{text}}\"}",
                "{\"to\": \"{{to}}\"}",
                "{\"text\": \"{{text}}\"}",
                "{\"to\": \"{{to}}\", \"text\": \"{{text}}\", \"code\": \"{{code}}\"}",
                "{\"to\": \"{{to}}\", \"text\": \"{{text}}\", \"id\": \"{{}}\"}",
                "to={{to}}&text={{text}}",
                "plain"
            })
    void refusesUnsoundJson(String template) {
        assertThatThrownBy(() -> BodyTemplate.parse("body", BodyFormat.JSON, template))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("\"body\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"to\":\"{{to}}{{text}}\"}",
                "to={{to}} text={{text}}",
                "{{to}}&{{text}}",
                "to={{to}}&&text={{text}}"
            })
    void refusesUnsoundForms(String template) {
        assertThatThrownBy(() -> BodyTemplate.parse("body", BodyFormat.FORM, template))
                .isInstanceOf(InvalidConfigurationException.class);
    }

    private static String render(BodyFormat format, String template) {
        return BodyTemplate.parse("body", format, template).render(MESSAGE).text();
    }
}
