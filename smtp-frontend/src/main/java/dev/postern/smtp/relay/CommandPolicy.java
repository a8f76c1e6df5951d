package dev.postern.smtp.relay;

import dev.postern.smtp.wire.Command;
import dev.postern.smtp.wire.Line;
import dev.postern.smtp.wire.MalformedCommand;
import dev.postern.smtp.wire.SmtpReplies;
import dev.postern.smtp.wire.SmtpVerb;

/** What a client that has logged in may say to the backend: the commands that send mail, and no other. */
final class CommandPolicy {
    private final SmtpReplies replies;

    CommandPolicy(SmtpReplies replies) {
        this.replies = replies;
    }

    /** A command that may pass, or our words in place of the backend's. */
    record Decision(Command command, String refusal) {
        boolean passes() {
            return refusal.isEmpty();
        }
    }

    Decision on(Line line) {
        try {
            Command command = Command.parse(line.text());
            return new Decision(command, line.tooLong() ? replies.lineTooLong() : refusal(command));
        } catch (MalformedCommand malformed) {
            return new Decision(Command.NONE, replies.malformed());
        }
    }

    /**
     * A list of what is allowed: a backend knows commands that we do not, and believes more of us than of a client.
     * White space before a verb, which some backends skip, makes it another word here.
     */
    private String refusal(Command command) {
        if (command.verb().isEmpty()) {
            return replies.unknown();
        }
        SmtpVerb verb = command.verb().get();
        if (verb.relayed()) {
            return "";
        }
        return switch (verb) {
            case AUTH -> replies.authenticatedAlready();
            case STARTTLS -> replies.tlsAlready();
            default -> replies.notImplemented();
        };
    }
}
