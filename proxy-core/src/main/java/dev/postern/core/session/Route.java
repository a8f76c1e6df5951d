package dev.postern.core.session;

import dev.postern.core.route.Upstream;
import dev.postern.core.tls.TlsEngines;

/** Where a shared port leads a connection. */
public sealed interface Route {
    /** Its name in the configuration. */
    String name();

    /** For logs: what is spoken there, as far as we know. */
    String protocol();

    /** TLS ends here, and a mail protocol is spoken. */
    record Mail(String name, Entrance.Mail entrance) implements Route {
        @Override
        public String protocol() {
            return entrance.protocol();
        }
    }

    /** TLS passes unopened, its ClientHello first: the upstream has a certificate of its own. */
    record Passthrough(String name, Upstream upstream) implements Route {
        public static final String PROTOCOL = "passthrough";

        @Override
        public String protocol() {
            return PROTOCOL;
        }
    }

    /** TLS ends here, and what was in it goes to the upstream in plaintext. */
    record Relay(String name, Upstream upstream, TlsEngines tls) implements Route {
        public static final String PROTOCOL = "relay";

        @Override
        public String protocol() {
            return PROTOCOL;
        }
    }
}
