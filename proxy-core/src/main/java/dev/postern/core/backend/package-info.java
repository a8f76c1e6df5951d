/** Where a mailbox lives, how we log in there, and the closed list of ways in which that can fail. */
@NullMarked
package dev.postern.core.backend;

import org.jspecify.annotations.NullMarked;
