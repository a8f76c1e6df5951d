package dev.postern.smtp.wire;

/**
 * What stands behind BDAT. RFC 3030 §2.
 *
 * @param size octets that follow the command line
 * @param last whether they end the message
 */
public record ChunkArgument(long size, boolean last) {
    /** More digits than any message has octets, and few enough for a long. */
    private static final int MOST_DIGITS = 15;

    /**
     * Reads {@code chunk-size [SP end-marker]}; no other spelling, so that no server can count differently.
     *
     * <pre>
     * chunk-size = 1*DIGIT
     * end-marker = "LAST"
     * </pre>
     */
    public static ChunkArgument parse(String argument) throws MalformedCommand {
        int space = argument.indexOf(' ');
        String digits = space < 0 ? argument : argument.substring(0, space);
        boolean last = space >= 0 && argument.substring(space + 1).equalsIgnoreCase("LAST");
        boolean number = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || (space >= 0 && !last)) {
            throw new MalformedCommand("BDAT takes a size and perhaps LAST");
        }
        return new ChunkArgument(Long.parseLong(digits), last);
    }
}
