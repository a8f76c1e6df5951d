/** Certificates, TLS policies and the engines built from them; knows no socket. */
@NullMarked
package dev.postern.core.tls;

import org.jspecify.annotations.NullMarked;
