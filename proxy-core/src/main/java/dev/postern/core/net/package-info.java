/** The I/O edge: sockets, TLS records and event loops. The only package that imports Apache MINA. */
@NullMarked
package dev.postern.core.net;

import org.jspecify.annotations.NullMarked;
