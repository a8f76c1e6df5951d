package dev.postern.core.route;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Knows an HTTP request that came to a port of TLS, and the answer to it. */
public final class PlainHttp {
    /** What the first octets of a connection turned out to be. */
    public enum Reading {
        REQUEST,
        /** It may become one. */
        NEED_MORE,
        SOMETHING_ELSE
    }

    /** RFC 9110 §9.3, and PATCH, which browsers send too. */
    private static final List<String> METHODS =
            List.of("GET ", "HEAD ", "POST ", "PUT ", "DELETE ", "CONNECT ", "OPTIONS ", "TRACE ", "PATCH ");

    private static final String BODY = "This port speaks TLS. Use https.\n";
    private static final String ANSWER = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: "
            + BODY.length() + "\r\nConnection: close\r\n\r\n" + BODY;

    private PlainHttp() {}

    /** Looks at what has come so far, and consumes nothing. */
    public static Reading read(ByteBuffer received) {
        int longest = METHODS.stream().mapToInt(String::length).max().orElseThrow();
        ByteBuffer start = received.slice().limit(Math.min(longest, received.remaining()));
        String text = StandardCharsets.ISO_8859_1.decode(start).toString();
        if (METHODS.stream().anyMatch(text::startsWith)) {
            return Reading.REQUEST;
        }
        return METHODS.stream().anyMatch(method -> method.startsWith(text))
                ? Reading.NEED_MORE
                : Reading.SOMETHING_ELSE;
    }

    /** RFC 9110 §15.5.1, without anything of the request. */
    public static ByteBuffer answer() {
        return ByteBuffer.wrap(ANSWER.getBytes(StandardCharsets.US_ASCII));
    }
}
