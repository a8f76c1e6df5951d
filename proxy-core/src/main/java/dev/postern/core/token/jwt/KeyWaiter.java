package dev.postern.core.token.jwt;

/** Somebody whom the keys at hand do not satisfy. Called without locks, on any thread. */
interface KeyWaiter {
    /** Newer keys have come. True where the wait is over: no later fetch could say more. */
    boolean isSettledBy(KeySet keys);

    /** The provider does not answer. */
    void giveUp();
}
