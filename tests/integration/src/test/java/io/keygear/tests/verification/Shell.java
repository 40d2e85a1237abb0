package io.keygear.tests.verification;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs what a page of the documentation tells people to type. */
final class Shell {

    private final Path folder;
    private final Map<String, String> environment;

    /**
     * @param folder where the commands run
     * @param environment variables besides those of the test
     */
    Shell(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = new HashMap<>(environment);
    }

    /** What a command says, and how it ends. */
    record Answer(int status, String output, String errors) {}

    Answer run(String command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("shell", ".err");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectError(errors.toFile());
        shell.environment().putAll(environment);
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Answer answer = new Answer(process.waitFor(), output, Files.readString(errors));
        Files.delete(errors);
        return answer;
    }
}
