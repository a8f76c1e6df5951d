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

    /** Whether the provider has told us, since the verdict, that this right is no more: a logout. Never asks anybody. */
    default boolean withdrawn(Grant grant) {
        return false;
    }

    /**
     * Asks the provider about the token of a live session. Gives exactly one answer, perhaps before this call returns,
     * perhaps later and on any thread.
     */
    default void reconsider(BearerCredentials credentials, Grant grant, Consumer<Standing> answer) {
        answer.accept(Standing.GOOD);
    }
}
