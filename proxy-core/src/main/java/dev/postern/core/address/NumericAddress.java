package dev.postern.core.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses that are spelled out. Names are never looked up. */
final class NumericAddress {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:][0-9A-Fa-f:.]{1,44}");

    private NumericAddress() {}

    /** Four decimals without leading zeros. */
    static Optional<InetAddress> version4(String text) {
        return IPV4.matcher(text).matches() ? read(text) : Optional.empty();
    }

    /** RFC 4291 §2.2, without a zone; an IPv4-mapped address (§2.5.5.2) is the IPv4 address that it stands for. */
    static Optional<InetAddress> version6(String text) {
        return IPV6.matcher(text).matches() ? read(text) : Optional.empty();
    }

    private static Optional<InetAddress> read(String literal) {
        try {
            // What has a colon, or is four decimals, is a literal or an error to this method: it asks nobody.
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}
