package dev.postern.core.session;

import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Verdict;
import java.net.InetSocketAddress;
import java.util.List;

/** What a {@link Prelude} can do and know: the client at the other end, and the core behind. */
public interface Client {
    Facts facts();

    /** Sends text, each char one octet (ISO 8859-1), line ends included. */
    void send(String text);

    /** Starts TLS behind what was sent. Not while bytes are left; the core closes where there are any. */
    void startTls();

    /** Have these verified: {@link Prelude#onVerdict} follows. */
    void verify(BearerCredentials credentials);

    /** Log in at the backend as this mailbox: {@link Prelude#onLoggedIn} or {@link Prelude#onLoginFailed} follows. */
    void logIn(Verdict.Accepted who);

    /** Expect a line shortly; any bytes end the wait, else {@link Prelude#onAcknowledgementOverdue} comes. */
    void awaitAcknowledgement();

    /** The prelude is over: everything further goes both ways. */
    void relay();

    /** Tells the log of an attempt that ended without a verdict: cancelled, malformed, mechanism unknown. */
    void attemptRefused(String mechanism, AttemptRefusal why);

    /**
     * Tells the log that the client claims what only a proxy may say; nothing comes of it.
     *
     * @param by constant text: {@code ID}, {@code XCLIENT}, {@code PROXY header}
     */
    void forgery(String by);

    /** Closes behind what was sent. */
    void close(CloseReason reason);

    /** What the backend can do, as last probed, one feature each: {@code IDLE}, {@code SIZE 10240000}. Empty: unknown. */
    List<String> backendFeatures();

    /**
     * Who the client is.
     *
     * @param sessionId ours, in every log line and in what is forwarded; at most 20 characters of A-Z a-z 0-9
     * @param remote the client's address
     * @param local ours, as the client reached it
     */
    record Facts(String sessionId, InetSocketAddress remote, InetSocketAddress local) {
        /** The client's address as backends read it: numeric, without a scope. */
        public String remoteHost() {
            return host(remote);
        }

        /** The address at which the client reached us, in the same form. */
        public String localHost() {
            return host(local);
        }

        private static String host(InetSocketAddress address) {
            // A scope is our own machine's affair: no backend could tell what "%eth0" means.
            String host = address.getAddress().getHostAddress();
            int scope = host.indexOf('%');
            return scope < 0 ? host : host.substring(0, scope);
        }

        public int remotePort() {
            return remote.getPort();
        }

        public int localPort() {
            return local.getPort();
        }
    }
}
