package io.keygear.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An unpacked Keycloak server folder.
 *
 * <p>Keycloak prepares itself anew (15 to 20 s) whenever a JAR in {@code providers/} changed in content or time stamp.
 * So {@link #deploy} touches nothing that is already right, and {@link #copyTo} keeps time stamps: a copy of a prepared
 * home starts as fast as the original, which makes a second node cheap.
 */
public final class KeycloakHome {

    private static final String DATA = "data";
    /** What {@link #deploy} put there; anything else in the folder is the developer's own and stays. */
    private static final String DEPLOYED = ".keygear-deployed";

    private final Path path;

    private KeycloakHome(Path path) {
        this.path = path;
    }

    /**
     * The server unpacked at {@code path}.
     *
     * @throws IllegalArgumentException if no Keycloak is there
     */
    public static KeycloakHome at(Path path) {
        Path home = path.toAbsolutePath().normalize();
        if (!Files.isRegularFile(home.resolve("bin/kc.sh"))) {
            throw new IllegalArgumentException(
                    "No Keycloak server in " + home + ": run `mvn process-resources -pl dev` to unpack it");
        }
        return new KeycloakHome(home);
    }

    /** Absolute. */
    public Path path() {
        return path;
    }

    /** Whether a server ran here with a database of its own, so that there is something to keep. */
    public boolean hasDatabase() {
        return Files.isDirectory(path.resolve(DATA).resolve("h2"));
    }

    /**
     * Makes {@code jars} the deployed providers: a JAR is copied only if it differs, and a JAR of an earlier call that is
     * not among them is removed.
     *
     * @return whether anything changed, so that the next start takes longer
     */
    public boolean deploy(Collection<Path> jars) {
        try {
            Path providers = Files.createDirectories(path.resolve("providers"));
            Path record = providers.resolve(DEPLOYED);
            Set<String> stale =
                    new LinkedHashSet<>(Files.exists(record) ? Files.readAllLines(record) : List.<String>of());
            boolean changed = false;
            Set<String> names = new LinkedHashSet<>();
            for (Path jar : jars) {
                String name = jar.getFileName().toString();
                names.add(name);
                changed |= copyIfDifferent(jar, providers.resolve(name));
            }
            stale.removeAll(names);
            for (String name : stale) {
                changed |= Files.deleteIfExists(providers.resolve(name));
            }
            Files.write(record, names);
            return changed;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not deploy to " + path, e);
        }
    }

    /** Where {@code --import-realm} looks; created if need be. */
    public Path importFolder() {
        try {
            return Files.createDirectories(path.resolve(DATA).resolve("import"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Lays the files where {@code --import-realm} looks, in place of what was there. A realm that exists already is left
     * alone by Keycloak.
     */
    public void importRealm(Collection<Path> files) {
        Path folder = importFolder();
        try {
            deleteTree(folder);
            Files.createDirectories(folder);
            for (Path file : files) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not lay realm files into " + folder, e);
        }
    }

    /** Copies the server, without its data, to {@code target}, which must not be there yet. */
    public KeycloakHome copyTo(Path target) {
        Path copy = target.toAbsolutePath().normalize();
        Path data = path.resolve(DATA);
        try {
            Files.createDirectories(copy.getParent());
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                    if (dir.equals(data)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    Files.createDirectory(copy.resolve(path.relativize(dir)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.copy(file, copy.resolve(path.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Could not copy " + path + " to " + copy, e);
        }
        return new KeycloakHome(copy);
    }

    /** Removes what the server has stored: database, caches, import files. */
    public void deleteData() {
        try {
            deleteTree(path.resolve(DATA));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean copyIfDifferent(Path from, Path to) throws IOException {
        if (Files.exists(to) && Files.mismatch(from, to) == -1) {
            return false;
        }
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private static void deleteTree(Path root) throws IOException {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure) throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            return; // nothing to remove
        }
    }
}
