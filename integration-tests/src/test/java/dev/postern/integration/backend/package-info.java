/** Debian's Dovecot and Postfix as private instances: loopback, free ports, a temporary folder. */
@NullMarked
package dev.postern.integration.backend;

import org.jspecify.annotations.NullMarked;
