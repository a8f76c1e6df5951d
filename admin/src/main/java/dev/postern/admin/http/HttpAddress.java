package dev.postern.admin.http;

import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where an HTTP port is.
 *
 * @param socket to bind; port 0 lets the system choose
 * @param tls null for plain HTTP
 */
public record HttpAddress(
        InetSocketAddress socket, @Nullable SSLContext tls) {}
