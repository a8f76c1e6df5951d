package dev.postern.core.tls;

import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.conscrypt.ApplicationProtocolSelector;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

/** BoringSSL's handshake, records and ciphers, by Conscrypt. Whoever loads this class must expect that it cannot be. */
final class ConscryptTls {
    private ConscryptTls() {}

    /** Why the native code cannot be loaded; empty where it can. */
    static Optional<String> obstacle() {
        try {
            Conscrypt.checkAvailability();
            return Optional.empty();
        } catch (UnsatisfiedLinkError cause) {
            String detail =
                    String.valueOf(cause.getMessage()).lines().findFirst().orElse("no detail");
            return Optional.of("its native library does not load on " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + ": " + detail);
        }
    }

    static SSLContext context(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust) {
        return TlsPolicy.context(Conscrypt.newProvider(), keys, trust, null);
    }

    static SSLEngine prepared(SSLEngine engine, List<String> applicationProtocols) {
        Conscrypt.setUseSessionTickets(engine, true);
        Selector selector = new Selector(applicationProtocols);
        Conscrypt.setApplicationProtocolSelector(engine, selector);
        return new NativeEngine(engine, () -> selector.failed);
    }

    /** Conscrypt goes on without a protocol where there is none in common; so it is only noted here. */
    private static final class Selector extends ApplicationProtocolSelector {
        private final List<String> ours;
        private boolean failed;

        private Selector(List<String> ours) {
            this.ours = ours;
        }

        @Override
        public @Nullable String selectApplicationProtocol(SSLEngine engine, List<String> offered) {
            Optional<String> common = ours.stream().filter(offered::contains).findFirst();
            failed = common.isEmpty();
            return common.orElse(null);
        }

        @Override
        public String selectApplicationProtocol(SSLSocket socket, List<String> offered) {
            throw new UnsupportedOperationException("Postern serves by engines");
        }
    }
}
