package dev.postern.imap.prelude;

import dev.postern.core.sasl.SaslMechanism;
import dev.postern.core.session.AttemptRefusal;
import dev.postern.core.session.CloseReason;
import dev.postern.imap.wire.CommandCutter;
import dev.postern.imap.wire.CommandReader;
import dev.postern.imap.wire.CommandText;
import dev.postern.imap.wire.IdParameters;
import dev.postern.imap.wire.ImapReplies;
import dev.postern.imap.wire.ImapVerb;
import dev.postern.imap.wire.MalformedCommand;
import dev.postern.imap.wire.Tag;
import dev.postern.imap.wire.TooLong;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The client may send a command. RFC 9051 §3.1. */
final class NotAuthenticated implements PreludeState {
    private final ImapPrelude prelude;
    private final CommandCutter cutter;

    NotAuthenticated(ImapPrelude prelude) {
        this.prelude = prelude;
        this.cutter = new CommandCutter(
                prelude.limits().responseLength(), prelude.limits().literalLength(), this::literalWelcome);
    }

    @Override
    public boolean takesBytes() {
        return true;
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        Optional<CommandText> text;
        try {
            text = cutter.take(bytes);
        } catch (TooLong tooLong) {
            prelude.end(CloseReason.PROTOCOL_VIOLATION);
            return;
        }
        if (text.isPresent()) {
            onText(text.get(), bytes);
        }
    }

    private void onText(CommandText text, ByteBuffer behind) {
        if (prelude.allowance().commandsUsedUp()) {
            prelude.end(CloseReason.TOO_MANY_COMMANDS);
        } else if (CrossProtocol.speaks(text)) {
            prelude.end(CloseReason.PROTOCOL_VIOLATION);
        } else if (!text.blank()) {
            onCommand(text, behind);
        }
    }

    private void onCommand(CommandText text, ByteBuffer behind) {
        CommandReader reader = new CommandReader(text);
        Tag tag;
        try {
            tag = Tag.read(reader);
        } catch (MalformedCommand malformed) {
            refuse(ImapReplies.malformed());
            return;
        }
        try {
            if (tag.text().equals("PROXY")) {
                prelude.client().forgery("PROXY header");
            }
            reader.space();
            Optional<ImapVerb> verb = ImapVerb.named(reader.atom());
            if (text.lines().get(0).length() > longest(verb)) {
                prelude.end(CloseReason.PROTOCOL_VIOLATION);
            } else if (verb.isEmpty()) {
                refuse(ImapReplies.unknown(tag));
            } else if (verb.get().needsLogin()) {
                refuse(ImapReplies.logInFirst(tag));
            } else {
                obey(tag, verb.get(), reader, behind);
            }
        } catch (MalformedCommand malformed) {
            refuse(ImapReplies.malformed(tag, malformed));
        }
    }

    /** Only AUTHENTICATE has a reason to be long: an initial response (RFC 4959 §3). */
    private int longest(Optional<ImapVerb> verb) {
        return verb.filter(ImapVerb.AUTHENTICATE::equals).isPresent()
                ? prelude.limits().responseLength()
                : prelude.limits().lineLength();
    }

    private void obey(Tag tag, ImapVerb verb, CommandReader arguments, ByteBuffer behind) throws MalformedCommand {
        switch (verb) {
            case CAPABILITY -> onCapability(tag, arguments);
            case NOOP -> onNoop(tag, arguments);
            case ID -> onId(tag, arguments);
            case LOGOUT -> onLogout(tag, arguments);
            case STARTTLS -> onStartTls(tag, arguments, behind);
            case AUTHENTICATE -> onAuthenticate(tag, arguments);
            // Its arguments are nobody's business: a literal in them was never asked for.
            case LOGIN -> onLogin(tag);
            default -> throw new IllegalStateException("no way to obey " + verb);
        }
    }

