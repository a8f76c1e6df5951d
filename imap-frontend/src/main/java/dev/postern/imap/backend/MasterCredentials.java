package dev.postern.imap.backend;

import dev.postern.core.backend.BackendIdentity;
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
        if (mailbox.indexOf(identity.separator()) >= 0) {
            return Optional.of("the mailbox contains the separator");
        }
        return mailbox.chars().allMatch(c -> c > ' ' && c < 0x7f)
                ? Optional.empty()
                : Optional.of("the mailbox contains a character that no login may carry");
    }

    /**
     * SASL PLAIN, base64. RFC 4616 §2, in UTF-8.
     *
     * <pre>
     * message = [authzid] UTF8NUL authcid UTF8NUL passwd
     * </pre>
     */
    String plainWithAuthorizationIdentity() {
        return plain(mailbox, identity.master().name());
    }

    /** The same without authorization identity: the authentication identity names both. */
    String plainWithSeparator() {
        return plain("", separated());
    }

    private String plain(String authorization, String authentication) {
        String message = authorization
                + NUL
                + authentication
                + NUL
                + identity.master().password().reveal();
        return Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code mailbox*master}. */
    String separated() {
        return mailbox + identity.separator() + identity.master().name();
    }

    /** The password for LOGIN, each char one octet of UTF-8. */
    String passwordOctets() {
        byte[] octets = identity.master().password().reveal().getBytes(StandardCharsets.UTF_8);
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** The text without anything that we may have sent in confidence: some servers quote the line that they refuse. */
    String redact(String text) {
        return text.replace(plainWithAuthorizationIdentity(), "[redacted]")
                .replace(plainWithSeparator(), "[redacted]")
                .replace(passwordOctets(), "[redacted]")
                .replace(QuotedText.of(passwordOctets()), "[redacted]");
    }

    @Override
    public String toString() {
        return "MasterCredentials[redacted]";
    }
}
