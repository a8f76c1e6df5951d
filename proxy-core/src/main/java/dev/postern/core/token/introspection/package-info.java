/** Asking the provider about a token: RFC 7662. */
@NullMarked
package dev.postern.core.token.introspection;

import org.jspecify.annotations.NullMarked;
