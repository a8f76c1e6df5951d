package dev.postern.cli.doctor;

import dev.postern.core.token.introspection.ClientAuthentication;
import dev.postern.core.token.introspection.IntrospectionSettings;
import dev.postern.core.token.provider.ClientCertificate;
import dev.postern.core.token.provider.Discovery;
import dev.postern.core.token.provider.DiscoveryDocument;
import dev.postern.core.token.provider.ProviderHttp;
import dev.postern.core.token.provider.ProviderTrouble;
import dev.postern.core.token.verification.IssuerSettings;
import dev.postern.core.token.verification.TokenKind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether one identity provider can be reached, has keys, and the same time as we. */
final class ProviderFacts {
    /** Tokens are good from the second on in which they were made. */
    private static final Duration SLIGHT = Duration.ofSeconds(5);

    private final IssuerSettings issuer;
    private final Consumer<Fact> facts;
    private final ProviderHttp http;
    private final Discovery discovery;
    private final String subject;

    /** @throws IllegalArgumentException where a file that the settings name cannot be used */
    ProviderFacts(IssuerSettings issuer, ScheduledExecutorService background, Consumer<Fact> facts) {
        this.issuer = issuer;
        this.facts = facts;
        this.http = new ProviderHttp(issuer.http(), own(issuer.introspection()), background);
        this.discovery = new Discovery(issuer.issuer(), http, System::nanoTime);
        this.subject = "provider " + issuer.issuer();
    }

    private static @Nullable ClientCertificate own(@Nullable IntrospectionSettings asking) {
        return asking != null && asking.authentication() instanceof ClientAuthentication.MutualTls mutual
                ? mutual.certificate()
                : null;
    }

    void tell() throws InterruptedException {
        clock();
        if (issuer.kind() != TokenKind.OPAQUE) {
            keys();
        }
        IntrospectionSettings asking = issuer.introspection();
        if (asking != null && asking.endpoint() == null) {
            introspection();
        }
    }

    private void keys() throws InterruptedException {
        URI configured = issuer.keys().jwksUri();
        try {
            URI address =
                    configured == null ? Answers.await(discovery.document()).jwksUri() : configured;
            Map<String, Object> set = Answers.await(http.get(address));
            int count = set.get("keys") instanceof List<?> keys ? keys.size() : 0;
            facts.accept(
                    count > 0
                            ? Fact.ok(subject, "reachable, " + count + " keys at " + address)
                            : Fact.fail(subject, "no keys at " + address, "see what the provider publishes there"));
        } catch (Answers.Missing | ProviderTrouble trouble) {
            facts.accept(Fact.fail(
                    subject,
                    "its keys cannot be fetched: " + reason(trouble),
                    advice(trouble, configured == null ? DiscoveryDocument.address(issuer.issuer()) : configured)));
        }
    }

    private static String advice(Exception trouble, Object address) {
        if (ProviderTrouble.unknownAuthority(trouble)) {
            return "write provider: { ca-file: FILE } in the issuer's settings, with the authority's certificate; or add "
                    + "it to the system's (update-ca-certificates) and reload";
        }
        return "try: curl -v " + address + " ; the issuer must be written letter by letter as the provider writes it";
    }

    private void introspection() throws InterruptedException {
        try {
            URI address = Answers.await(discovery.document()).introspectionEndpoint();
            facts.accept(Fact.ok(subject, "can be asked about tokens at " + address));
        } catch (Answers.Missing | ProviderTrouble trouble) {
            facts.accept(Fact.fail(
                    subject, "cannot be asked about tokens: " + reason(trouble), "write introspection.endpoint"));
        }
    }

    private void clock() throws InterruptedException {
        URI configured = issuer.keys().jwksUri();
        URI address = configured == null ? URI.create(DiscoveryDocument.address(issuer.issuer())) : configured;
        Instant before = Instant.now();
        try {
            Optional<Instant> theirs = Answers.await(http.date(address));
            theirs.ifPresent(time -> facts.accept(clock(before, time, Instant.now())));
        } catch (Answers.Missing trouble) {
            // Whatever keeps us from it is told where the keys are.
        }
    }

    /** Their clock says whole seconds, and was read at some moment in between. */
    private Fact clock(Instant before, Instant theirs, Instant after) {
        Duration ahead = Duration.between(after, theirs);
        Duration behind = Duration.between(theirs.plusSeconds(1), before);
        Duration off = ahead.compareTo(behind) > 0 ? ahead : behind;
        String at = "clock against " + issuer.issuer();
        if (off.compareTo(SLIGHT) <= 0) {
            return Fact.ok(at, "the same time, to a few seconds");
        }
        String text = "we are " + off.toSeconds() + " s " + (off.equals(ahead) ? "behind" : "ahead");
        String advice = "set both clocks by NTP: timedatectl";
        return off.compareTo(issuer.acceptance().leeway()) > 0
                ? Fact.fail(at, text + ", more than the leeway: tokens are refused", advice)
                : Fact.warn(at, text, advice);
    }

    private static String reason(Exception trouble) {
        Throwable cause = trouble.getCause();
        return cause == null ? String.valueOf(trouble.getMessage()) : ProviderTrouble.reason(cause);
    }
}
