package dev.postern.core.token.verification;

import dev.postern.core.token.KeyState;
import dev.postern.core.token.identity.IdentityPolicy;
import dev.postern.core.token.identity.SharedMailboxes;
import dev.postern.core.token.introspection.IntrospectionSettings;
import dev.postern.core.token.introspection.Introspector;
import dev.postern.core.token.introspection.RememberedAnswers;
import dev.postern.core.token.jwt.ProviderKeys;
import dev.postern.core.token.jwt.SignatureCheck;
import dev.postern.core.token.policy.ClaimRules;
import dev.postern.core.token.policy.LogoutRules;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Puts together, from the settings of one issuer, what its verifier works with. */
final class IssuerParts implements AutoCloseable {
    private static final int RELOAD_SECONDS = 5;

    private final ProviderKeys keys;
    private final SignatureCheck signatures;
    private final @Nullable RememberedAnswers introspection;
    private final ClaimRules rules;
    private final IdentityPolicy identity;
    private final TenureRule tenure;
    private final LogoutRules logout;
    private final @Nullable SharedMailboxes shared;
    private final @Nullable ScheduledFuture<?> reloading;

    /**
     * @param provider whom we ask
     * @param before whose keys may be used until ours have come; null where there are none
     * @throws IllegalArgumentException where a file that the settings name cannot be used
     */
    IssuerParts(
            IssuerSettings settings,
            IssuerProvider provider,
            Set<String> forbiddenMailboxes,
            Environment environment,
            @Nullable IssuerParts before) {
        keys = new ProviderKeys(
                settings.issuer(), settings.keys(), provider.keys(), environment.background(), environment.nanoTime());
        signatures = new SignatureCheck(keys);
        IntrospectionSettings asking = settings.introspection();
        Introspector introspector = provider.introspector();
        introspection = asking == null || introspector == null
                ? null
                : new RememberedAnswers(introspector, asking.cacheFor(), environment.nanoTime());
        rules = new ClaimRules(settings.acceptance(), environment.clock());
        tenure = new TenureRule(settings.sessions(), settings.acceptance().leeway());
        logout = new LogoutRules(
                settings.sessions().logoutAudiences(), settings.acceptance().leeway(), environment.clock());
        Path file = settings.identity().delegation().file();
        shared = file == null ? null : new SharedMailboxes(file);
        identity = new IdentityPolicy(settings.identity(), forbiddenMailboxes, shared);
        reloading = shared == null
                ? null
                : environment
                        .background()
                        .scheduleWithFixedDelay(shared::reload, RELOAD_SECONDS, RELOAD_SECONDS, TimeUnit.SECONDS);
        if (settings.kind() != TokenKind.OPAQUE) {
            if (before == null) {
                keys.start();
            } else {
                keys.startWith(before.keys);
            }
        }
    }

    SignatureCheck signatures() {
        return signatures;
    }

    @Nullable
    RememberedAnswers introspection() {
        return introspection;
    }

    ClaimRules rules() {
        return rules;
    }

    IdentityPolicy identity() {
        return identity;
    }

    TenureRule tenure() {
        return tenure;
    }

    LogoutRules logout() {
        return logout;
    }

    KeyState keys() {
        return keys.state();
    }

    /** Both only count up, so the sum changes with either. */
    long generation() {
        return keys.generation() + (shared == null ? 0 : shared.generation());
    }

    @Override
    public void close() {
        keys.close();
        if (reloading != null) {
            reloading.cancel(false);
        }
    }
}
