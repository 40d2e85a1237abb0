package io.keygear.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The list of what is in a JAR.
 *
 * @param name the file's name
 * @param entries files, no folders
 */
record Jar(String name, Set<String> entries) {

    static Jar read(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new Jar(
                    file.getFileName().toString(),
                    zip.stream()
                            .filter(entry -> !entry.isDirectory())
                            .map(ZipEntry::getName)
                            .collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Jar> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(Jar::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isOurs() {
        return name.startsWith("keygear-");
    }

    /** Without the descriptor of a module, which every JAR may have. */
    Set<String> classes() {
        return entries.stream()
                .filter(entry -> entry.endsWith(".class") && !entry.endsWith("module-info.class"))
                .collect(Collectors.toUnmodifiableSet());
    }

    Set<String> packages() {
        return classes().stream()
                .map(entry -> entry.substring(0, Math.max(0, entry.lastIndexOf('/'))))
                .collect(Collectors.toUnmodifiableSet());
    }
}
