package io.keygear.tests.node;

import io.keygear.tests.server.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of this repository with programs for Node, and the packages they need. The packages are those of its lock
 * file, installed by {@code npm ci}; a test downloads none.
 */
public final class NodeFolder {

    private static final int OLDEST = 20;

    private final Path folder;

    /** By its path in the repository. */
    public NodeFolder(String path) {
        this.folder = Workspace.root().resolve(path);
    }

    /** Why its programs cannot be run here, if so. */
    public Optional<String> missing() {
        if (version() < OLDEST) {
            return Optional.of("no Node of version " + OLDEST + " or newer found");
        }
        return Files.isDirectory(folder.resolve("node_modules"))
                ? Optional.empty()
                : Optional.of("nothing installed for " + Workspace.root().relativize(folder)
                        + " (there: npm ci --ignore-scripts)");
    }

    /**
     * Starts a program with pipes for input and output. It runs in {@code target}, where also goes what it says on the
     * error stream.
     *
     * @param environment variables, added to those of this process
     * @param command the program's path in the folder, then its arguments
     */
    public Process start(Map<String, String> environment, List<String> command) {
        Path program = folder.resolve(command.get(0));
        List<String> all = new ArrayList<>(List.of("node", program.toString()));
        all.addAll(command.subList(1, command.size()));
        Path target = Workspace.target();
        ProcessBuilder builder = new ProcessBuilder(all)
                .directory(target.toFile())
                .redirectError(Redirect.to(
                        target.resolve(program.getFileName() + ".log").toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program to its end and gives what it prints. */
    public List<String> run(String input, String... command) {
        Process process = start(Map.of(), List.of(command));
        try {
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            List<String> output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command[0] + " failed, see its log below target");
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** 0 without Node. */
    private static int version() {
        try {
            Process process = new ProcessBuilder("node", "--version").start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(version.replaceFirst("^v(\\d+)\\.(?s:.*)$", "$1"));
        } catch (IOException | NumberFormatException none) {
            return 0;
        }
    }
}
