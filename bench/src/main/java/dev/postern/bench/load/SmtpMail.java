package dev.postern.bench.load;

import dev.postern.bench.wire.Payload;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/** Connects, logs in, sends one message, quits, and sees the server close. */
final class SmtpMail implements Work {
    private static final byte[] END = ".\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Caller caller;
    private final Target target;
    private final IntSupplier users;
    private final byte[] content;

    SmtpMail(Caller caller, Target target, IntSupplier users) {
        this.caller = caller;
        this.target = target;
        this.users = users;
        this.content = content();
    }

    private static byte[] content() {
        byte[] content = new byte[Payload.MAIL.size() + END.length];
        Payload.MAIL.copyTo(content);
        System.arraycopy(END, 0, content, Payload.MAIL.size(), END.length);
        return content;
    }

    @Override
    public void once() throws Fault {
        try (SmtpClient client = new SmtpClient(caller.call(target.smtpPort().orElseThrow()))) {
            client.greeting();
            client.login(target.credentials(), users.getAsInt());
            client.mail(content);
            client.quit();
        }
    }
}
