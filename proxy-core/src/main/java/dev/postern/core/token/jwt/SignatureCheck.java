package dev.postern.core.token.jwt;

import java.util.List;
import java.util.function.Consumer;

/**
 * Verifies signatures with one issuer's keys, and looks twice before it refuses: an unknown key may be a new one, and a
 * bad signature a new key under an old name. Shared by all threads, never blocks.
 */
public final class SignatureCheck {
    /** How it went. */
    public enum Outcome {
        GOOD,
        /** The provider publishes no such key for this algorithm. */
        UNKNOWN_KEY,
        BAD_SIGNATURE,
        /** We have no keys, or not this one, and the provider does not answer. */
        PROVIDER_UNAVAILABLE,
        /** Too many wait for keys already. */
        OVERLOADED
    }

    private final ProviderKeys keys;

    public SignatureCheck(ProviderKeys keys) {
        this.keys = keys;
    }

    /** Why the latest fetch of keys failed, for operators; empty where it did not. */
    public String trouble() {
        return keys.trouble();
    }

    /** Gives one outcome: at once where the keys at hand suffice, else after a fetch and on another thread. */
    public void judge(SignedToken token, Consumer<Outcome> answer) {
        SignatureAlgorithm algorithm = token.algorithm().orElseThrow();
        String keyId = token.keyId();
        long asked = keys.now();
        KeySet current = keys.current();
        Outcome first = current == null ? Outcome.PROVIDER_UNAVAILABLE : outcome(current, token, algorithm, keyId);
        if (first == Outcome.GOOD) {
            answer.accept(Outcome.GOOD);
        } else if (!keys.await(new Question(token, algorithm, keyId, asked, first, answer))) {
            answer.accept(Outcome.OVERLOADED);
        }
    }

    private static Outcome outcome(KeySet set, SignedToken token, SignatureAlgorithm algorithm, String keyId) {
        List<VerificationKey> candidates = set.candidates(keyId, algorithm);
        if (candidates.isEmpty()) {
            return Outcome.UNKNOWN_KEY;
        }
        boolean good = candidates.stream().anyMatch(key -> key.verifies(token, algorithm));
        return good ? Outcome.GOOD : Outcome.BAD_SIGNATURE;
    }

    /** One token that waits for newer keys. */
    private record Question(
            SignedToken token,
            SignatureAlgorithm algorithm,
            String keyId,
            long asked,
            Outcome first,
            Consumer<Outcome> answer)
            implements KeyWaiter {
        @Override
        public boolean isSettledBy(KeySet set) {
            Outcome outcome = outcome(set, token, algorithm, keyId);
            // A set whose fetch began before the token came may lack its key.
            boolean settled = outcome == Outcome.GOOD || set.asOf() - asked >= 0;
            if (settled) {
                answer.accept(outcome);
            }
            return settled;
        }

        @Override
        public void giveUp() {
            // A known key needs no provider to call a signature bad.
            answer.accept(first == Outcome.BAD_SIGNATURE ? first : Outcome.PROVIDER_UNAVAILABLE);
        }
    }
}
