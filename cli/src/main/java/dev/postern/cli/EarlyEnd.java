package dev.postern.cli;

/** Leaves a word where a signal ends a start before the proxy stands: else an early end would leave no line at all. */
final class EarlyEnd {
    private final Thread hook = new Thread(EarlyEnd::say, "postern-early-end");

    private EarlyEnd() {}

    static EarlyEnd begin() {
        EarlyEnd early = new EarlyEnd();
        Runtime.getRuntime().addShutdownHook(early.hook);
        return early;
    }

    /** The log may not be there yet. */
    private static void say() {
        System.err.println("postern: ended by a signal before it was ready");
    }

    /** From now on the end is somebody else's to tell. */
    void over() {
        try {
            var unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endsAlready) {
            // It has been said.
        }
    }
}
