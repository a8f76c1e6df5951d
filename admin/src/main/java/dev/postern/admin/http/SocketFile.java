package dev.postern.admin.http;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of a Unix socket in the file system. The socket is bound in a directory that only its owner can enter, gets its
 * group and rights there, and is then moved to its name: nobody can connect before, whatever the umask.
 */
final class SocketFile {
    /** {@code sun_path} of Linux, less the terminating zero. */
    static final int LONGEST_PATH = 107;

    /** Of the longest name that a directory to bind in has, with its slashes and the socket. */
    private static final int NURSERY = 25;

    private final SocketPlace place;
    private final Path nursery;
    private final PlaceLock lock;
    private Path path;
    private @Nullable Object identity;
    private Optional<String> shutOut = Optional.empty();

    private SocketFile(SocketPlace place, Path nursery, PlaceLock lock) {
        this.place = place;
        this.lock = lock;
        this.nursery = nursery;
        this.path = place.path();
    }

    /** Makes sure that the name is free or left over, and prepares the directory to bind in. */
    static SocketFile prepare(SocketPlace place) throws SocketRefused {
        Path path = place.path();
        Path parent = Objects.requireNonNull(path.toAbsolutePath().getParent());
        mustBeShort(path, parent);
        try {
            PlaceLock lock = PlaceLock.take(path);
            try {
                mustBeFree(path);
                return new SocketFile(place, nursery(parent), lock);
            } catch (IOException | SocketRefused | RuntimeException refused) {
                lock.close();
                throw refused;
            }
        } catch (NoSuchFileException absent) {
            throw new SocketRefused(path + ": " + parent + " does not exist; create it, owned by Postern's user");
        } catch (IOException | UnsupportedOperationException closed) {
            throw new SocketRefused(path + ": " + parent + " cannot be written to: " + closed.getMessage()
                    + "; let Postern's user own it");
        }
    }

    private static Path nursery(Path parent) throws IOException {
        return Files.createTempDirectory(
                parent, ".p", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void mustBeShort(Path path, Path parent) throws SocketRefused {
        int longest =
                Math.max(parent.toString().length() + NURSERY, path.toString().length());
        if (longest > LONGEST_PATH) {
            throw new SocketRefused(path + ": the path is too long for a socket; choose a shorter one");
        }
    }

    private static void mustBeFree(Path path) throws SocketRefused {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                || Files.isSymbolicLink(path)) {
            throw new SocketRefused(path + " is there, and no socket; remove it, or choose another path");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // Blocking would wait for room in the queue of a daemon that hangs, and one that hangs is alive.
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            throw new SocketRefused(path + " belongs to a running process; stop it, or choose another path");
        } catch (IOException refused) {
            if (!String.valueOf(refused.getMessage()).contains("refused")) {
                throw new SocketRefused(
                        path + " cannot be examined: " + refused.getMessage() + "; remove it, or choose another path");
            }
        }
    }

    /** Where to bind. */
    Path birthplace() {
        return nursery.resolve("s");
    }

    /** Where it can be found now. */
    Path path() {
        return path;
    }

    /**
     * It is bound: sets group and rights, and shows it to the world in place of what was left over. Where the group cannot be
     * had, it is for its owner alone.
     */
    void publish() throws SocketRefused {
        Path born = birthplace();
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(born, PosixFileAttributeView.class);
            shutOut = place.group().flatMap(group -> refusal(view, group));
            view.setPermissions(PosixFilePermissions.fromString(shutOut.isEmpty() ? "rw-rw----" : "rw-------"));
            identity = view.readAttributes().fileKey();
            Files.move(born, place.path(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) {
            throw new SocketRefused(place.path() + " cannot be made: " + refused.getMessage());
        } finally {
            clear();
        }
    }

    /** Gives it to the group; why not, where that cannot be. */
    private static Optional<String> refusal(PosixFileAttributeView view, String name) {
        String join = "usermod -aG " + name + " " + System.getProperty("user.name") + ", and restart Postern";
        try {
            GroupPrincipal group =
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
            view.setGroup(group);
            return Optional.empty();
        } catch (UserPrincipalNotFoundException unknown) {
            return Optional.of("there is no group " + name + ": groupadd --system " + name + ", " + join);
        } catch (IOException refused) {
            return Optional.of("Postern's user is not in group " + name + ": " + join);
        }
    }

    /** Why the group has no access; empty where it has, or none is wanted. */
    Optional<String> shutOut() {
        return shutOut;
    }

    /** Whether nobody finds it at its name any more. */
    boolean lost() {
        try {
            return !ours();
        } catch (IOException unreadable) {
            return true;
        }
    }

    /** Removes the directory of the beginning; another may try to take the name. */
    void clear() {
        try {
            Files.deleteIfExists(birthplace());
            Files.deleteIfExists(nursery);
        } catch (IOException stays) {
            // An empty directory that only its owner can enter harms nobody.
        }
        lock.close();
    }

    /** Leaves the name to a successor; connections and the listening socket live on under the other. */
    void stepAside(Path other) throws IOException {
        if (ours()) {
            Files.move(path, other, StandardCopyOption.ATOMIC_MOVE);
            path = other;
        }
    }

    /** Removes the name, unless it has become another's. */
    void remove() {
        try {
            if (ours()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException stays) {
            // The next start finds nobody behind it, and replaces it.
        }
    }

    private boolean ours() throws IOException {
        if (identity == null || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        return Objects.equals(
                identity,
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey());
    }
}