    private void onCapability(Tag tag, CommandReader arguments) throws MalformedCommand {
        arguments.end();
        prelude.rememberCapabilityAsked();
        prelude.say(ImapReplies.capability(prelude.offered()));
        prelude.say(ImapReplies.completed(tag, ImapVerb.CAPABILITY));
    }

    private void onNoop(Tag tag, CommandReader arguments) throws MalformedCommand {
        arguments.end();
        prelude.say(ImapReplies.completed(tag, ImapVerb.NOOP));
    }

    private void onId(Tag tag, CommandReader arguments) throws MalformedCommand {
        // Read for its grammar only: nothing that a client says of itself here reaches a backend.
        if (IdParameters.read(arguments).forwards()) {
            prelude.client().forgery("ID");
        }
        prelude.say(ImapReplies.id());
        prelude.say(ImapReplies.completed(tag, ImapVerb.ID));
    }

    private void onLogout(Tag tag, CommandReader arguments) throws MalformedCommand {
        arguments.end();
        prelude.become(new Ended());
        // RFC 9051 §6.1.3: BYE before OK.
        prelude.say(ImapReplies.logout());
        prelude.say(ImapReplies.completed(tag, ImapVerb.LOGOUT));
        prelude.client().close(CloseReason.CLIENT_CLOSED);
    }

    private void onStartTls(Tag tag, CommandReader arguments, ByteBuffer behind) throws MalformedCommand {
        arguments.end();
        if (prelude.secure()) {
            refuse(ImapReplies.alreadyTls(tag));
        } else if (behind.hasRemaining()) {
            // RFC 9051 §6.2.1: no command behind STARTTLS. Whoever put it there may sit in the middle.
            prelude.say(ImapReplies.bytesBehindStartTls(tag));
            prelude.end(CloseReason.PROTOCOL_VIOLATION);
        } else {
            prelude.become(new StartingTls(prelude));
            prelude.say(ImapReplies.beginTls(tag));
            prelude.client().startTls();
        }
    }

    /** Somebody's program tries a password: told as AUTHENTICATE PLAIN would be. */
    private void onLogin(Tag tag) {
        if (prelude.secure()) {
            prelude.client().attemptRefused(ImapVerb.LOGIN.name(), AttemptRefusal.UNKNOWN_MECHANISM);
            refuse(ImapReplies.loginDisabled(tag));
        } else {
            prelude.say(ImapReplies.tlsFirst(tag));
        }
    }

    /** {@code authenticate = "AUTHENTICATE" SP auth-type [SP initial-resp] *(CRLF base64)}. */
    private void onAuthenticate(Tag tag, CommandReader arguments) throws MalformedCommand {
        arguments.space();
        String name = arguments.atom();
        String initialResponse = arguments.skips(' ') ? arguments.rest() : null;
        arguments.end();
        if (!prelude.secure()) {
            prelude.say(ImapReplies.tlsFirst(tag));
            return;
        }
        Optional<SaslMechanism> mechanism = SaslMechanism.named(name);
        if (mechanism.isEmpty()) {
            prelude.client().attemptRefused(name, AttemptRefusal.UNKNOWN_MECHANISM);
            refuse(ImapReplies.unknownMechanism(tag));
            return;
        }
        new Authentication(prelude, tag, mechanism.get()).begin(initialResponse);
    }

    private void refuse(String reply) {
        prelude.say(reply);
        if (prelude.allowance().badCommandsUsedUp()) {
            prelude.end(CloseReason.TOO_MANY_COMMANDS);
        }
    }

    /** Only ID takes strings before login; any other command is refused without its literal, so LOGIN keeps its password. */
    private boolean literalWelcome(CommandText begun) {
        CommandReader reader = new CommandReader(begun);
        try {
            Tag.read(reader);
            reader.space();
            if (ImapVerb.named(reader.atom()).filter(ImapVerb.ID::equals).isEmpty()) {
                return false;
            }
        } catch (MalformedCommand malformed) {
            return false;
        }
        prelude.say(ImapReplies.goAhead());
        return true;
    }
}
