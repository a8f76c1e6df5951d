package dev.postern.core.token.verification;

import dev.postern.core.token.BearerCredentials;
import dev.postern.core.token.Check;
import dev.postern.core.token.Explanation;
import dev.postern.core.token.Finding;
import dev.postern.core.token.Fingerprint;
import dev.postern.core.token.Grant;
import dev.postern.core.token.KeyState;
import dev.postern.core.token.Standing;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.TokenVerifier;
import dev.postern.core.token.Verdict;
import dev.postern.core.token.jwt.KeySource;
import dev.postern.core.token.jwt.MalformedToken;
import dev.postern.core.token.jwt.SignedToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The verifier: brings each token to the issuer that it names, and remembers verdicts. Shared by all threads, never blocks. */
public final class PolicyVerifier implements TokenVerifier, AutoCloseable {
    private final Map<String, IssuerVerifier> issuers = new LinkedHashMap<>();
    private final VerdictCache cache;
    private final Withdrawals withdrawals;
    private final LogoutVerifier logouts;
    private final IssuerVerifier first;
    private final @Nullable IssuerVerifier opaque;
    private final int largestToken;
    private final Environment environment;

    private PolicyVerifier(
            List<IssuerVerifier> verifiers, VerdictCache cache, Withdrawals withdrawals, Environment environment) {
        this.environment = environment;
        verifiers.forEach(verifier -> issuers.put(verifier.settings().issuer(), verifier));
        this.cache = cache;
        this.withdrawals = withdrawals;
        this.logouts = new LogoutVerifier(issuers, withdrawals);
        this.first = verifiers.get(0);
        this.opaque = verifiers.stream()
                .filter(verifier -> verifier.settings().kind() == TokenKind.OPAQUE)
                .findFirst()
                .orElse(null);
        this.largestToken = verifiers.stream()
                .mapToInt(verifier -> verifier.settings().acceptance().largestToken())
                .max()
                .orElse(0);
    }

    /**
     * Begins to fetch keys; works, with temporary refusals, before they have come.
     *
     * @throws IllegalArgumentException where a file that the settings name cannot be used
     */
    public static PolicyVerifier start(TokenSettings settings, Environment environment) {
        return start(settings, environment, new Withdrawals(environment.nanoTime()), Map.of(), IssuerProvider::reached);
    }

    /** With keys that come from elsewhere than the provider, and nobody who could be asked: for rehearsals. */
    public static PolicyVerifier start(TokenSettings settings, Environment environment, KeySource keys) {
        IssuerProvider provider = new IssuerProvider(keys, null);
        return start(
                settings, environment, new Withdrawals(environment.nanoTime()), Map.of(), (issuer, unused) -> provider);
    }

    /**
     * Another verifier with other settings, for who comes from now on: it knows every logout that this one knows or hears
     * of, and begins with this one's keys where they come from the same place. This one goes on until it is closed.
     *
     * @throws IllegalArgumentException where a file that the settings name cannot be used
     */
    public PolicyVerifier successor(TokenSettings settings) {
        return start(settings, environment, withdrawals, issuers, IssuerProvider::reached);
    }

    private static PolicyVerifier start(
            TokenSettings settings,
            Environment environment,
            Withdrawals withdrawals,
            Map<String, IssuerVerifier> known,
            BiFunction<IssuerSettings, Environment, IssuerProvider> providers) {
        List<IssuerVerifier> verifiers = new ArrayList<>();
        try {
            for (IssuerSettings issuer : settings.issuers()) {
                IssuerVerifier before = known.get(issuer.issuer());
                IssuerParts earlier = before != null && before.settings().hasKeysOf(issuer) ? before.parts() : null;
                IssuerParts parts = new IssuerParts(
                        issuer,
                        providers.apply(issuer, environment),
                        settings.forbiddenMailboxes(),
                        environment,
                        earlier);
                verifiers.add(new IssuerVerifier(
                        issuer, parts, withdrawals, settings.backendClaim(), environment.nanoTime()));
            }
        } catch (IllegalArgumentException unusable) {
            verifiers.forEach(IssuerVerifier::close);
            throw unusable;
        }
        return new PolicyVerifier(verifiers, new VerdictCache(settings.cache(), environment), withdrawals, environment);
    }

    @Override
    public void close() {
        issuers.values().forEach(IssuerVerifier::close);
    }

