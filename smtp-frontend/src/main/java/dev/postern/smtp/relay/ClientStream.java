package dev.postern.smtp.relay;

import dev.postern.core.session.RelayGate;
import dev.postern.smtp.wire.ChunkArgument;
import dev.postern.smtp.wire.Command;
import dev.postern.smtp.wire.Line;
import dev.postern.smtp.wire.LineCutter;
import dev.postern.smtp.wire.MalformedCommand;
import dev.postern.smtp.wire.SmtpReplies;
import dev.postern.smtp.wire.SmtpVerb;
import dev.postern.smtp.wire.TooLong;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the client sends: commands, messages and chunks, each followed from its beginning to its end. */
final class ClientStream {
    /**
     * Octets of a command with its CRLF: RFC 5321 §4.5.3.1.4 and all extensions' parameters, and below the 2048 of
     * Postfix, so that we and not the backend say where a line ends.
     */
    private static final int LONGEST_COMMAND = 2000;
    /** Octets behind DATA before the backend has answered it; RFC 2920 §3.1 allows none. */
    private static final int MOST_HELD = 64 * 1024;

    /** What the next octets are. */
    private enum Next {
        COMMAND,
        /** Commands or a message: the reply to DATA decides. */
        UNDECIDED,
        MESSAGE,
        CHUNK,
        /** A chunk that the backend has not asked for. */
        REFUSED_CHUNK
    }

    private final CommandPolicy policy;
    private final SmtpReplies replies;
    private final OpenCommands open;
    private final LineCutter cutter = new LineCutter(LONGEST_COMMAND);
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);
    private Next next = Next.COMMAND;
    private MessageData message = new MessageData();
    private long chunkLeft;
    private boolean chunking;
    private boolean leaving;

    ClientStream(SmtpReplies replies, OpenCommands open) {
        this.replies = replies;
        this.policy = new CommandPolicy(replies);
        this.open = open;
    }

    /** Consumes it all. */
    void onBytes(ByteBuffer bytes, RelayGate.Sides sides) throws GateViolation {
        Passage passage = new Passage(bytes, sides);
        while (bytes.hasRemaining()) {
            switch (next) {
                case COMMAND -> onCommandBytes(bytes, passage, sides);
                case UNDECIDED -> hold(bytes, passage);
                case MESSAGE -> onMessageBytes(bytes, passage);
                case CHUNK, REFUSED_CHUNK -> onChunkBytes(bytes, passage);
            }
        }
        passage.flush();
    }

    // ---- commands

    private void onCommandBytes(ByteBuffer bytes, Passage passage, RelayGate.Sides sides) throws GateViolation {
        int start = bytes.position();
        boolean begunEarlier = !cutter.atLineStart();
        Optional<Line> line = cut(bytes);
        if (line.isEmpty()) {
            passage.dropFrom(start);
            return;
        }
        CommandPolicy.Decision decision = policy.on(line.get());
        decision.command().verb().filter(SmtpVerb::forwards).ifPresent(verb -> sides.forgery(verb.name()));
        String refusal = decision.passes() ? onCommand(decision.command()) : decision.refusal();
        if (!refusal.isEmpty()) {
            passage.dropFrom(start);
            open.add(Awaited.ours(refusal));
        } else if (begunEarlier) {
            byte[] whole = (line.get().text() + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
            passage.replace(start, bytes.position(), whole);
        }
        if (open.tooMany()) {
            throw new GateViolation("too many commands ahead of their replies");
        }
    }

    private Optional<Line> cut(ByteBuffer bytes) throws GateViolation {
        try {
            return cutter.take(bytes);
        } catch (TooLong tooLong) {
            throw new GateViolation("command line without end");
        }
    }

    /** Follows a command that may pass; our words where its argument forbids it after all. */
    private String onCommand(Command command) {
        SmtpVerb verb = command.verb().orElseThrow();
        switch (verb) {
            case EHLO, HELO -> open.add(Awaited.of(Awaited.Kind.HELLO));
            case MAIL -> open.add(Awaited.of(Awaited.Kind.MAIL));
            case RSET -> open.add(Awaited.of(Awaited.Kind.RESET));
            case DATA -> {
                open.add(Awaited.of(Awaited.Kind.DATA));
                next = Next.UNDECIDED;
            }
            case BDAT -> {
                return onChunk(command.argument());
            }
            default -> {
                leaving |= verb == SmtpVerb.QUIT;
                open.add(Awaited.of(Awaited.Kind.ANY));
            }
        }
        return "";
    }

    /** RFC 3030 §2: so many octets follow, whatever the backend answers; one that knows no BDAT would obey them. */
    private String onChunk(String argument) {
        ChunkArgument chunk;
        try {
            chunk = ChunkArgument.parse(argument);
        } catch (MalformedCommand malformed) {
            return replies.malformedArgument();
        }
        chunkLeft = chunk.size();
        if (chunkLeft > 0) {
            next = chunking ? Next.CHUNK : Next.REFUSED_CHUNK;
        }
        if (!chunking) {
            return replies.notImplemented();
        }
        open.add(Awaited.of(chunk.last() ? Awaited.Kind.MESSAGE : Awaited.Kind.ANY));
        return "";
    }

    // ---- content

    private void onMessageBytes(ByteBuffer bytes, Passage passage) {
        if (message.takes(bytes, passage)) {
            next = Next.COMMAND;
            open.add(Awaited.of(Awaited.Kind.MESSAGE));
        }
    }

    private void onChunkBytes(ByteBuffer bytes, Passage passage) {
        int start = bytes.position();
        int taken = (int) Math.min(chunkLeft, bytes.remaining());
        bytes.position(start + taken);
        chunkLeft -= taken;
        if (next == Next.REFUSED_CHUNK) {
            passage.dropFrom(start);
        }
        if (chunkLeft == 0) {
            next = Next.COMMAND;
        }
    }

    // ---- behind DATA

    private void hold(ByteBuffer bytes, Passage passage) throws GateViolation {
        if (held.size() + bytes.remaining() > MOST_HELD) {
            throw new GateViolation("too much behind DATA ahead of its reply");
        }
        int start = bytes.position();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        held.writeBytes(copy);
        passage.dropFrom(start);
    }

    /** RFC 5321 §4.1.1.4: content follows only where the backend has said 354; else what follows are commands. */
    void onDataReply(boolean goAhead, RelayGate.Sides sides) throws GateViolation {
        next = goAhead ? Next.MESSAGE : Next.COMMAND;
        message = new MessageData();
        byte[] waiting = held.toByteArray();
        held.reset();
        onBytes(ByteBuffer.wrap(waiting), sides);
    }

    // ---- what others need to know

    /** The backend has answered EHLO: whether it counts octets behind BDAT. */
    void chunking(boolean offered) {
        chunking = offered;
    }

    boolean atCommandStart() {
        return next == Next.COMMAND && cutter.atLineStart();
    }

    boolean leaving() {
        return leaving;
    }
}
