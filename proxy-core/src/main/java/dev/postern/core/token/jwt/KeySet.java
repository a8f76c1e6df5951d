package dev.postern.core.token.jwt;

import dev.postern.core.token.provider.ProviderTrouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keys that a provider published at one moment: RFC 7517 §5. */
final class KeySet {
    private static final int MOST_KEYS = 100;
    /** How many keys are tried for a token that does not name its own. */
    private static final int MOST_TRIALS = 4;

    private final List<VerificationKey> keys;
    private final long asOf;

    private KeySet(List<VerificationKey> keys, long asOf) {
        this.keys = keys;
        this.asOf = asOf;
    }

    /**
     * RFC 7517 §5: what we cannot use is left out.
     *
     * @param asOf nano time at which its fetch began
     * @throws ProviderTrouble where nothing usable is in it
     */
    @SuppressWarnings("unchecked")
    static KeySet of(Map<String, Object> json, long asOf) {
        if (!(json.get("keys") instanceof List<?> published)) {
            throw new ProviderTrouble("key set without keys");
        }
        if (published.size() > MOST_KEYS) {
            throw new ProviderTrouble("key set of more than " + MOST_KEYS + " keys");
        }
        List<VerificationKey> keys = new ArrayList<>();
        for (Object key : published) {
            if (key instanceof Map<?, ?> members) {
                // The JSON reader makes no other maps.
                VerificationKey.of((Map<String, Object>) members).ifPresent(keys::add);
            }
        }
        if (keys.isEmpty()) {
            throw new ProviderTrouble("key set without a usable key");
        }
        return new KeySet(List.copyOf(keys), asOf);
    }

    /** The keys that may have signed this; none where the provider published no such key. */
    List<VerificationKey> candidates(String keyId, SignatureAlgorithm algorithm) {
        return keys.stream()
                .filter(key -> (keyId.isEmpty() || key.id().equals(keyId)) && key.serves(algorithm))
                .limit(MOST_TRIALS)
                .toList();
    }

    /** Nano time: what was published before this is in here. */
    long asOf() {
        return asOf;
    }

    int size() {
        return keys.size();
    }

    boolean isSameAs(KeySet other) {
        return keys.size() == other.keys.size()
                && keys.stream().allMatch(key -> other.keys.stream().anyMatch(key::isSameAs));
    }
}
