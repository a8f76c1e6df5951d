/** Which claims a token must carry to be accepted. */
@NullMarked
package dev.postern.core.token.policy;

import org.jspecify.annotations.NullMarked;
