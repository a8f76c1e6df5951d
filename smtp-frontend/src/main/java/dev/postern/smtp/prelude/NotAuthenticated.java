package dev.postern.smtp.prelude;

import dev.postern.core.sasl.SaslMechanism;
import dev.postern.core.sasl.SaslRefusal;
import dev.postern.core.session.AttemptRefusal;
import dev.postern.core.session.CloseReason;
import dev.postern.smtp.wire.AuthArgument;
import dev.postern.smtp.wire.ChunkArgument;
import dev.postern.smtp.wire.Command;
import dev.postern.smtp.wire.HelloName;
import dev.postern.smtp.wire.Line;
import dev.postern.smtp.wire.MalformedCommand;
import dev.postern.smtp.wire.SmtpVerb;
import java.util.Optional;
import java.util.Set;

/** The client may send a command. RFC 5321 §3.1, §4.1.4. */
final class NotAuthenticated implements PreludeState {
    /** What answers an error challenge: sent without one (Thunderbird), or too late. */
    private static final Set<String> STRAY_ACKNOWLEDGEMENTS = Set.of("", "*", "AQ==");

    private static final int CRLF = 2;

    private final SmtpPrelude prelude;
    private boolean acknowledgementMayStray;

    NotAuthenticated(SmtpPrelude prelude) {
        this.prelude = prelude;
    }

    /** After an AUTH that failed: its client may still be acknowledging. */
    static NotAuthenticated afterRefusal(SmtpPrelude prelude) {
        NotAuthenticated state = new NotAuthenticated(prelude);
        state.acknowledgementMayStray = true;
        return state;
    }

    @Override
    public boolean takesLines() {
        return true;
    }

    @Override
    public void onLine(Line line) {
        boolean stray = acknowledgementMayStray && STRAY_ACKNOWLEDGEMENTS.contains(line.text());
        acknowledgementMayStray = false;
        if (prelude.allowance().commandsUsedUp()) {
            prelude.end(CloseReason.TOO_MANY_COMMANDS);
        } else if (CrossProtocol.speaks(line.text())) {
            prelude.end(CloseReason.PROTOCOL_VIOLATION);
        } else if (!stray) {
            read(line);
        }
    }

    private void read(Line line) {
        if (line.text().startsWith("PROXY ")) {
            prelude.client().forgery("PROXY header");
        }
        Command command;
        try {
            command = Command.parse(line.text());
        } catch (MalformedCommand malformed) {
            refuse(prelude.replies().malformed());
            return;
        }
        if (line.tooLong() || line.text().length() + CRLF > longest(command)) {
            refuseLength(command);
        } else if (command.verb().isEmpty()) {
            refuse(prelude.replies().unknown());
        } else {
            onCommand(command, command.verb().get());
        }
    }

    /** Only AUTH has a reason to be long: an initial response (RFC 4954 §4). */
    private int longest(Command command) {
        return command.is(SmtpVerb.AUTH)
                ? prelude.limits().responseLength()
                : prelude.limits().lineLength();
    }

    private void refuseLength(Command command) {
        refuse(
                command.is(SmtpVerb.AUTH)
                        ? prelude.replies().refused(SaslRefusal.TOO_LONG)
                        : prelude.replies().lineTooLong());
    }

    private void onCommand(Command command, SmtpVerb verb) {
        if (verb.forwards()) {
            prelude.client().forgery(verb.name());
        }
        try {
            if (verb == SmtpVerb.BDAT) {
                prelude.ignoreChunk(ChunkArgument.parse(command.argument()).size());
            }
            if (!prelude.secure() && !verb.allowedBeforeTls()) {
                prelude.say(prelude.replies().tlsFirst());
            } else if (verb.needsLogin()) {
                prelude.say(prelude.replies().logInFirst());
            } else {
                obey(verb, command);
            }
        } catch (MalformedCommand malformed) {
            refuse(prelude.replies().malformedArgument());
        }
    }

    private void obey(SmtpVerb verb, Command command) throws MalformedCommand {
        switch (verb) {
            case EHLO, HELO -> onHello(verb, command.argument());
            case STARTTLS -> onStartTls(command);
            case AUTH -> onAuth(command.argument());
            case NOOP -> prelude.say(prelude.replies().ok());
            case RSET -> onReset(command);
            case VRFY -> onVerify(command.argument());
            case HELP -> prelude.say(prelude.replies().help());
            case QUIT -> onQuit(command);
            default -> refuse(prelude.replies().notImplemented());
        }
    }

    private void onHello(SmtpVerb verb, String name) {
        if (name.isEmpty()) {
            refuse(prelude.replies().malformedArgument());
        } else if (verb == SmtpVerb.HELO) {
            prelude.greetedPlainly();
            prelude.say(prelude.replies().hello());
        } else {
            prelude.greeted(HelloName.of(name, prelude.client().facts().remoteHost()));
            prelude.say(prelude.replies().hello(prelude.backendExtensions(), prelude.secure()));
        }
    }

    private void onStartTls(Command command) throws MalformedCommand {
        command.noArgument();
        if (prelude.secure()) {
            refuse(prelude.replies().tlsAlready());
        } else if (prelude.bytesBehind()) {
            // RFC 3207 §4.2, §6: no command behind STARTTLS. Whoever put it there may sit in the middle.
            prelude.end(CloseReason.PROTOCOL_VIOLATION);
        } else {
            prelude.become(new StartingTls(prelude));
            prelude.say(prelude.replies().startTls());
            prelude.client().startTls();
        }
    }

    /** {@code "AUTH" SP mechanism [SP initial-response] CRLF}, RFC 4954 §4. */
    private void onAuth(String argument) throws MalformedCommand {
        AuthArgument auth = AuthArgument.parse(argument);
        if (!prelude.knowsExtensions()) {
            refuse(prelude.replies().helloFirst());
            return;
        }
        Optional<SaslMechanism> mechanism = SaslMechanism.named(auth.mechanism());
        if (mechanism.isEmpty()) {
            prelude.client().attemptRefused(auth.mechanism(), AttemptRefusal.UNKNOWN_MECHANISM);
            refuse(prelude.replies().unknownMechanism());
            return;
        }
        new Authentication(prelude, mechanism.get()).begin(auth.initialResponse());
    }

    private void onReset(Command command) throws MalformedCommand {
        command.noArgument();
        prelude.say(prelude.replies().ok());
    }

    private void onVerify(String user) {
        if (user.isEmpty()) {
            refuse(prelude.replies().malformedArgument());
        } else {
            prelude.say(prelude.replies().notVerified());
        }
    }

    private void onQuit(Command command) throws MalformedCommand {
        command.noArgument();
        prelude.become(new Ended());
        prelude.say(prelude.replies().goodbye());
        prelude.client().close(CloseReason.CLIENT_CLOSED);
    }

    private void refuse(String reply) {
        prelude.say(reply);
        if (prelude.allowance().badCommandsUsedUp()) {
            prelude.end(CloseReason.TOO_MANY_COMMANDS);
        }
    }
}
