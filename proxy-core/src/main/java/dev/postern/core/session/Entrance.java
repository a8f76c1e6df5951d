package dev.postern.core.session;

import dev.postern.core.route.RouteTable;
import dev.postern.core.tls.TlsEngines;

/** What lies behind a listening port. */
public sealed interface Entrance {
    /** What is spoken there, for logs; empty where every client decides. */
    String protocol();

    /**
     * One mail protocol.
     *
     * @param service the protocol, and the backends behind it
     * @param tlsMode when TLS begins
     * @param tls makes server engines
     */
    record Mail(MailService service, ListenerTlsMode tlsMode, TlsEngines tls) implements Entrance {
        @Override
        public String protocol() {
            return service.protocol().name();
        }
    }

    /**
     * Several routes, of which the ClientHello chooses one.
     *
     * @param routes the choice
     * @param plainHttp what a client hears that speaks HTTP without TLS
     */
    record Shared(RouteTable<Route> routes, PlainHttpMode plainHttp) implements Entrance {
        @Override
        public String protocol() {
            return "";
        }
    }
}
