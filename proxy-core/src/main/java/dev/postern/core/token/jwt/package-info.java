/** Signed tokens: cutting them up, the provider's keys, signatures. */
@NullMarked
package dev.postern.core.token.jwt;

import org.jspecify.annotations.NullMarked;
