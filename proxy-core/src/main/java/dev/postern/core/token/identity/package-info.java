/** From claims to a mailbox: templates, the strict character set, delegation. */
@NullMarked
package dev.postern.core.token.identity;

import org.jspecify.annotations.NullMarked;
