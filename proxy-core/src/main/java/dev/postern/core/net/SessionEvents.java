package dev.postern.core.net;

import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;

/** Leads MINA's life-cycle events to the session they belong to. */
final class SessionEvents extends IoHandlerAdapter {
    @Override
    public void sessionOpened(IoSession session) {
        ((SocketSession) session).opened();
    }

    @Override
    public void sessionClosed(IoSession session) {
        ((SocketSession) session).closed();
    }

    @Override
    public void exceptionCaught(IoSession session, Throwable cause) {
        LoopProcessor.report(cause);
        session.closeNow();
    }
}
