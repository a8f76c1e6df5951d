package dev.postern.bench.load;

import dev.postern.bench.wire.Payload;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client's side of IMAP, which believes only the answer it asked for. RFC 9051 §2.2. */
final class ImapClient implements AutoCloseable {
    private static final Pattern BODY = Pattern.compile("\\* 1 FETCH \\(BODY\\[\\] \\{(\\d+)}");

    private final Talk talk;
    private int commands;

    ImapClient(Talk talk) {
        this.talk = talk;
    }

    void greeting() throws Fault {
        String line = talk.line("greeting");
        if (!line.startsWith("* OK")) {
            throw new Fault(line.startsWith("* BYE") ? FaultKind.REFUSED : FaultKind.WRONG_ANSWER, "greeting", line);
        }
    }

    void login(Credentials credentials, int user) throws Fault {
        command("AUTHENTICATE " + credentials.mechanism() + " " + credentials.response(user), "login");
        answer("login");
    }

    void select() throws Fault {
        command("SELECT INBOX", "select");
        answer("select");
    }

    void noop() throws Fault {
        command("NOOP", "noop");
        answer("noop");
    }

    void fetch(Payload expected) throws Fault {
        command("FETCH 1 BODY.PEEK[]", "fetch");
        String line = talk.line("fetch");
        Matcher body = BODY.matcher(line);
        if (!body.matches() || Integer.parseInt(body.group(1)) != expected.size()) {
            throw new Fault(FaultKind.WRONG_ANSWER, "fetch", line);
        }
        talk.body(expected, "fetch");
        if (!talk.line("fetch").equals(")")) {
            throw new Fault(FaultKind.WRONG_ANSWER, "fetch", "something behind the body");
        }
        answer("fetch");
    }

    /**
     * RFC 7888 §4: without waiting.
     *
     * @param body with CRLF behind it, as the command ends
     * @param size without that
     */
    void append(byte[] body, int size) throws Fault {
        command("APPEND INBOX {" + size + "+}", "append");
        talk.send(body, body.length, "append");
        answer("append");
    }

    /** Until the server has closed. */
    void logout() throws Fault {
        command("LOGOUT", "logout");
        answer("logout");
        talk.end("logout");
    }

    private void command(String text, String doing) throws Fault {
        commands++;
        talk.say("a" + commands + " " + text + "\r\n", doing);
    }

    /** Reads to the tagged answer, which must be ours and OK. */
    private void answer(String doing) throws Fault {
        String tag = "a" + commands + " ";
        String line = talk.line(doing);
        while (line.startsWith("* ")) {
            line = talk.line(doing);
        }
        if (line.startsWith(tag + "OK")) {
            return;
        }
        boolean refused = line.startsWith(tag) || line.startsWith("+ ");
        throw new Fault(refused ? FaultKind.REFUSED : FaultKind.WRONG_ANSWER, doing, line);
    }

    boolean resumed() {
        return talk.resumed();
    }

    void rest() {
        talk.rest();
    }

    @Override
    public void close() {
        talk.close();
    }
}
