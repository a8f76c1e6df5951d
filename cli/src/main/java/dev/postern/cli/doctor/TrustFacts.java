package dev.postern.cli.doctor;

import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.BackendService;
import dev.postern.core.session.BackendTrial;
import dev.postern.core.session.EventLoop;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether one protocol of one mail server believes us about the client's address, as far as that can be seen from outside. */
final class TrustFacts {
    /** RFC 5737 §3: of TEST-NET-1, which is nobody's. */
    private static final InetAddress NOBODYS = nobodys();

    private final BackendService service;
    private final BackendTrial trial;
    private final EventLoop loop;
    private final Consumer<Fact> facts;
    private final String subject;

    TrustFacts(BackendService service, BackendTrial trial, EventLoop loop, Consumer<Fact> facts, String subject) {
        this.service = service;
        this.trial = trial;
        this.loop = loop;
        this.facts = facts;
        this.subject = subject;
    }

    private static InetAddress nobodys() {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @param mailbox that the master user opens; null where none is known */
    void tell(@Nullable String mailbox) throws Answers.Missing, InterruptedException {
        AddressForwarding forwarding = service.forwarding();
        switch (forwarding) {
            case XCLIENT -> facts.accept(byXclient(Answers.await(trial.trust(loop, NOBODYS))));
            case ID -> facts.accept(byId(mailbox));
            case PROXY_V1, PROXY_V2 -> facts.accept(byProxyHeader(mailbox));
            case NONE ->
                facts.accept(Fact.note(
                        subject,
                        "is not told the client's address: its log and its limits see Postern alone",
                        "forward-address, if that matters"));
        }
    }

    private Fact byXclient(BackendTrial.Outcome outcome) {
        Optional<BackendFailure> failure = outcome.failure();
        if (failure.isPresent()) {
            return Fact.fail(
                    subject,
                    "does not believe us about the client's address: " + outcome.detail() + " ("
                            + failure.get().name().toLowerCase(Locale.ROOT) + ")",
                    "smtpd_authorized_xclient_hosts must have our address, as the server sees it (docs/postfix.md)");
        }
        boolean stillOffered = outcome.features().stream()
                .anyMatch(line -> line.toUpperCase(Locale.ROOT).startsWith("XCLIENT"));
        return stillOffered
                ? Fact.warn(
                        subject,
                        "takes XCLIENT from us, but offers it to " + NOBODYS.getHostAddress() + " as well",
                        "smtpd_authorized_xclient_hosts should have Postern alone: others there may claim to be anybody")
                : Fact.ok(
                        subject,
                        "believes us about the client's address: told of " + NOBODYS.getHostAddress()
                                + " by XCLIENT, it withdrew the right to say so again");
    }

    /** Whoever does not know the header takes it for a command: greets as ever, and refuses the next one of ours. */
    private Fact byProxyHeader(@Nullable String mailbox) {
        return mailbox != null
                ? Fact.ok(subject, "takes our PROXY header: behind it, the login succeeded")
                : Fact.note(
                        subject,
                        "whether it takes our PROXY header cannot be seen without a login that succeeds",
                        "name a mailbox that exists: --mailbox ada@example.org");
    }

    /** Dovecot answers ID in the same words whether it believes it or not. */
    private Fact byId(@Nullable String mailbox) throws Answers.Missing, InterruptedException {
        if (mailbox == null) {
            return Fact.note(
                    subject,
                    "whether it believes ID about the client's address cannot be seen from here",
                    "after a login, its log must have the mail program's address as rip=; else login_trusted_networks "
                            + "lacks ours (docs/dovecot.md)");
        }
        boolean in =
                Answers.await(trial.login(loop, mailbox, NOBODYS)).failure().isEmpty();
        return Fact.note(
                subject,
                "was told of " + NOBODYS.getHostAddress() + " by ID at a login that " + (in ? "succeeded" : "failed")
                        + "; whether it believes that cannot be seen from here",
                "its log must have rip=" + NOBODYS.getHostAddress() + " for " + mailbox
                        + " now; if it has our address instead, login_trusted_networks lacks it (docs/dovecot.md)");
    }
}
