package dev.postern.demo.backend;

import dev.postern.core.backend.MasterUser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says which mailbox a SASL PLAIN response opens, as Dovecot's passdb with {@code master = yes, pass = yes} does. */
final class MasterPassdb {
    private final MasterUser master;
    private final Map<String, Mailbox> mailboxes;

    MasterPassdb(MasterUser master, Collection<Mailbox> mailboxes) {
        this.master = master;
        this.mailboxes =
                mailboxes.stream().collect(Collectors.toUnmodifiableMap(Mailbox::address, Function.identity()));
    }

    /** RFC 4616 §2: {@code message = [authzid] NUL authcid NUL passwd}, in base64. */
    Admission admit(String response) {
        String[] parts = decoded(response).split("\0", -1);
        if (parts.length != 3) {
            return Admission.Refused.MALFORMED;
        }
        // Dovecot takes a missing or equal authorization identity for an ordinary login; the stand-in has none of
        // these.
        boolean ordinary = parts[0].isEmpty() || parts[0].equals(parts[1]);
        if (ordinary || !isMaster(parts[1], parts[2])) {
            return Admission.Refused.MASTER;
        }
        Mailbox mailbox = mailboxes.get(parts[0]);
        return mailbox == null ? Admission.Refused.MAILBOX : new Admission.Opened(mailbox);
    }

    private static String decoded(String response) {
        try {
            return new String(Base64.getDecoder().decode(response), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private boolean isMaster(String name, String password) {
        return name.equals(master.name())
                && MessageDigest.isEqual(
                        password.getBytes(StandardCharsets.UTF_8),
                        master.password().reveal().getBytes(StandardCharsets.UTF_8));
    }
}
