package dev.postern.core.session;

import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendService;
import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.BearerToken;
import dev.postern.core.token.Verdict;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The smallest protocol that needs all of the core: lines of {@code TOKEN name}, {@code TLS} and {@code BYE}; the backend
 * greets and answers one line.
 */
final class ToyProtocol implements MailProtocol {
    /** What the relay's gate answers when asked. */
    boolean quiet = true;

    boolean leaving;

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public Prelude prelude(Client client) {
        return new ToyPrelude(client);
    }

    @Override
    public BackendDialogue probe(BackendService service, BackendPeer peer) {
        return new ToyDialogue("probe", peer);
    }

    @Override
    public BackendDialogue trial(BackendLogin login, BackendPeer peer) {
        return new ToyDialogue(login.mailbox(), peer);
    }

    @Override
    public RelayGate gate(Client.Facts client) {
        return new RelayGate() {
            @Override
            public void onClientBytes(ByteBuffer bytes, Sides sides) {
                sides.toBackend(bytes);
            }

            @Override
            public void onBackendBytes(ByteBuffer bytes, Sides sides) {
                sides.toClient(bytes);
            }

            @Override
            public boolean quiet() {
                return quiet;
            }

            @Override
            public boolean leaving() {
                return leaving;
            }
        };
    }

    @Override
    public String farewell(CloseReason reason) {
        return "BYE " + reason + "\n";
    }

    private static final class ToyPrelude implements Prelude {
        private final Client client;
        private final StringBuilder line = new StringBuilder();
        private boolean waiting;
        private boolean acknowledging;

        ToyPrelude(Client client) {
            this.client = client;
        }

        @Override
        public void onOpen(boolean tls) {
            client.send("HELLO\n");
        }

        @Override
        public void onBytes(ByteBuffer bytes) {
            while (bytes.hasRemaining() && !waiting) {
                char c = (char) (bytes.get() & 0xff);
                if (c == '\n') {
                    String whole = line.toString();
                    line.setLength(0);
                    onLine(whole);
                } else {
                    line.append(c);
                }
            }
        }

        private void onLine(String whole) {
            if (acknowledging) {
                acknowledging = false;
                client.send("NO ACKNOWLEDGED\n");
            } else if (whole.startsWith("TOKEN ")) {
                waiting = true;
                client.verify(new BearerCredentials("ada", new BearerToken(whole.substring(6)), "TOY"));
            } else if (whole.equals("TLS")) {
                client.send("GO\n");
                client.startTls();
            } else if (whole.equals("BYE")) {
                client.close(CloseReason.CLIENT_CLOSED);
            } else {
                client.send("WHAT\n");
            }
        }

        @Override
        public void onTls() {
            client.send("SECURE\n");
        }

        @Override
        public void onVerdict(Verdict verdict) {
            if (verdict instanceof Verdict.Accepted who) {
                client.logIn(who);
            } else if (verdict instanceof Verdict.Refused refused
                    && refused.detail().equals("ask")) {
                waiting = false;
                acknowledging = true;
                client.send("WHY\n");
                client.awaitAcknowledgement();
            } else if (verdict instanceof Verdict.Refused refused) {
                waiting = false;
                client.send("NO " + refused.why().kind() + "\n");
            }
        }

        @Override
        public BackendDialogue backendDialogue(BackendLogin login, BackendPeer peer) {
            return new ToyDialogue(login.mailbox(), peer);
        }

        @Override
        public void onLoggedIn(BackendAnswer answer) {
            client.send("IN " + answer.completion() + "\n");
            client.relay();
        }

        @Override
        public void onLoginFailed(BackendFailure why) {
            waiting = false;
            client.send("LATER " + why + "\n");
        }

        @Override
        public void onAcknowledgementOverdue() {
            acknowledging = false;
            client.send("NO OVERDUE\n");
        }

        @Override
        public void onClosing(CloseReason reason) {
            client.send("BYE " + reason + "\n");
        }
    }

    private static final class ToyDialogue implements BackendDialogue {
        private final String mailbox;
        private final BackendPeer peer;
        private final StringBuilder line = new StringBuilder();
        private boolean done;
        private String doing = "awaiting greeting";

        ToyDialogue(String mailbox, BackendPeer peer) {
            this.mailbox = mailbox;
            this.peer = peer;
        }

        @Override
        public void onConnected() {
            // The backend speaks first.
        }

        @Override
        public void onBytes(ByteBuffer bytes) {
            while (bytes.hasRemaining() && !done) {
                char c = (char) (bytes.get() & 0xff);
                if (c == '\n') {
                    onLine(line.toString());
                    line.setLength(0);
                } else {
                    line.append(c);
                }
            }
        }

        private void onLine(String whole) {
            switch (whole) {
                case "GREETING" -> {
                    doing = "logging in";
                    peer.reached();
                    peer.send("AS " + mailbox + "\n");
                }
                case "TLS" -> peer.startTls();
                case "NO" -> {
                    done = true;
                    peer.failed(BackendFailure.MAILBOX_REFUSED, "it said no");
                }
                default -> {
                    done = true;
                    peer.done(new BackendAnswer(List.of("FEATURE"), whole));
                }
            }
        }

        @Override
        public void onTls() {
            peer.send("AS " + mailbox + "\n");
        }

        @Override
        public String doing() {
            return doing;
        }
    }
}
