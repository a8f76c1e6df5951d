package dev.postern.bench.load;

/** Opens sessions that stay. */
final class Sessions {
    private Sessions() {}

    /** Logged in, and in its mailbox. */
    static ImapClient open(Caller caller, Target target, int user) throws Fault {
        ImapClient client = new ImapClient(caller.call(target.imapPort()));
        try {
            client.greeting();
            client.login(target.credentials(), user);
            client.select();
            return client;
        } catch (Fault fault) {
            client.close();
            throw fault;
        }
    }
}
