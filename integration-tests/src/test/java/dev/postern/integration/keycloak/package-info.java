/** Real Keycloak: what it says of tokens, sessions and users, and what Postern makes of that. */
@NullMarked
package dev.postern.integration.keycloak;

import org.jspecify.annotations.NullMarked;
