package dev.postern.bench.load;

import java.util.function.IntSupplier;

/** Connects, logs in, logs out, and sees the server close. */
final class ImapLogin implements Work {
    private final Caller caller;
    private final Target target;
    private final IntSupplier users;
    private boolean resumed;

    ImapLogin(Caller caller, Target target, IntSupplier users) {
        this.caller = caller;
        this.target = target;
        this.users = users;
    }

    @Override
    public void once() throws Fault {
        try (ImapClient client = new ImapClient(caller.call(target.imapPort()))) {
            client.greeting();
            client.login(target.credentials(), users.getAsInt());
            client.logout();
            resumed = client.resumed();
        }
    }

    @Override
    public boolean resumed() {
        return resumed;
    }
}
