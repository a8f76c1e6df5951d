/** Octets on a socket, in TLS or not, as the driver sees them. */
@NullMarked
package dev.postern.bench.wire;

import org.jspecify.annotations.NullMarked;
