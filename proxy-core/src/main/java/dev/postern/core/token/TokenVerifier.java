package dev.postern.core.token;

import java.util.function.Consumer;

/** Decides about tokens. Shared by all threads; never blocks its caller. */
public interface TokenVerifier {
    /**
     * Gives exactly one verdict, perhaps before this call returns, perhaps later and on any thread.
     *
     * @param protocol {@code imap} or {@code smtp}, for policies that differ by protocol
     */
    void verify(BearerCredentials credentials, String protocol, Consumer<Verdict> answer);
}
