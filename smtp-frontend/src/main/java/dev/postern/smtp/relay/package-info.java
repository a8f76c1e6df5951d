/** What watches a session once it relays: no client may say more to a backend than it may say to us. */
@NullMarked
package dev.postern.smtp.relay;

import org.jspecify.annotations.NullMarked;
