/** What a mailbox may be called, and by which rule it lives at which backend. */
@NullMarked
package dev.postern.core.mailbox;

import org.jspecify.annotations.NullMarked;
