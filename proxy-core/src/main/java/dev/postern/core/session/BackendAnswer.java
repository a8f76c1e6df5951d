package dev.postern.core.session;

import java.util.List;

/**
 * The last words of a backend before relaying, without line ends, each char one octet.
 *
 * @param preceding untagged lines before the completion (IMAP), or a probe's features
 * @param completion the line that says yes, without tag: {@code OK [CAPABILITY …] Logged in}, {@code 235 2.7.0 …}
 */
public record BackendAnswer(List<String> preceding, String completion) {
    public BackendAnswer {
        preceding = List.copyOf(preceding);
    }
}
