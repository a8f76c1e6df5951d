package dev.postern.core.session;

import dev.postern.core.token.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One session as an administrator sees it.
 *
 * @param client who and from where
 * @param protocol {@code imap}, {@code smtp}, {@code passthrough} or {@code relay}; empty until a shared port has decided
 * @param listener where it came in
 * @param route which one of a shared port it took; empty elsewhere, and before
 * @param since when
 * @param who as whom it is logged in; null before
 * @param backend where, or the upstream; empty before it is reached
 * @param bytesIn octets from the client to the backend since it is reached
 * @param bytesOut octets from the backend to the client since it is reached
 * @param ending why it is on its way out; null while it goes on
 */
public record SessionView(
        Client.Facts client,
        String protocol,
        String listener,
        String route,
        Instant since,
        Verdict.@Nullable Accepted who,
        String backend,
        long bytesIn,
        long bytesOut,
        @Nullable CloseReason ending) {}
