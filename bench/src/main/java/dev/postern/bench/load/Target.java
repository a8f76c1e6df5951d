package dev.postern.bench.load;

import java.util.OptionalInt;

/**
 * What is loaded; on loopback.
 *
 * @param tls whether it speaks TLS from the first octet
 * @param imapPort where it speaks IMAP
 * @param smtpPort where it speaks SMTP, if it does
 * @param credentials with what one logs in there
 */
public record Target(boolean tls, int imapPort, OptionalInt smtpPort, Credentials credentials) {}
