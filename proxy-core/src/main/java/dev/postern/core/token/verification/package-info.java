/** The verifier, assembled from its settings: routing by issuer, verdict cache, explanations. */
@NullMarked
package dev.postern.core.token.verification;

import org.jspecify.annotations.NullMarked;
