package dev.postern.cli.control;

import dev.postern.cli.ExitCode;
import dev.postern.core.token.json.JsonReader;
import dev.postern.core.token.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the control socket has answered.
 *
 * @param status of HTTP
 * @param text the JSON text, as it came
 * @param json the same, read
 */
record ControlReply(int status, String text, Map<String, Object> json) {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})\\b.*", Pattern.DOTALL);

    /** Null where it is not Postern that has answered. */
    static @Nullable ControlReply parse(byte[] octets) {
        String all = new String(octets, StandardCharsets.UTF_8);
        int end = all.indexOf("\r\n\r\n");
        Matcher head = STATUS_LINE.matcher(end < 0 ? "" : all.substring(0, end));
        if (!head.matches() || !head.group().toLowerCase(Locale.ROOT).contains("\r\nserver: postern")) {
            return null;
        }
        String body = all.substring(end + 4);
        try {
            return new ControlReply(Integer.parseInt(head.group(1)), body, JsonReader.object(body));
        } catch (MalformedJson cutOff) {
            return null;
        }
    }

    boolean good() {
        return status < 300;
    }

    /** What a refusal means to scripts. RFC 9110 §15.5.1: 400 is a question that was wrong. */
    int exitCode() {
        return status == 400 ? ExitCode.USAGE : ExitCode.FAILURE;
    }

    String error() {
        return String.valueOf(json.getOrDefault("error", "status " + status));
    }
}
