/** Postern as it is meant to be used: a configuration file, real Dovecot and Postfix behind, real clients in front. */
@NullMarked
package dev.postern.integration.site;

import org.jspecify.annotations.NullMarked;
