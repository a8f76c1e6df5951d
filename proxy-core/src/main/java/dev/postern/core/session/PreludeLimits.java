package dev.postern.core.session;

/**
 * What a client may ask of us before it has logged in; the same for both protocols.
 *
 * @param attempts SASL exchanges that fail, per connection
 * @param commands commands in all, per connection
 * @param badCommands commands that are unknown or malformed, per connection
 * @param lineLength octets of an ordinary command line with its CRLF
 * @param responseLength octets of a line that carries a SASL response
 * @param literalLength octets of one literal (IMAP)
 */
public record PreludeLimits(
        int attempts, int commands, int badCommands, int lineLength, int responseLength, int literalLength) {
    /** 3 attempts, 50 commands, 5 bad ones, 8 KiB lines, 32 KiB of base64 and a command around it, 4 KiB literals. */
    public static final PreludeLimits STANDARD = new PreludeLimits(3, 50, 5, 8192, 44 * 1024, 4096);
}
