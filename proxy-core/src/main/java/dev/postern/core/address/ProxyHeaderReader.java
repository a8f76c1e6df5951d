package dev.postern.core.address;

import dev.postern.core.address.ProxyHeaderReading.Complete;
import dev.postern.core.address.ProxyHeaderReading.Unfinished;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the PROXY protocol header with which a connection begins, of either version. Total: any octets have an answer,
 * and whatever is longer than a header may be has another one than "more".
 */
public final class ProxyHeaderReader {
    /** PROXY protocol §2.1: "the maximum line lengths the receiver must support", CRLF included. */
    private static final int LONGEST_VERSION_1 = 107;
    /** Ours: twice what §2 expects in one segment, for the TLVs of those who add many. */
    private static final int LONGEST_VERSION_2 = 1024;

    private static final byte[] PREFIX = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final int FIXED = 16;
    private static final int VERSION_AND_COMMAND = 12;
    private static final int FAMILY = 13;
    private static final int LENGTH = 14;
    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;
    private static final int UNSPECIFIED = 0x00;
    private static final int TCP_OVER_IPV4 = 0x11;
    private static final int TCP_OVER_IPV6 = 0x21;
    private static final int IPV4_OCTETS = 4;
    private static final int IPV6_OCTETS = 16;
    private static final int TLV_HEAD = 3;

    private ProxyHeaderReader() {}

    /** Looks at what has come so far, from position to limit, and consumes nothing. */
    public static ProxyHeaderReading read(ByteBuffer received) {
        ByteBuffer octets = received.slice();
        if (!octets.hasRemaining()) {
            return Unfinished.NEED_MORE;
        }
        boolean binary = octets.get(0) == ProxyHeader.SIGNATURE[0];
        byte[] beginning = binary ? ProxyHeader.SIGNATURE : PREFIX;
        int compared = Math.min(beginning.length, octets.remaining());
        for (int i = 0; i < compared; i++) {
            if (octets.get(i) != beginning[i]) {
                return Unfinished.ABSENT;
            }
        }
        if (compared < beginning.length) {
            return Unfinished.NEED_MORE;
        }
        return binary ? version2(octets) : version1(octets);
    }

    // ---- text

    private static ProxyHeaderReading version1(ByteBuffer octets) {
        int end = 0;
        while (end < octets.limit() && octets.get(end) != '\n') {
            end++;
        }
        if (end >= LONGEST_VERSION_1) {
            return Unfinished.TOO_LONG;
        }
        if (end == octets.limit()) {
            return Unfinished.NEED_MORE;
        }
        if (octets.get(end - 1) != '\r') {
            return Unfinished.MALFORMED;
        }
        ByteBuffer line = octets.slice().limit(end - 1);
        return fields(StandardCharsets.ISO_8859_1.decode(line).toString().split(" ", -1), end + 1);
    }

    /** {@code PROXY TCP4 source destination source-port destination-port}, one space each. */
    private static ProxyHeaderReading fields(String[] fields, int length) {
        if (fields[1].equals("UNKNOWN")) {
            // §2.1: "the receiver must ignore anything presented before the CRLF".
            return new Complete(length, Optional.empty());
        }
        boolean ipv6 = fields[1].equals("TCP6");
        if (fields.length != 6 || !(ipv6 || fields[1].equals("TCP4"))) {
            return Unfinished.MALFORMED;
        }
        Optional<InetSocketAddress> client = end(ipv6, fields[2], fields[4]);
        Optional<InetSocketAddress> server = end(ipv6, fields[3], fields[5]);
        return client.isEmpty() || server.isEmpty()
                ? Unfinished.MALFORMED
                : complete(length, new Ends(client.get(), server.get()));
    }

    private static Optional<InetSocketAddress> end(boolean ipv6, String address, String port) {
        if (!port.matches("0|[1-9][0-9]{0,4}") || Integer.parseInt(port) > 0xffff) {
            return Optional.empty();
        }
        return (ipv6 ? NumericAddress.version6(address) : NumericAddress.version4(address))
                .map(host -> new InetSocketAddress(host, Integer.parseInt(port)));
    }

    private static ProxyHeaderReading complete(int length, Ends ends) {
        return ends.ofOneFamily() ? new Complete(length, Optional.of(ends)) : Unfinished.MALFORMED;
    }

    // ---- binary

    private static ProxyHeaderReading version2(ByteBuffer octets) {
        if (octets.limit() < FIXED) {
            return Unfinished.NEED_MORE;
        }
        int command = octets.get(VERSION_AND_COMMAND) & 0xff;
        if (command != LOCAL && command != PROXY) {
            return Unfinished.MALFORMED;
        }
        int length = FIXED + (octets.getShort(LENGTH) & 0xffff);
        if (length > LONGEST_VERSION_2) {
            return Unfinished.TOO_LONG;
        }
        if (octets.limit() < length) {
            return Unfinished.NEED_MORE;
        }
        int family = octets.get(FAMILY) & 0xff;
        if (command == LOCAL || family == UNSPECIFIED) {
            // §2.2: a health check of the proxy's own, or a client that it can say nothing of; the rest is to be
            // ignored.
            return new Complete(length, Optional.empty());
        }
        return switch (family) {
            case TCP_OVER_IPV4 -> addresses(octets, length, IPV4_OCTETS);
            case TCP_OVER_IPV6 -> addresses(octets, length, IPV6_OCTETS);
            default -> Unfinished.MALFORMED; // Datagrams and Unix sockets do not come here by TCP.
        };
    }

    private static ProxyHeaderReading addresses(ByteBuffer octets, int length, int size) {
        int ports = FIXED + 2 * size;
        int end = ports + 2 * Short.BYTES;
        if (length < end || !soundTlvs(octets, end, length)) {
            return Unfinished.MALFORMED;
        }
        return complete(
                length,
                new Ends(
                        new InetSocketAddress(address(octets, FIXED, size), octets.getShort(ports) & 0xffff),
                        new InetSocketAddress(
                                address(octets, FIXED + size, size), octets.getShort(ports + Short.BYTES) & 0xffff)));
    }

    /** §2.2.7: type, length, value; none is looked into, the checksum neither, but all must lie within the header. */
    private static boolean soundTlvs(ByteBuffer octets, int from, int end) {
        int at = from;
        while (end - at >= TLV_HEAD) {
            at += TLV_HEAD + (octets.getShort(at + 1) & 0xffff);
        }
        return at == end;
    }

    private static InetAddress address(ByteBuffer octets, int from, int size) {
        byte[] address = new byte[size];
        octets.get(from, address);
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("as many octets as an address has", impossible);
        }
    }
}
