package dev.postern.core.token.verification;

import dev.postern.core.token.Check;
import dev.postern.core.token.Finding;
import dev.postern.core.token.TokenRefusal;
import dev.postern.core.token.jwt.SignatureAlgorithm;
import dev.postern.core.token.jwt.SignedToken;
import java.util.Optional;
import java.util.Set;

/** With what an issuer's tokens may be signed. */
record AlgorithmRule(Set<SignatureAlgorithm> allowed) {
    Finding judge(SignedToken token) {
        // RFC 7515 §4.1.11: we know no extension, so none can be critical; an empty or null list is none of its own.
        if (token.header().members().containsKey("crit")) {
            return Finding.failed(Check.ALGORITHM, TokenRefusal.ALGORITHM_NOT_ALLOWED, "crit");
        }
        Optional<SignatureAlgorithm> algorithm = token.algorithm();
        return algorithm.isPresent() && allowed.contains(algorithm.get())
                ? Finding.ok(Check.ALGORITHM, algorithm.get().text())
                : Finding.failed(
                        Check.ALGORITHM,
                        TokenRefusal.ALGORITHM_NOT_ALLOWED,
                        "alg is " + token.header().textOrEmpty("alg"));
    }
}
