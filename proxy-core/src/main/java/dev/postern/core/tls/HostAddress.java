package dev.postern.core.tls;

/** Tells a configured host's name from a literal address. */
final class HostAddress {
    private HostAddress() {}

    /** No top-level domain is all digits, and no name holds a colon. */
    static boolean isLiteral(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return host.indexOf(':') >= 0 || (!last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    /** {@code [::1]} becomes {@code ::1}. */
    static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    static String withoutTrailingDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
