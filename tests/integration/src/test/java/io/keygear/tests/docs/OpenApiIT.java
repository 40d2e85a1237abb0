package io.keygear.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.kit.rest.Problem;
import io.keygear.tests.server.Workspace;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The documents in {@code docs/openapi} are written from the resources. After a change of a resource run this test
 * with {@code -Dkeygear.docs=write}.
 */
class OpenApiIT {

    @ParameterizedTest
    @EnumSource(Api.class)
    void the_document_says_what_the_resources_declare(Api api) throws IOException, URISyntaxException {
        Path document = Workspace.root().resolve("docs/openapi/" + api.file());
        String generated = generate(api);
        assertThat(generated).contains("paths:").doesNotContain("paths: {}");
        if ("write".equals(System.getProperty("keygear.docs"))) {
            Files.createDirectories(document.getParent());
            Files.writeString(document, generated);
        }
        assertThat(document).content().isEqualTo(generated);
    }

    private static String generate(Api api) throws IOException, URISyntaxException {
        return SmallRyeOpenAPI.builder()
                .withIndex(index(api))
                .enableModelReader(false)
                .enableStandardStaticFiles(false)
                .enableStandardFilter(false)
                .addFilter(new Frame(api))
                .build()
                .toYAML();
    }

    private static Index index(Api api) throws IOException, URISyntaxException {
        Indexer indexer = new Indexer();
        indexer.indexClass(api.paths());
        indexer.indexClass(Problem.class);
        Path module = Path.of(api.resource()
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarFile jar = new JarFile(module.toFile())) {
            List<String> classes = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("io/keygear/") && name.endsWith(".class"))
                    .toList();
            for (String name : classes) {
                try (var stream = jar.getInputStream(jar.getJarEntry(name))) {
                    indexer.index(stream);
                }
            }
        }
        return indexer.complete();
    }

    /** What stands around the paths. */
    private record Frame(Api api) implements OASFilter {

        @Override
        public void filterOpenAPI(OpenAPI document) {
            document.setInfo(OASFactory.createInfo()
                    .title(api.title())
                    .version("1")
                    .description("Errors are problem details (RFC 9457) of the type urn:keygear:problem:<cause>."));
            document.setServers(List.of(OASFactory.createServer()
                    .url("https://keycloak.example.com")
                    .description("Where Keycloak is reached")));
        }
    }
}
