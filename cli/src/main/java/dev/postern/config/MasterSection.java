package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.ReadableFile;
import dev.postern.config.type.StoredSecret;
import dev.postern.config.type.SystemdCredential;
import dev.postern.config.type.Text;
import dev.postern.core.backend.MasterPassword;
import dev.postern.core.backend.MasterUser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The master user as whom we log in for everybody. */
final class MasterSection implements Section<MasterSection.Master> {
    /** A master user, and what stands between its name and a mailbox's. */
    record Master(MasterUser user, char separator) {}

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
    private static final StoredSecret<MasterPassword> PASSWORD =
            new StoredSecret<>(PASSWORD_FILE, PASSWORD_CREDENTIAL, "password", MasterPassword::new);
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
                new MasterUser(mapping.value(USER), PASSWORD.read(mapping).orElseGet(() -> new MasterPassword("none"))),
                mapping.value(SEPARATOR).charAt(0));
    }
}
