package dev.postern.core.session;

import dev.postern.core.backend.BackendService;
import dev.postern.core.tls.TlsFacts;
import org.jspecify.annotations.Nullable;

/**
 * What a login at a backend is about.
 *
 * @param service where
 * @param mailbox as whom
 * @param client on whose behalf: what may be forwarded
 * @param tls the client's TLS, null in plaintext
 */
public record BackendLogin(
        BackendService service,
        String mailbox,
        Client.Facts client,
        @Nullable TlsFacts tls) {}
