package io.keygear.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeycloakHomeTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

    @TempDir
    private Path folder;

    private KeycloakHome home;

    @BeforeEach
    void unpacked() throws IOException {
        Files.createDirectories(folder.resolve("server/bin"));
        Files.writeString(folder.resolve("server/bin/kc.sh"), "");
        home = KeycloakHome.at(folder.resolve("server"));
    }

    @Test
    void a_folder_without_a_server_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> KeycloakHome.at(folder));
    }

    @Test
    void a_jar_that_is_the_same_is_not_touched() throws IOException {
        Path jar = jar("a.jar", "one");
        assertThat(home.deploy(List.of(jar))).isTrue();
        Files.setLastModifiedTime(deployed("a.jar"), LONG_AGO);

        assertThat(home.deploy(List.of(jar))).isFalse();
        assertThat(Files.getLastModifiedTime(deployed("a.jar"))).isEqualTo(LONG_AGO);
    }

    @Test
    void a_jar_that_changed_is_replaced() throws IOException {
        home.deploy(List.of(jar("a.jar", "one")));

        assertThat(home.deploy(List.of(jar("a.jar", "two")))).isTrue();
        assertThat(deployed("a.jar")).hasContent("two");
    }

    @Test
    void a_jar_deployed_earlier_goes_but_a_strangers_stays() throws IOException {
        home.deploy(List.of(jar("a-1.jar", "one")));
        Files.writeString(deployed("own.jar"), "mine");

        assertThat(home.deploy(List.of(jar("a-2.jar", "two")))).isTrue();
        assertThat(deployed("a-1.jar")).doesNotExist();
        assertThat(deployed("own.jar")).exists();
    }

    @Test
    void a_copy_keeps_time_stamps_and_leaves_data_behind() throws IOException {
        home.deploy(List.of(jar("a.jar", "one")));
        Files.setLastModifiedTime(deployed("a.jar"), LONG_AGO);
        home.importRealm(List.of(jar("x-realm.json", "{}")));

        KeycloakHome copy = home.copyTo(folder.resolve("second"));

        assertThat(Files.getLastModifiedTime(copy.path().resolve("providers/a.jar")))
                .isEqualTo(LONG_AGO);
        assertThat(copy.path().resolve("data")).doesNotExist();
    }

    private Path jar(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Path deployed(String name) {
        return home.path().resolve("providers").resolve(name);
    }
}
