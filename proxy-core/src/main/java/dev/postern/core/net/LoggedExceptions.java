package dev.postern.core.net;

import org.apache.mina.util.ExceptionMonitor;

/** Leads to our log what MINA could tell to no session. */
final class LoggedExceptions extends ExceptionMonitor {
    @Override
    public void exceptionCaught(Throwable cause) {
        LoopProcessor.report(cause);
    }
}
