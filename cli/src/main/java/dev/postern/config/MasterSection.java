package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.ReadableFile;
import dev.postern.config.type.SystemdCredential;
import dev.postern.config.type.Text;
import dev.postern.core.backend.MasterPassword;
import dev.postern.core.backend.MasterUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The master user as whom we log in for everybody. */
final class MasterSection implements Section<MasterSection.Master> {
    /** A master user, and what stands between its name and a mailbox's. */
    record Master(MasterUser user, char separator) {}

    private static final int LONGEST_PASSWORD = 1024;

    static final Setting<String> USER = Setting.required(
            "user",
            // The default of Dovecot's auth_username_chars: nothing here needs quoting, whatever the protocol.
            new Text("letters, digits and . - _ @", Pattern.compile("[A-Za-z0-9.@_-]{1,128}")),
            "postern",
            "The master user's name.");
    static final Setting<Path> PASSWORD_FILE = Setting.usual(
            "password-file",
            ReadableFile.SECRET,
            Path.of("/etc/postern/master-password"),
            "The file with its password; one line end behind it does not count.");
    static final Setting<Path> PASSWORD_CREDENTIAL = Setting.optional(
            "password-credential",
            new SystemdCredential(),
            Path.of("master-password"),
            "Instead of password-file: the credential that systemd hands to the service (LoadCredential=).");
    static final Setting<String> SEPARATOR = Setting.standard(
            "separator",
            new Text("one punctuation character that no user name has", Pattern.compile("[!#$%&*+/=?^|~:;,]")),
            "*",
            "What stands between mailbox and master (Dovecot: auth_master_user_separator), for the logins that need it.");

    @Override
    public List<Entry> entries() {
        return List.of(USER, PASSWORD_FILE, PASSWORD_CREDENTIAL, SEPARATOR);
    }

    @Override
    public Map<String, String> mistakes() {
        return Map.of("password", "put it in a file of its own, mode 0600, and name that with password-file");
    }

    @Override
    public Master read(Mapping mapping) {
        return new Master(
                new MasterUser(mapping.value(USER), password(mapping)),
                mapping.value(SEPARATOR).charAt(0));
    }

    private static MasterPassword password(Mapping mapping) {
        Optional<Path> file = mapping.optional(PASSWORD_FILE);
        Optional<Path> credential = mapping.optional(PASSWORD_CREDENTIAL);
        if (mapping.written(PASSWORD_FILE) && mapping.written(PASSWORD_CREDENTIAL)) {
            mapping.problem(PASSWORD_CREDENTIAL, "is set beside password-file", "keep one of the two");
        } else if (!mapping.written(PASSWORD_FILE) && !mapping.written(PASSWORD_CREDENTIAL)) {
            mapping.problem(PASSWORD_FILE, "is missing", "name the file that holds the master password");
        }
        Setting<Path> where = credential.isPresent() ? PASSWORD_CREDENTIAL : PASSWORD_FILE;
        try {
            return file.or(() -> credential).isPresent()
                    ? new MasterPassword(content(file.or(() -> credential).get()))
                    : new MasterPassword("none");
        } catch (IOException unreadable) {
            mapping.problem(where, "cannot be read", "check the file and its directory");
        } catch (IllegalArgumentException unusable) {
            mapping.problem(where, String.valueOf(unusable.getMessage()), "write the password alone, as one line");
        }
        return new MasterPassword("none");
    }

    /** Octet by octet, since that is what the wire carries; without one line end. */
    private static String content(Path file) throws IOException {
        if (Files.size(file) > LONGEST_PASSWORD) {
            throw new IllegalArgumentException("the file is too long for a password");
        }
        return Files.readString(file, StandardCharsets.ISO_8859_1).replaceFirst("\r?\n\\z", "");
    }
}
