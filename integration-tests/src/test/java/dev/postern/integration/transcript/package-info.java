/** The transcripts once more: over real sockets and TLS, against everything but the configuration file. */
@NullMarked
package dev.postern.integration.transcript;

import org.jspecify.annotations.NullMarked;
