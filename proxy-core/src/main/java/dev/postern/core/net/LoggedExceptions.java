package dev.postern.core.net;

import java.nio.channels.ClosedSelectorException;
import org.apache.mina.util.ExceptionMonitor;

/** Leads to our log what MINA could tell to no session. */
final class LoggedExceptions extends ExceptionMonitor {
    @Override
    public void exceptionCaught(Throwable cause) {
        // Only disposal closes a selector. Where a loop ends by itself just as it is disposed of, MINA starts another
        // turn
        // on the closed selector and ends it at this exception: an orderly end.
        if (!(cause instanceof ClosedSelectorException)) {
            LoopProcessor.report(cause);
        }
    }
}
