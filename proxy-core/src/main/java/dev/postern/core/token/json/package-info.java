/** Strict JSON, and typed looks into it: what a token or a provider says is not believed to have any form. */
@NullMarked
package dev.postern.core.token.json;

import org.jspecify.annotations.NullMarked;
