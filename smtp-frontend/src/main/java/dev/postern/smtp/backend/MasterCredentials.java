package dev.postern.smtp.backend;

import dev.postern.core.backend.BackendIdentity;
import dev.postern.core.backend.LoginMethod;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What opens one mailbox at a backend, in the words of each login method; it never prints itself. */
final class MasterCredentials {
    private static final char NUL = 0;

    private final String mailbox;
    private final BackendIdentity identity;

    MasterCredentials(String mailbox, BackendIdentity identity) {
        this.mailbox = mailbox;
        this.identity = identity;
    }

    /**
     * Why this mailbox must not be named to a backend; empty where it may. A name that equals the master's logs in as an
     * ordinary user, an empty one as the master, and a separator in it moves the border between mailbox and master.
     */
    Optional<String> objection() {
        if (mailbox.isEmpty()) {
            return Optional.of("the mailbox has no name");
        }
        if (mailbox.equalsIgnoreCase(identity.master().name())) {
            return Optional.of("the mailbox is the master user");
        }
        if (separates() && mailbox.indexOf(identity.separator()) >= 0) {
            return Optional.of("the mailbox contains the separator");
        }
        return mailbox.chars().allMatch(c -> c > ' ' && c < 0x7f)
                ? Optional.empty()
                : Optional.of("the mailbox contains a character that no login may carry");
    }

    private boolean separates() {
        return identity.method() == LoginMethod.PLAIN_SEPARATOR || identity.method() == LoginMethod.LOGIN_SEPARATOR;
    }

    /**
     * SASL PLAIN, base64. RFC 4616 §2, in UTF-8.
     *
     * <pre>
     * message = [authzid] UTF8NUL authcid UTF8NUL passwd
     * </pre>
     */
    String plainWithAuthorizationIdentity() {
        return base64(mailbox + NUL + identity.master().name() + NUL + password());
    }

    /** The same without authorization identity: the authentication identity names both. */
    String plainWithSeparator() {
        return base64("" + NUL + separated() + NUL + password());
    }

    /** The first response of AUTH LOGIN: {@code mailbox*master}. */
    String loginName() {
        return base64(separated());
    }

    /** The second one. */
    String loginPassword() {
        return base64(password());
    }

    private String separated() {
        return mailbox + identity.separator() + identity.master().name();
    }

    private String password() {
        return identity.master().password().reveal();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text without anything that we may have sent in confidence: some servers quote the line that they refuse. */
    String redact(String text) {
        String octets = new String(password().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return text.replace(plainWithAuthorizationIdentity(), "[redacted]")
                .replace(plainWithSeparator(), "[redacted]")
                .replace(loginPassword(), "[redacted]")
                .replace(octets, "[redacted]");
    }

    @Override
    public String toString() {
        return "MasterCredentials[redacted]";
    }
}
