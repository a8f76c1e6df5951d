/** SMTP submission in front: the door of this module is {@code SmtpProtocol} and {@code SmtpSettings}. RFC 5321, RFC 6409. */
@NullMarked
package dev.postern.smtp;

import org.jspecify.annotations.NullMarked;