    @Override
    public void verify(BearerCredentials credentials, String protocol, Consumer<Verdict> answer) {
        // Too large for any issuer: not even hashed.
        if (credentials.token().length() > largestToken) {
            explain(credentials, protocol, explanation -> answer.accept(explanation.verdict()));
            return;
        }
        Fingerprint key = VerdictCache.key(credentials, protocol);
        Optional<Verdict> known = cache.find(key);
        if (known.isPresent() && !isWithdrawn(known.get())) {
            answer.accept(known.get());
            return;
        }
        Route route = route(credentials);
        long generation = route.issuer() == null ? 0 : route.issuer().generation();
        judge(route, credentials, protocol, explanation -> {
            cache.remember(key, explanation.verdict(), route.issuer(), generation);
            answer.accept(explanation.verdict());
        });
    }

    /** The keys of each issuer whose tokens are judged by keys. */
    public List<KeyState> keys() {
        return issuers.values().stream()
                .filter(issuer -> issuer.settings().kind() != TokenKind.OPAQUE)
                .map(issuer -> issuer.parts().keys())
                .toList();
    }

    /** Hears of logouts for the same issuers. */
    public LogoutVerifier logouts() {
        return logouts;
    }

    @Override
    public boolean withdrawn(Grant grant) {
        return withdrawals.cover(grant);
    }

    private boolean isWithdrawn(Verdict verdict) {
        return verdict instanceof Verdict.Accepted accepted && withdrawals.cover(accepted.grant());
    }

    @Override
    public void reconsider(BearerCredentials credentials, Grant grant, Consumer<Standing> answer) {
        IssuerVerifier issuer = issuers.get(grant.issuer());
        if (issuer == null) {
            answer.accept(Standing.UNKNOWN);
        } else {
            issuer.reconsider(credentials.token(), grant.token(), answer);
        }
    }

    /** The same checks, one by one and without the cache: what {@code token explain} prints. */
    public void explain(BearerCredentials credentials, String protocol, Consumer<Explanation> answer) {
        judge(route(credentials), credentials, protocol, answer);
    }

    private void judge(Route route, BearerCredentials credentials, String protocol, Consumer<Explanation> answer) {
        Attempt attempt = new Attempt(credentials, protocol, first.settings().openidConfiguration(), answer);
        IssuerVerifier issuer = route.issuer();
        SignedToken token = route.token();
        if (token != null) {
            attempt.claims(token.claims());
        }
        if (!attempt.passes(route.findings()) || issuer == null) {
            attempt.refuse();
        } else if (token == null) {
            issuer.judge(attempt);
        } else {
            issuer.judge(attempt, token);
        }
    }

    /** By the issuer that the token names: unverified, so it decides only by whose rules the token is judged. */
    private Route route(BearerCredentials credentials) {
        int length = credentials.token().length();
        if (length > largestToken) {
            return Route.nowhere(
                    Finding.failed(Check.SIZE, TokenRefusal.TOO_LARGE, "more than " + largestToken + " characters"));
        }
        String text = credentials.token().reveal();
        if (opaque != null && !SignedToken.isIn(text)) {
            return new Route(List.of(), opaque, null);
        }
        Finding sized = Finding.ok(Check.SIZE, length + " characters");
        try {
            SignedToken token = SignedToken.parse(text);
            Finding wellFormed = Finding.ok(Check.FORM, "");
            String named = token.claims().textOrEmpty("iss");
            IssuerVerifier issuer = issuers.get(named);
            return issuer == null
                    ? new Route(
                            List.of(
                                    sized,
                                    wellFormed,
                                    Finding.failed(Check.ISSUER, TokenRefusal.UNKNOWN_ISSUER, "iss is " + named)),
                            null,
                            token)
                    : new Route(List.of(sized, wellFormed, Finding.ok(Check.ISSUER, named)), issuer, token);
        } catch (MalformedToken malformed) {
            return Route.nowhere(
                    sized, Finding.failed(Check.FORM, TokenRefusal.MALFORMED, String.valueOf(malformed.getMessage())));
        }
    }

    /** Where a token goes. */
    private record Route(
            List<Finding> findings,
            @Nullable IssuerVerifier issuer,
            @Nullable SignedToken token) {
        static Route nowhere(Finding... findings) {
            return new Route(List.of(findings), null, null);
        }
    }
}
