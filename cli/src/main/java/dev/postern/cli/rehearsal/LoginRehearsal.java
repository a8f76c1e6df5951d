package dev.postern.cli.rehearsal;

import dev.postern.core.backend.SoleBackend;
import dev.postern.core.guard.Admission;
import dev.postern.core.guard.AdmissionLimits;
import dev.postern.core.net.MinaNetwork;
import dev.postern.core.net.OwnPair;
import dev.postern.core.session.Deadlines;
import dev.postern.core.session.Entrance;
import dev.postern.core.session.EventLoop;
import dev.postern.core.session.ListenerSettings;
import dev.postern.core.session.ListenerTlsMode;
import dev.postern.core.session.LiveSessions;
import dev.postern.core.session.MailProtocol;
import dev.postern.core.session.MailService;
import dev.postern.core.session.SessionAcceptor;
import dev.postern.core.session.SessionServices;
import dev.postern.core.tls.RehearsalTls;
import dev.postern.core.token.verification.Environment;
import dev.postern.core.token.verification.PolicyVerifier;
import dev.postern.core.token.verification.TokenSettings;
import dev.postern.core.token.verification.VerdictCacheSettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whole sessions from accept to close, through the running network's loops and everything that a client's go through:
 * TLS, prelude, token, backend, relay. Only the two ends and their secrets are ours. Neither log nor counts hear of it.
 * Of one thread.
 */
public final class LoginRehearsal implements AutoCloseable {
    private static final String MAILBOX = "nobody@rehearsal.invalid";
    private static final int AT_ONCE = 8;
    private static final String TOKEN_KEY = "auth=Bearer ";

    private record Part(SessionAcceptor acceptor, Script script) {}

    private final MinaNetwork network;
    private final RehearsalTls tls;
    private final Environment environment = Environment.system();
    private final RehearsedIssuer issuer = new RehearsedIssuer();
    private final PolicyVerifier verifier;
    private final OwnBackend backend = new OwnBackend();
    private final List<Part> parts = new ArrayList<>();
    private int turn;

    /**
     * @param protocols what is rehearsed, in turn
     * @param tls with the certificates that clients get
     * @throws GeneralSecurityException if there is no key for the issuer
     */
    public LoginRehearsal(MinaNetwork network, List<MailProtocol> protocols, RehearsalTls tls)
            throws GeneralSecurityException {
        this.network = network;
        this.tls = tls;
        this.verifier = PolicyVerifier.start(
                new TokenSettings(List.of(RehearsedIssuer.settings()), Set.of(), null, VerdictCacheSettings.STANDARD),
                environment,
                issuer);
        SessionServices services = new SessionServices(
                new Admission(new AdmissionLimits(AT_ONCE, AT_ONCE)),
                verifier,
                backend,
                Deadlines.STANDARD,
                new LiveSessions());
        for (MailProtocol protocol : protocols) {
            parts.add(part(protocol, services));
        }
    }

    private Part part(MailProtocol protocol, SessionServices services) {
        MailService service = new MailService(protocol, SoleBackend.of(OwnBackend.service(protocol.name())), List::of);
        Entrance entrance = new Entrance.Mail(service, ListenerTlsMode.IMPLICIT, tls.server());
        return new Part(
                new SessionAcceptor(new ListenerSettings("rehearsal", entrance, Optional.empty(), true), services),
                protocol.name().equals("imap") ? Script::imap : Script::smtp);
    }

    /**
     * One session, with a handshake in full or one that resumes the session before, in turn.
     *
     * @throws IOException if it does not go as in the script; clients may still be served
     * @throws GeneralSecurityException if no token can be signed
     */
    public void once() throws IOException, GeneralSecurityException {
        turn++;
        Part part = parts.get(turn % parts.size());
        List<EventLoop> loops = network.loops();
        try (OwnPair behind = network.pair();
                OwnPair before = network.pair()) {
            backend.standsReady(behind);
            before.join(loops.get(turn % loops.size()), part.acceptor()::onAccepted);
            // JSSE resumes by the name and port that it is told.
            try (Socket client = tls.client().createSocket(before.far(), "turn" + turn / 2 + ".invalid", 1, true)) {
                part.script().play(new FarEnd(client), new FarEnd(behind.far()), initialResponse());
            }
        }
    }

    /** RFC 7628 §3.1. */
    private String initialResponse() throws GeneralSecurityException {
        String message = "n,,\u0001" + TOKEN_KEY + issuer.token(MAILBOX) + "\u0001\u0001";
        return Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        verifier.close();
        environment.background().shutdownNow();
    }
}
