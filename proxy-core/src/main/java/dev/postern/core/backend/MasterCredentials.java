package dev.postern.core.backend;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What opens one mailbox at a backend, in the words of each login method; it never prints itself. */
public final class MasterCredentials {
    private static final char NUL = 0;
    private static final String REDACTED = "[redacted]";

    private final String mailbox;
    private final BackendIdentity identity;

    public MasterCredentials(String mailbox, BackendIdentity identity) {
        this.mailbox = mailbox;
        this.identity = identity;
    }

    /**
     * Why this mailbox must not be named to a backend, by whatever method; empty where it may. A name that equals the
     * master's logs in as an ordinary user, an empty one as the master, and a separator in it moves the border between
     * mailbox and master.
     */
    public Optional<String> objection() {
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
    public String plainWithAuthorizationIdentity() {
        return plain(mailbox, identity.master().name());
    }

    /** The same without authorization identity: the authentication identity names both. */
    public String plainWithSeparator() {
        return plain("", separated());
    }

    private String plain(String authorization, String authentication) {
        return base64(authorization + NUL + authentication + NUL + password());
    }

    /** {@code mailbox*master}. */
    public String separated() {
        return mailbox + identity.separator() + identity.master().name();
    }

    /** The same for AUTH LOGIN: base64. */
    public String separatedInBase64() {
        return base64(separated());
    }

    /** The password for IMAP's LOGIN, each char one octet of UTF-8. */
    public String passwordOctets() {
        return new String(password().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The same for AUTH LOGIN: base64. */
    public String passwordInBase64() {
        return base64(password());
    }

    private String password() {
        return identity.master().password().reveal();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The text without anything that we may have sent in confidence: some servers quote the line that they refuse.
     *
     * @param spellings of the password in a protocol, besides octets and base64
     */
    public String redact(String text, String... spellings) {
        String redacted = text.replace(plainWithAuthorizationIdentity(), REDACTED)
                .replace(plainWithSeparator(), REDACTED)
                .replace(passwordInBase64(), REDACTED);
        for (String spelling : spellings) {
            redacted = redacted.replace(spelling, REDACTED);
        }
        return redacted.replace(passwordOctets(), REDACTED);
    }

    @Override
    public String toString() {
        return "MasterCredentials" + REDACTED;
    }
}
