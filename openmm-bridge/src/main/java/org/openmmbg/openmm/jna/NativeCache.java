package org.openmmbg.openmm.jna;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A private directory for the native libraries that come inside jars.
 *
 * <p>Only its owner can write there (0700, owner checked), each file is compared with its source by SHA-256 before it is
 * used, and a new one appears by an atomic rename under a lock, so several processes can share the directory.
 */
final class NativeCache {
    /**
     * Environment variable that names the directory the cache is made in, for homes that cannot be written. A directory
     * of its own there, since making a shared one such as /tmp private would be no help to anybody.
     */
    static final String ENVIRONMENT = "OPENMM_BG_CACHE";

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path root;

    private NativeCache(Path root) {
        this.root = root;
    }

    /** Opens the user's cache, made if missing. */
    static NativeCache open() throws IOException {
        return open(location(System.getenv(ENVIRONMENT), System.getenv("XDG_CACHE_HOME")));
    }

    /** Opens the cache at a directory, made if missing. */
    static NativeCache open(Path root) throws IOException {
        makePrivate(root);
        return new NativeCache(root);
    }

    /** Returns where the cache stands: as told, else by XDG, else where the operating system keeps caches. */
    static Path location(@Nullable String told, @Nullable String xdg) {
        if (told != null && !told.isBlank()) {
            return Path.of(told).toAbsolutePath();
        }
        if (xdg != null && !xdg.isBlank() && Path.of(xdg).isAbsolute()) {
            return Path.of(xdg, "openmm-bg");
        }
        String home = System.getProperty("user.home");
        String os = System.getProperty("os.name", "");
        if (os.startsWith("Mac")) {
            return Path.of(home, "Library", "Caches", "openmm-bg");
        }
        String local = System.getenv("LOCALAPPDATA");
        if (os.startsWith("Windows") && local != null) {
            return Path.of(local, "openmm-bg", "cache");
        }
        return Path.of(home, ".cache", "openmm-bg");
    }

    /** Returns a private directory of the cache, made if missing. */
    Path directory(String name) throws IOException {
        Path directory = root.resolve(name);
        makePrivate(directory);
        return directory;
    }

    /**
     * Extracts resources of the class path into one directory of the cache; files already there and equal are kept.
     *
     * @param name name of the directory
     * @param resources names of the resources
     * @param prefix what is cut off each resource's name to give its path in the directory
     * @return the directory
     */
    Path extract(String name, List<String> resources, String prefix) throws IOException {
        Path directory = directory(name);
        synchronized (NativeCache.class) {
            try (FileChannel channel = FileChannel.open(
                            directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                for (String resource : resources) {
                    Path target = directory.resolve(resource.substring(prefix.length()));
                    makePrivate(parent(target));
                    extract(resource, target);
                }
                assert lock.isValid();
            }
        }
        return directory;
    }

    private static void extract(String resource, Path target) throws IOException {
        byte[] expected;
        try (InputStream in = resource(resource)) {
            expected = digest(in);
        }
        if (matches(target, expected)) {
            return;
        }
        Path temporary = Files.createTempFile(parent(target), "extract", ".tmp");
        try {
            try (InputStream in = resource(resource)) {
                Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
            }
            if (!matches(temporary, expected)) {
                throw new IOException("what was written to " + temporary + " is not what it was copied from");
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = NativeCache.class.getClassLoader().getResourceAsStream(name);
        if (in == null) {
            throw new IOException("the class path has no resource " + name);
        }
        return in;
    }

    private static boolean matches(Path file, byte[] expected) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(digest(in), expected);
        }
    }

    private static byte[] digest(InputStream in) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException("this Java has no SHA-256", e));
        }
        try (DigestInputStream digesting = new DigestInputStream(in, digest)) {
            digesting.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return digest.digest();
    }

    /** Returns the first characters of the SHA-256 of a resource, to name its directory by. */
    static String fingerprint(String resource) throws IOException {
        try (InputStream in = resource(resource)) {
            return HexFormat.of().formatHex(digest(in), 0, 6);
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " has no parent directory");
        }
        return parent;
    }

    /** Makes a directory for this user alone, or checks that one found there is. */
    private static void makePrivate(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = parent(directory);
            Files.createDirectories(parent);
            try {
                Files.createDirectory(directory, privately());
            } catch (java.nio.file.FileAlreadyExistsException e) {
                // another process made it just now; it is checked below like any other
            }
        }
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory + " is not a directory");
        }
        if (POSIX) {
            checkOwner(directory);
            if (!Files.getPosixFilePermissions(directory).equals(PRIVATE)) {
                Files.setPosixFilePermissions(directory, EnumSet.copyOf(PRIVATE));
            }
        }
    }

    private static FileAttribute<?>[] privately() {
        return POSIX ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PRIVATE)} : new FileAttribute<?>[0];
    }

    /** A file of ours has our owner: the only way to ask who we are that holds inside containers too. */
    private static void checkOwner(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, "owner", ".tmp");
        try {
            if (!Files.getOwner(directory).equals(Files.getOwner(probe))) {
                throw new IOException(directory + " belongs to " + Files.getOwner(directory)
                        + "; a directory of your own is needed (set " + ENVIRONMENT + ")");
            }
        } finally {
            Files.delete(probe);
        }
    }
}
