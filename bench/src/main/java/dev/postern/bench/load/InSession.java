package dev.postern.bench.load;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Operations in one session that lasts, as long as nothing goes wrong in it. */
final class InSession implements Work {
    /** What is done in the session. */
    interface Operation {
        void in(ImapClient client) throws Fault;
    }

    private final Caller caller;
    private final Target target;
    private final IntSupplier users;
    private final Operation operation;
    private @Nullable ImapClient client;

    InSession(Caller caller, Target target, IntSupplier users, Operation operation) {
        this.caller = caller;
        this.target = target;
        this.users = users;
        this.operation = operation;
    }

    /** Logs in where there is no session, and makes nothing of it: the login is not what is measured. */
    @Override
    public void once() throws Fault {
        ImapClient session = client;
        if (session == null) {
            session = Sessions.open(caller, target, users.getAsInt());
            client = session;
        }
        operation.in(session);
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
