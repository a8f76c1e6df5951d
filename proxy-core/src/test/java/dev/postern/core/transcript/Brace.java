package dev.postern.core.transcript;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a transcript line: plain text, or a name with words in braces.
 *
 * @param kind what it stands for
 * @param words what stands behind the name; the text itself for plain text
 */
record Brace(Kind kind, List<String> words) {
    private static final Pattern OCTET = Pattern.compile("x[0-9a-fA-F]{2}");

    enum Kind {
        TEXT(0, 0),
        BASE64(0, Integer.MAX_VALUE),
        REPEAT(2, Integer.MAX_VALUE),
        OAUTHBEARER(1, 2),
        XOAUTH2(2, 2),
        PLAIN(2, 3),
        JSON(1, Integer.MAX_VALUE),
        ANY(0, 0),
        SESSION(0, 0),
        NO_CRLF(0, 0);

        private final int fewest;
        private final int most;

        Kind(int fewest, int most) {
            this.fewest = fewest;
            this.most = most;
        }

        boolean matchesOnly() {
            return this == JSON || this == ANY || this == SESSION;
        }

        private String named() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Brace text(String text) {
        return new Brace(Kind.TEXT, List.of(text));
    }

    static List<Brace> read(String raw) {
        List<Brace> braces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < raw.length(); at++) {
            int end = raw.charAt(at) == '{' ? closing(raw, at) : -1;
            String inside = end < 0 ? "" : raw.substring(at + 1, end);
            Brace brace = of(inside);
            if (brace == null) {
                plain.append(raw.charAt(at));
            } else {
                braces.add(text(plain.toString()));
                plain.setLength(0);
                braces.add(brace);
                at = end;
            }
        }
        if (plain.length() > 0) {
            braces.add(text(plain.toString()));
        }
        return braces;
    }

    private static @Nullable Brace of(String inside) {
        if (OCTET.matcher(inside).matches()) {
            return text(String.valueOf((char) Integer.parseInt(inside.substring(1), 16)));
        }
        String name = inside.split(" ", 2)[0];
        for (Kind kind : Kind.values()) {
            if (kind != Kind.TEXT && kind.named().equals(name)) {
                String rest = inside.substring(Math.min(inside.length(), name.length() + 1));
                List<String> words =
                        rest.isEmpty() ? List.of() : Arrays.asList(flat(rest).split(" ", -1));
                if (words.size() < kind.fewest || words.size() > kind.most) {
                    throw new IllegalArgumentException("wrong number of words in {" + inside + "}");
                }
                return new Brace(kind, words);
            }
        }
        return null;
    }

    /** The text with the braces inside it resolved. */
    private static String flat(String text) {
        StringBuilder octets = new StringBuilder();
        for (Brace brace : read(text)) {
            octets.append(brace.octets(UnaryOperator.identity(), UnaryOperator.identity()));
        }
        return octets.toString();
    }

    private static int closing(String raw, int opening) {
        int depth = 0;
        for (int at = opening; at < raw.length(); at++) {
            depth += raw.charAt(at) == '{' ? 1 : raw.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return -1;
    }

    String octets(UnaryOperator<String> token, UnaryOperator<String> tokensWithin) {
        String all = String.join(" ", words);
        return switch (kind) {
            case TEXT -> all;
            case BASE64 -> TranscriptText.base64(tokensWithin.apply(all));
            case REPEAT -> all.substring(words.get(0).length() + 1).repeat(Integer.parseInt(words.get(0)));
            case OAUTHBEARER -> oauthbearer(token);
            case XOAUTH2 ->
                TranscriptText.base64(
                        "user=" + words.get(0) + "\u0001auth=Bearer " + token.apply(words.get(1)) + "\u0001\u0001");
            case PLAIN -> {
                String authorization = words.size() == 3 ? words.get(0) : "";
                List<String> rest = words.subList(words.size() - 2, words.size());
                yield TranscriptText.base64(authorization + "\0" + rest.get(0) + "\0" + rest.get(1));
            }
            case JSON, ANY, SESSION, NO_CRLF -> throw new IllegalStateException("{" + kind.named() + "} is no octets");
        };
    }

    private String oauthbearer(UnaryOperator<String> token) {
        // RFC 5801 §4: "=" and "," of an authorization identity are escaped in the gs2 header.
        String identity =
                words.size() == 1 ? "" : "a=" + words.get(0).replace("=", "=3D").replace(",", "=2C");
        String bearer = token.apply(words.get(words.size() - 1));
        return TranscriptText.base64("n," + identity + ",\u0001auth=Bearer " + bearer + "\u0001\u0001");
    }

    String regex(String session) {
        return switch (kind) {
            case JSON -> "([A-Za-z0-9+/]+=*)";
            case ANY -> ".*";
            case SESSION -> Pattern.quote(session);
            case TEXT, BASE64, REPEAT, OAUTHBEARER, XOAUTH2, PLAIN, NO_CRLF ->
                Pattern.quote(octets(UnaryOperator.identity(), UnaryOperator.identity()));
        };
    }
}
