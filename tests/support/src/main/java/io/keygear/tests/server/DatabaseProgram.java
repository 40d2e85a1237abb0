package io.keygear.tests.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs of a database, run in a folder of their own with a log in it. Databases refuse to run as root, so for
 * root they run as the user that their package creates.
 */
final class DatabaseProgram {

    private final Path binaries;
    private final String owner;
    private final Path folder;

    private DatabaseProgram(Path binaries, String owner, Path folder) {
        this.binaries = binaries;
        this.owner = owner;
        this.folder = folder;
    }

    /** The first of these folders, after those of {@code PATH}, that has all of the programs. */
    static Optional<Path> find(List<String> programs, List<Path> folders) {
        List<Path> candidates = new ArrayList<>();
        for (String dir : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            candidates.add(Path.of(dir));
        }
        candidates.addAll(folders);
        return candidates.stream()
                .filter(dir -> programs.stream().allMatch(name -> Files.isExecutable(dir.resolve(name))))
                .findFirst();
    }

    /** Makes a folder that belongs to the owner. Not below target: that may lie where another user cannot go. */
    static DatabaseProgram in(Path binaries, String owner) {
        try {
            Path folder = Files.createTempDirectory(
                    "keygear-" + owner,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Files.createFile(folder.resolve("log"));
            DatabaseProgram program = new DatabaseProgram(binaries, owner, folder);
            if (isRoot()) {
                program.require(List.of("chown", "-R", owner, folder.toString()));
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A path below the folder. */
    String path(String name) {
        return folder.resolve(name).toString();
    }

    /** Runs one and waits for it; throws with the log when it fails. */
    void run(String program, String... arguments) {
        require(command(program, arguments));
    }

    /** Runs one whose failure is no news; gives its exit code. */
    int attempt(String program, String... arguments) {
        return exitCode(command(program, arguments));
    }

    /** Starts one that stays. */
    Process start(String program, String... arguments) {
        return launch(command(program, arguments));
    }

    /** What they have printed. */
    String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void removeFolder() {
        Folders.delete(folder);
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(isRoot() ? List.of("runuser", "-u", owner, "--") : List.of());
        command.add(binaries.resolve(program).toString());
        command.addAll(Stream.of(arguments).toList());
        return command;
    }

    private void require(List<String> command) {
        if (exitCode(command) != 0) {
            throw new IllegalStateException(command + " failed:\n" + log());
        }
    }

    private int exitCode(List<String> command) {
        try {
            return launch(command).waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process launch(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
