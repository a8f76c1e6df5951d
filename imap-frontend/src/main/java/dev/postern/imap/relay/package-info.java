/** What still watches a session once it relays: the few commands that may not pass. */
@NullMarked
package dev.postern.imap.relay;

import org.jspecify.annotations.NullMarked;
