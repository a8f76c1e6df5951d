package dev.postern.core.transcript;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendService;
import dev.postern.core.session.BackendAnswer;
import dev.postern.core.session.BackendDialogue;
import dev.postern.core.session.BackendLogin;
import dev.postern.core.session.BackendPeer;
import dev.postern.core.session.Client;
import dev.postern.core.session.CloseReason;
import dev.postern.core.session.MailProtocol;
import dev.postern.core.session.Prelude;
import dev.postern.core.session.RelayGate;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.BearerToken;
import dev.postern.core.token.Verdict;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The smallest protocol that has everything: {@code TOKEN user token}, {@code TLS}, {@code BYE}; its backend greets, hears
 * the mailbox and says yes or no. Greedy, it makes the mistake of taking octets that are not its own yet.
 */
final class ToyProtocol implements MailProtocol {
    private final boolean greedy;

    ToyProtocol(boolean greedy) {
        this.greedy = greedy;
    }

    @Override
    public String name() {
        return "imap";
    }

    @Override
    public Prelude prelude(Client client) {
        return new ToyPrelude(client, greedy);
    }

    @Override
    public BackendDialogue probe(BackendService service, BackendPeer peer) {
        return new ToyBackend("", peer);
    }

    @Override
    public BackendDialogue trial(BackendLogin login, BackendPeer peer) {
        return new ToyBackend(login.mailbox(), peer);
    }

    @Override
    public RelayGate gate(Client.Facts client) {
        return RelayGate.OPEN;
    }

    @Override
    public String farewell(CloseReason reason) {
        return "";
    }

    private static final class Lines {
        private final StringBuilder line = new StringBuilder();

        /** True where a line is complete; its octets are taken. */
        boolean take(ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                char c = (char) (bytes.get() & 0xff);
                line.append(c);
                if (c == '\n') {
                    return true;
                }
            }
            return false;
        }

        String line() {
            String text = line.toString().strip();
            line.setLength(0);
            return text;
        }
    }

    private static final class ToyPrelude implements Prelude {
        private final Client client;
        private final boolean greedy;
        private final Lines lines = new Lines();
        private boolean waiting;
        private boolean over;

        ToyPrelude(Client client, boolean greedy) {
            this.client = client;
            this.greedy = greedy;
        }

        @Override
        public void onOpen(boolean tls) {
            client.send("hello " + client.facts().sessionId() + "\r\n");
        }

        @Override
        public void onBytes(ByteBuffer bytes) {
            while (!waiting && !over && lines.take(bytes)) {
                onLine(lines.line().split(" ", -1));
            }
            if (greedy) {
                bytes.position(bytes.limit());
            }
        }

        private void onLine(String[] words) {
            switch (words[0]) {
                case "TOKEN" -> {
                    waiting = true;
                    client.verify(new BearerCredentials(words[1], new BearerToken(words[2]), "TOY"));
                }
                case "TLS" -> {
                    client.send("go\r\n");
                    over = true;
                    client.startTls();
                }
                case "BYE" -> {
                    client.send("bye\r\n");
                    over = true;
                    client.close(CloseReason.CLIENT_CLOSED);
                }
                default -> client.send("what\r\n");
            }
        }

        @Override
        public void onTls() {
            over = false;
        }

        @Override
        public void onVerdict(Verdict verdict) {
            if (verdict instanceof Verdict.Accepted who) {
                client.logIn(who);
            } else {
                waiting = false;
                client.send("denied\r\n");
                client.awaitAcknowledgement();
            }
        }

        @Override
        public BackendDialogue backendDialogue(BackendLogin login, BackendPeer peer) {
            return new ToyBackend(login.mailbox(), peer);
        }

        @Override
        public void onLoggedIn(BackendAnswer answer) {
            client.send("in " + answer.completion() + "\r\n");
            client.relay();
        }

        @Override
        public void onLoginFailed(BackendFailure why) {
            waiting = false;
            client.send("failed " + why + "\r\n");
        }

        @Override
        public void onAcknowledgementOverdue() {
            client.send("too late\r\n");
        }

        @Override
        public void onClosing(CloseReason reason) {
            client.send("closing " + reason + "\r\n");
        }
    }

    private static final class ToyBackend implements BackendDialogue {
        private final String mailbox;
        private final BackendPeer peer;
        private final Lines lines = new Lines();

        ToyBackend(String mailbox, BackendPeer peer) {
            this.mailbox = mailbox;
            this.peer = peer;
        }

        @Override
        public void onConnected() {}

        @Override
        public void onBytes(ByteBuffer bytes) {
            while (lines.take(bytes)) {
                String line = lines.line();
                if (line.equals("greeting")) {
                    peer.send(mailbox + "\r\n");
                } else if (line.equals("no")) {
                    peer.failed(BackendFailure.MAILBOX_REFUSED, line);
                    return;
                } else {
                    peer.done(new BackendAnswer(List.of(), line));
                    return;
                }
            }
        }

        @Override
        public void onTls() {}

        @Override
        public String doing() {
            return "playing";
        }
    }
}
