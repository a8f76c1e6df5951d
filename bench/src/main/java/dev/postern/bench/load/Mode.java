package dev.postern.bench.load;

import dev.postern.bench.wire.Payload;
import dev.postern.bench.wire.TlsClient;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Kinds of load. */
public enum Mode {
    LOGIN("login", 40),
    RESUME("resume", 40),
    FETCH("fetch", 8),
    APPEND("append", 8),
    NOOP("noop", 32),
    SMTP("smtp", 16);

    static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String word;
    private final int clients;

    Mode(String word, int clients) {
        this.word = word;
        this.clients = clients;
    }

    /** As it is asked for. */
    public String word() {
        return word;
    }

    /** How many clients work at once; each waits for its answer, so that these saturate two processors. */
    public int clients() {
        return clients;
    }

    /** For one client. */
    Work work(Target target, Optional<TlsClient> shared, IntSupplier users) {
        Caller caller = new Caller(shared, PATIENCE);
        return switch (this) {
            case LOGIN -> new ImapLogin(caller, target, users);
            case RESUME ->
                new ImapLogin(
                        new Caller(target.tls() ? Optional.of(TlsClient.resuming()) : shared, PATIENCE), target, users);
            case FETCH -> new InSession(caller, target, users, client -> client.fetch(Payload.BODY));
            case APPEND -> {
                byte[] body = ended(Payload.BODY);
                yield new InSession(caller, target, users, client -> client.append(body, Payload.BODY.size()));
            }
            case NOOP -> new InSession(caller, target, users, ImapClient::noop);
            case SMTP -> new SmtpMail(caller, target, users);
        };
    }

    private static byte[] ended(Payload payload) {
        byte[] body = new byte[payload.size() + 2];
        payload.copyTo(body);
        body[payload.size()] = '\r';
        body[payload.size() + 1] = '\n';
        return body;
    }
}
