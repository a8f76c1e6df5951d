package dev.postern.cli.doctor;

import dev.postern.config.ProtocolName;
import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendService;
import dev.postern.core.backend.BackendTlsMode;
import dev.postern.core.session.BackendTrial;
import dev.postern.core.session.EventLoop;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether one protocol of one mail server answers, lets the master user in, and only where it should. */
final class BackendFacts {
    /** What Java says of a peer that answers a ClientHello in clear. */
    private static final String NOT_TLS = "plaintext connection";

    private final BackendService service;
    private final BackendTrial trial;
    private final EventLoop loop;
    private final Consumer<Fact> facts;
    private final String subject;
    private final boolean alone;

    /** @param alone whether every mailbox must live here */
    BackendFacts(BackendService service, boolean alone, BackendTrial trial, EventLoop loop, Consumer<Fact> facts) {
        this.alone = alone;
        this.service = service;
        this.trial = trial;
        this.loop = loop;
        this.facts = facts;
        this.subject = "backend " + service.name() + " " + service.protocol();
    }

    /** @param mailbox that exists; null where none is known */
    void tell(@Nullable String mailbox) throws InterruptedException {
        try {
            if (reachable()) {
                boolean opened = masterLogin(mailbox);
                nobodysMailbox(mailbox, opened);
                new TrustFacts(service, trial, loop, facts, subject).tell(opened ? mailbox : null);
            }
        } catch (Answers.Missing silent) {
            facts.accept(Fact.fail(subject, String.valueOf(silent.getMessage()), "look at the server's log"));
        }
    }

    private boolean reachable() throws Answers.Missing, InterruptedException {
        BackendTrial.Outcome outcome = Answers.await(trial.probe(loop));
        String at = service.host() + " port " + service.port();
        Optional<BackendFailure> failure = outcome.failure();
        if (failure.isPresent()) {
            facts.accept(Fact.fail(
                    subject,
                    at + ": " + name(failure.get()) + " while " + outcome.doing() + ": " + outcome.detail(),
                    remedy(failure.get(), outcome.detail())));
            return false;
        }
        String tls = service.tlsMode() == BackendTlsMode.NONE ? "in plaintext" : "its TLS is the one we trust";
        facts.accept(Fact.ok(subject, at + " answers, " + tls + ": " + String.join(" ", outcome.features())));
        return true;
    }

    /** True where it works. */
    private boolean masterLogin(@Nullable String mailbox) throws Answers.Missing, InterruptedException {
        if (mailbox == null) {
            facts.accept(Fact.warn(
                    subject, "the master login is not tried", "name a mailbox that exists: --mailbox ada@example.org"));
            return false;
        }
        BackendTrial.Outcome outcome = Answers.await(trial.login(loop, mailbox, InetAddress.getLoopbackAddress()));
        String master = service.identity().master().name();
        if (outcome.failure().isEmpty()) {
            facts.accept(Fact.ok(subject, "master user " + master + " opens " + mailbox));
            return true;
        }
        BackendFailure failure = outcome.failure().get();
        facts.accept(new Fact(
                alone ? Fact.Level.FAIL : Fact.Level.WARN,
                subject,
                "master user " + master + " does not open " + mailbox + ": " + name(failure) + " while "
                        + outcome.doing() + ": " + outcome.detail(),
                alone
                        ? remedy(failure, outcome.detail())
                        : "right if it lives at another backend; else " + remedy(failure, outcome.detail())));
        return false;
    }

    /** A backend that opens any name would make a mailbox of whatever a token says. */
    private void nobodysMailbox(@Nullable String mailbox, boolean masterWorks)
            throws Answers.Missing, InterruptedException {
        String nobody = nobody(mailbox);
        BackendTrial.Outcome outcome = Answers.await(trial.login(loop, nobody, InetAddress.getLoopbackAddress()));
        if (outcome.failure().isEmpty()) {
            facts.accept(Fact.fail(
                    subject,
                    "the master user opens " + nobody + ", which does not exist",
                    "let the server look mailboxes up: a static userdb lets everybody in (docs/dovecot.md)"));
        } else if (masterWorks) {
            facts.accept(Fact.ok(subject, "a mailbox that does not exist is not opened"));
        }
    }

    private static String nobody(@Nullable String mailbox) {
        String name = "postern-doctor-"
                + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x10000, 0x1000000));
        int at = mailbox == null ? -1 : mailbox.lastIndexOf('@');
        return mailbox == null || at < 0 ? name : name + mailbox.substring(at);
    }

    private static String name(BackendFailure failure) {
        return failure.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private String remedy(BackendFailure failure, String detail) {
        return switch (failure) {
            case UNREACHABLE, TIMED_OUT -> "does the server run there, and does no firewall stand between?";
            case UNTRUSTED ->
                detail.contains(NOT_TLS)
                        ? "that port does not begin with TLS: name the one that does, or tls: starttls or none"
                        : "name its ca-file or pin-sha256; if it was right before, find out who is in between";
            case MASTER_REFUSED ->
                "compare master user, password and separator with the server's (docs/dovecot.md)"
                        + (service.protocol().equals(ProtocolName.SMTP.text())
                                ? "; or the mailbox does not exist"
                                : "");
            case MAILBOX_REFUSED -> "does this mailbox exist, and may the master user open it?";
            case MISCONFIGURED -> "the server lacks what the configuration asks for: STARTTLS, a mechanism or XCLIENT";
            case PROTOCOL_VIOLATION ->
                "is that the port of an " + service.protocol() + " server, and does tls fit it? Else look at its log";
            case CONNECTION_LOST, TOO_MANY_CONNECTIONS, UNAVAILABLE, DOWN, UNPLACED -> "look at the server's log";
        };
    }
}
