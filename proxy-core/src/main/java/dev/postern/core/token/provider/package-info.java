/** Talking to an identity provider: bounded in time and size, never blocking. */
@NullMarked
package dev.postern.core.token.provider;

import org.jspecify.annotations.NullMarked;
