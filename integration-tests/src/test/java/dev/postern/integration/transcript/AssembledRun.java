package dev.postern.integration.transcript;

import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.session.CloseReason;
import dev.postern.core.session.MailProtocol;
import dev.postern.core.testing.TestCertificates;
import dev.postern.core.transcript.Disagreement;
import dev.postern.core.transcript.Step;
import dev.postern.core.transcript.Transcript;
import dev.postern.core.transcript.TranscriptText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Plays one transcript: its client over TLS, its backend behind a listening socket, Postern in between. */
final class AssembledRun implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int A_MOMENT_MILLIS = 100;

    private final Transcript transcript;
    private final TestCertificates certificates;
    private final boolean byteByByte;
    private final ServerSocket backendPort;
    private final House house;
    private final Wire client;
    private final CapturedLog log = new CapturedLog();
    private @Nullable Wire backend;

    AssembledRun(Transcript transcript, MailProtocol protocol, TestCertificates certificates, boolean byteByByte)
            throws Exception {
        this.transcript = transcript;
        this.certificates = certificates;
        this.byteByByte = byteByByte;
        this.backendPort = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        backendPort.setSoTimeout(PATIENCE_MILLIS);
        this.house = new House(protocol, transcript.settings(), backendPort.getLocalPort(), certificates);
        this.client = new Wire(new Socket(InetAddress.getLoopbackAddress(), house.port()));
        if (transcript.settings().tls()) {
            clientTls();
        }
    }

    void play() {
        List<Step> steps = transcript.steps();
        for (int at = 0; at < steps.size(); at++) {
            try {
                int last = at;
                while (pipelined(steps, last)) {
                    last++;
                }
                if (last > at) {
                    sendTogether(steps.subList(at, last + 1));
                    at = last;
                } else {
                    play(steps.get(at));
                }
            } catch (IOException | AssertionError | RuntimeException failed) {
                throw Disagreement.at(
                        transcript, at, byteByByte ? "over sockets, byte by byte" : "over sockets", failed);
            }
        }
    }

    private static boolean pipelined(List<Step> steps, int at) {
        return at + 1 < steps.size()
                && steps.get(at).kind() == Step.Kind.CLIENT_SENDS
                && steps.get(at + 1).kind() == Step.Kind.CLIENT_SENDS;
    }

    private void sendTogether(List<Step> lines) throws IOException {
        StringBuilder octets = new StringBuilder();
        lines.forEach(line -> octets.append(octets(line.text())));
        client.send(octets.toString(), byteByByte);
    }

    private void play(Step step) throws IOException {
        switch (step.kind()) {
            case CLIENT_SENDS -> client.send(octets(step.text()), byteByByte);
            case CLIENT_HEARS -> expect(client, step.text());
            case CLIENT_ACTS -> {
                if (step.text().toString().equals("tls")) {
                    clientTls();
                } else {
                    client.close();
                }
            }
            case CLIENT_WAITS -> waits(step.text().toString());
            case CLIENT_IS -> clientIs();
            case BACKEND_SENDS -> backend().send(octets(step.text()), byteByByte);
            case BACKEND_HEARS -> expect(backend(), step.text());
            case BACKEND_ACTS -> backendActs(step.text().toString());
            case BACKEND_IS -> backendIs(step.text().toString());
            case LOG_SAYS -> expectLog(step.text().toString());
        }
    }

    /** The acknowledgement's deadline is short in this house; other deadlines are told by their reason. */
    private void waits(String what) {
        if (!what.equals("overdue")) {
            house.live()
                    .endAll(CloseReason.valueOf(what.toUpperCase(Locale.ROOT).replace(' ', '_')));
        }
    }

    private void expect(Wire from, TranscriptText expected) throws IOException {
        TranscriptText here = expected.with(addresses());
        String session = house.live().views().stream()
                .map(view -> view.client().sessionId())
                .findFirst()
                .orElse("");
        String heard =
                expected.endsLine() ? from.line() : from.octets(octets(expected).length());
        if (!here.matches(heard, session)) {
            throw new AssertionError("heard: " + heard);
        }
    }

    private String octets(TranscriptText text) {
        return text.with(addresses()).octets(Function.<String>identity()::apply);
    }

    /** The addresses of a file are those of its world; these are ours. */
    private UnaryOperator<String> addresses() {
        String clientPort = Integer.toString(client.socket().getLocalPort());
        String ourPort = Integer.toString(house.port());
        return text -> text.replace("203.0.113.7", "127.0.0.1")
                .replace("198.51.100.1", "127.0.0.1")
                .replace("40001", clientPort)
                .replace("8443", ourPort);
    }

    private Wire backend() throws IOException {
        Wire connected = backend;
        if (connected == null) {
            connected = new Wire(backendPort.accept());
            backend = connected;
        }
        return connected;
    }

    private void backendActs(String what) throws IOException {
        switch (what) {
            case "tls" -> backendTls();
            case "close" -> {
                backend().close();
                backend = null;
            }
            case "refuse" -> backendPort.close();
            // The house's own deadline ends the login; the client hears of it in the next step.
            case "overdue" -> backend();
            default -> throw new AssertionError("nobody can do this: " + what);
        }
    }

    private void backendIs(String what) throws IOException {
        if (what.equals("closed")) {
            if (transcript.settings().backendTls() == BackendTlsMode.STARTTLS) {
                // In pieces, an injected answer comes behind our ClientHello instead of before it.
                backend().drain();
            } else {
                backend().expectEnd();
            }
            backend = null;
            return;
        }
        backendPort.setSoTimeout(A_MOMENT_MILLIS);
        try (Socket unexpected = backendPort.accept()) {
            throw new AssertionError("Postern has connected to the backend from " + unexpected.getPort());
        } catch (SocketTimeoutException nobody) {
            backendPort.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    private void clientIs() throws IOException {
        if (transcript.settings().tls()) {
            client.expectEnd();
        } else {
            // In pieces, octets behind STARTTLS come when TLS has begun: its alert is the last that the client hears.
            client.drain();
        }
    }

    private void expectLog(String expected) {
        List<String> words = List.of(expected.strip().split(" (?=[a-z-]+=)"));
        boolean found = log.lines().stream().anyMatch(line -> words.stream().allMatch(word -> contains(line, word)));
        if (!found) {
            throw new AssertionError("not in the log: " + log.lines());
        }
    }

    private static boolean contains(String line, String word) {
        return line.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
    }

    private void clientTls() throws IOException {
        client.wrap(wrapped(certificates.clientContext(), client, true));
    }

    private void backendTls() throws IOException {
        backend().wrap(wrapped(certificates.serverContext(), backend(), false));
    }

    private static SSLSocket wrapped(SSLContext context, Wire wire, boolean asClient) throws IOException {
        Socket plain = Objects.requireNonNull(wire.socket());
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
        tls.setUseClientMode(asClient);
        return tls;
    }

    @Override
    public void close() throws IOException {
        client.close();
        Wire connected = backend;
        if (connected != null) {
            connected.close();
        }
        house.close();
        backendPort.close();
        log.close();
    }
}
