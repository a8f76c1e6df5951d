package dev.postern.core.backend;

/** How we tell a backend that the master user acts for a mailbox. */
public enum LoginMethod {
    /** SASL PLAIN: authorization identity = mailbox, authentication identity = master (RFC 4616 §2). The safe one. */
    PLAIN_AUTHORIZATION_IDENTITY,
    /** SASL PLAIN with the authentication identity {@code mailbox*master}. */
    PLAIN_SEPARATOR,
    /** IMAP's LOGIN command, or SMTP's AUTH LOGIN, with the user name {@code mailbox*master}. */
    LOGIN_SEPARATOR,
    /** Postfix's {@code XCLIENT LOGIN=mailbox}: the right to use XCLIENT is the secret. SMTP only. */
    XCLIENT_LOGIN
}
