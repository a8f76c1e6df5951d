package dev.postern.smtp.wire;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The commands that we know by name, and where each may be said. */
public enum SmtpVerb {
    EHLO,
    HELO,
    STARTTLS,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    /** RFC 3030 §2. */
    BDAT,
    RSET,
    NOOP,
    VRFY,
    EXPN,
    HELP,
    QUIT,
    /** RFC 4468 §3.3: fetches mail with rights that are not the client's. */
    BURL,
    /** RFC 1985 §5. */
    ETRN,
    /** RFC 5321 Appendix F.1. */
    TURN,
    /** RFC 2645 §4. */
    ATRN,
    /** RFC 5321 Appendix F.6. */
    SEND,
    SOML,
    SAML,
    /** RFC 2033 §4.1. */
    LHLO,
    /** Postfix's: the backend would believe in another client, or in another login. */
    XCLIENT,
    XFORWARD;

    private static final Map<String, SmtpVerb> BY_NAME =
            Set.of(values()).stream().collect(Collectors.toUnmodifiableMap(SmtpVerb::name, Function.identity()));

    /** RFC 3207 §4 and, for HELO, what Postfix allows besides. */
    private static final Set<SmtpVerb> BEFORE_TLS = EnumSet.of(EHLO, HELO, STARTTLS, NOOP, QUIT);

    /** RFC 4954 §6, RFC 6409 §4.3: what 530 is said to. */
    private static final Set<SmtpVerb> NEEDS_LOGIN = EnumSet.of(MAIL, RCPT, DATA, BDAT);

    /** What a backend may hear of a client that has logged in; all else, known or not, is answered by us. */
    private static final Set<SmtpVerb> RELAYED =
            EnumSet.of(EHLO, HELO, MAIL, RCPT, DATA, BDAT, RSET, NOOP, VRFY, EXPN, HELP, QUIT);

    /** The verb of this name, in any case (RFC 5321 §2.4). */
    static Optional<SmtpVerb> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT)));
    }

    public boolean allowedBeforeTls() {
        return BEFORE_TLS.contains(this);
    }

    public boolean needsLogin() {
        return NEEDS_LOGIN.contains(this);
    }

    /** Claims what only a proxy may say. */
    public boolean forwards() {
        return this == XCLIENT || this == XFORWARD;
    }

    public boolean relayed() {
        return RELAYED.contains(this);
    }
}
