package dev.postern.smtp.wire;

/**
 * One line of a peer.
 *
 * @param text without its CRLF, each char one octet; only the beginning of a line that was too long
 * @param tooLong whether the limit has cut it
 */
public record Line(String text, boolean tooLong) {
    /** Redacted: a line may hold a token. */
    @Override
    public String toString() {
        return "Line[" + text.length() + " octets]";
    }
}
