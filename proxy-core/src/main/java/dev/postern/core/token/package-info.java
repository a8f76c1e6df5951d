/** May this bearer token log in, and to which mailbox? */
@NullMarked
package dev.postern.core.token;

import org.jspecify.annotations.NullMarked;
