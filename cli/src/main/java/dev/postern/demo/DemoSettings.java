package dev.postern.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a person may choose about the demo.
 *
 * @param imapPort where Postern listens for IMAP; 0: any free port
 * @param smtpPort where Postern listens for SMTP; 0: any free port
 * @param issuerPort where the issuer listens; 0: any free port
 * @param folder where certificates, tokens and the configuration go; empty: a new folder among the temporary files
 */
public record DemoSettings(int imapPort, int smtpPort, int issuerPort, Optional<Path> folder) {}
