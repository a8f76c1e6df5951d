package dev.postern.core.transcript;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of one transcript line: octets to send or a pattern to match, each char one octet.
 *
 * <p>Braces with a name that {@link Brace} does not know stand for themselves, so IMAP literals can be written down.
 */
public final class TranscriptText {
    private static final Pattern BEARER = Pattern.compile("(?<=Bearer )[a-z-]+");

    private final String raw;
    private final List<Brace> braces;
    private final boolean endsLine;

    private TranscriptText(String raw, List<Brace> braces, boolean endsLine) {
        this.raw = raw;
        this.braces = braces;
        this.endsLine = endsLine;
    }

    /**
     * Reads the text behind a mark.
     *
     * @throws IllegalArgumentException where a brace lacks its words
     */
    static TranscriptText parse(String raw) {
        List<Brace> braces = Brace.read(raw);
        Brace last = braces.isEmpty() ? Brace.text("") : braces.get(braces.size() - 1);
        boolean endsLine = last.kind() != Brace.Kind.NO_CRLF;
        return new TranscriptText(raw, endsLine ? braces : braces.subList(0, braces.size() - 1), endsLine);
    }

    /** True unless the text ends in {@code {no-crlf}}. */
    public boolean endsLine() {
        return endsLine;
    }

    /** True where the text has braces that only matching understands. */
    boolean matchesOnly() {
        return braces.stream().anyMatch(brace -> brace.kind().matchesOnly());
    }

    /** What goes over the wire, line end included. Tokens are named in the file; the operator gives the real ones. */
    public String octets(UnaryOperator<String> tokens) {
        StringBuilder octets = new StringBuilder();
        for (Brace brace : braces) {
            octets.append(brace.octets(token -> tokens.apply(token), text -> withTokens(text, tokens)));
        }
        return endsLine ? octets.append("\r\n").toString() : octets.toString();
    }

    /** True where the line, without its line end, is what this text describes. */
    public boolean matches(String line, String session) {
        StringBuilder regex = new StringBuilder();
        List<Brace> objects = new ArrayList<>();
        for (Brace brace : braces) {
            if (brace.kind() == Brace.Kind.JSON) {
                objects.add(brace);
            }
            regex.append(brace.regex(session));
        }
        Matcher matcher = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(line);
        if (!matcher.matches()) {
            return false;
        }
        for (int i = 0; i < objects.size(); i++) {
            if (!JsonChallenge.contains(matcher.group(i + 1), objects.get(i).words())) {
                return false;
            }
        }
        return true;
    }

    /** The same text with some words replaced, where a run has other addresses than the file. */
    public TranscriptText with(UnaryOperator<String> replacement) {
        return parse(replacement.apply(raw));
    }

    static String base64(String octets) {
        return Base64.getEncoder().encodeToString(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String withTokens(String text, UnaryOperator<String> tokens) {
        return BEARER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(tokens.apply(found.group())));
    }

    /** As it stands in the file. */
    @Override
    public String toString() {
        return raw;
    }
}
