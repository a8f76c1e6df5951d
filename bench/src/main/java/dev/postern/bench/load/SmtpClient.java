package dev.postern.bench.load;

/** A client's side of SMTP submission. RFC 5321 §4.2. */
final class SmtpClient implements AutoCloseable {
    private final Talk talk;

    SmtpClient(Talk talk) {
        this.talk = talk;
    }

    void greeting() throws Fault {
        reply("220", "greeting");
    }

    /** Without an initial response, since tokens are long for a command line. RFC 4954 §4. */
    void login(Credentials credentials, int user) throws Fault {
        command("EHLO driver.example.org", "250", "ehlo");
        command("AUTH " + credentials.mechanism(), "334", "login");
        command(credentials.response(user), "235", "login");
    }

    /**
     * One message.
     *
     * @param content with the final dot
     */
    void mail(byte[] content) throws Fault {
        command("MAIL FROM:<user@example.org>", "250", "mail");
        command("RCPT TO:<ada@example.org>", "250", "rcpt");
        command("DATA", "354", "data");
        talk.send(content, content.length, "content");
        reply("250", "content");
    }

    /** Until the server has closed. */
    void quit() throws Fault {
        command("QUIT", "221", "quit");
        talk.end("quit");
    }

    private void command(String text, String code, String doing) throws Fault {
        talk.say(text + "\r\n", doing);
        reply(code, doing);
    }

    private void reply(String code, String doing) throws Fault {
        String line = talk.line(doing);
        while (line.startsWith(code + "-")) {
            line = talk.line(doing);
        }
        if (!line.startsWith(code)) {
            boolean refused = line.startsWith("4") || line.startsWith("5");
            throw new Fault(refused ? FaultKind.REFUSED : FaultKind.WRONG_ANSWER, doing, line);
        }
    }

    @Override
    public void close() {
        talk.close();
    }
}
