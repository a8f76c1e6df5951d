package dev.postern.smtp.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What an EHLO reply offers: keywords in capitals, each with its parameters. RFC 5321 §4.1.1.1. */
public final class Extensions {
    /** Where nobody has told yet: what a mail server has had for decades. */
    private static final List<String> MINIMUM = List.of("8BITMIME", "ENHANCEDSTATUSCODES");

    /** What may be offered to a client: nothing that speaks of trust, of other hosts, or of a login at the backend. */
    private static final Set<String> FOR_CLIENTS = Set.of(
            "PIPELINING", "SIZE", "8BITMIME", "DSN", "ENHANCEDSTATUSCODES", "SMTPUTF8", "CHUNKING", "BINARYMIME");

    private static final int LONGEST_KEYWORD = 64;

    private final Map<String, String> parameters;

    private Extensions(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** From a reply's texts; the first one is a greeting. */
    public static Extensions of(Reply reply) {
        return of(reply.texts().subList(1, reply.texts().size()));
    }

    /** From lines such as {@code SIZE 10240000}. */
    public static Extensions of(List<String> lines) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String line : lines) {
            // Quirk of servers that please old clients: "AUTH=LOGIN PLAIN" beside, or instead of, "AUTH LOGIN PLAIN".
            String usual = line.regionMatches(true, 0, "AUTH=", 0, 5) ? "AUTH " + line.substring(5) : line;
            int space = usual.indexOf(' ');
            String keyword = (space < 0 ? usual : usual.substring(0, space)).toUpperCase(Locale.ROOT);
            String parameter = space < 0 ? "" : usual.substring(space + 1).strip();
            if (!keyword.isEmpty() && keyword.length() <= LONGEST_KEYWORD) {
                parameters.putIfAbsent(keyword, parameter);
            }
        }
        return new Extensions(parameters);
    }

    public boolean offers(String keyword) {
        return parameters.containsKey(keyword);
    }

    /** True where the keyword's parameters contain this word. */
    public boolean offers(String keyword, String parameter) {
        return words(keyword).contains(parameter);
    }

    /** The keyword's parameters, in capitals; none where it is not offered. */
    public List<String> words(String keyword) {
        return List.of(
                parameters.getOrDefault(keyword, "").toUpperCase(Locale.ROOT).split(" +"));
    }

    /** As lines, in the backend's order. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        parameters.forEach((keyword, parameter) -> lines.add(line(keyword, parameter)));
        return lines;
    }

    /** What a client that has logged in may use. */
    public List<String> forClients() {
        List<String> lines = new ArrayList<>();
        parameters.forEach((keyword, parameter) -> {
            // RFC 3030 §3: BINARYMIME without CHUNKING has no way to travel.
            if (FOR_CLIENTS.contains(keyword) && (!keyword.equals("BINARYMIME") || offers("CHUNKING"))) {
                lines.add(line(keyword, keyword.equals("SIZE") ? digits(parameter) : ""));
            }
        });
        return lines;
    }

    /**
     * What a client may look forward to before it has logged in.
     *
     * <p>CHUNKING only later: whether octets behind BDAT are data is decided by what the session's own backend has
     * offered, not by what a probe has once heard.
     */
    public List<String> beforeLogin() {
        List<String> lines = new ArrayList<>(parameters.isEmpty() ? MINIMUM : forClients());
        lines.removeAll(List.of("CHUNKING", "BINARYMIME"));
        return lines;
    }

    private static String line(String keyword, String parameter) {
        return parameter.isEmpty() ? keyword : keyword + " " + parameter;
    }

    /** RFC 1870 §4: {@code size-value = 1*20DIGIT}; anything else is left out. */
    private static String digits(String parameter) {
        return parameter.matches("[0-9]{1,20}") ? parameter : "";
    }
}
