package dev.postern.core.address;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes the PROXY protocol header that tells a server behind us the client's address.
 *
 * <p>Without TLVs: Dovecot 2.2 peeks at no more than 232 octets and wants all of them in the first segment.
 */
public final class ProxyHeader {
    static final byte[] SIGNATURE = {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};
    private static final byte VERSION_2_PROXY = 0x21;
    private static final byte TCP_OVER_IPV4 = 0x11;
    private static final byte TCP_OVER_IPV6 = 0x21;
    private static final int PORTS = 2 * Short.BYTES;

    private ProxyHeader() {}

    /** PROXY protocol §2.1: one line of text. */
    public static ByteBuffer version1(InetSocketAddress source, InetSocketAddress destination) {
        Pair pair = Pair.of(source, destination);
        String line = "PROXY " + (pair.ipv6() ? "TCP6 " : "TCP4 ") + text(pair.source) + ' ' + text(pair.destination)
                + ' ' + source.getPort() + ' ' + destination.getPort() + "\r\n";
        return ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
    }

    /** PROXY protocol §2.2: binary. */
    public static ByteBuffer version2(InetSocketAddress source, InetSocketAddress destination) {
        Pair pair = Pair.of(source, destination);
        byte[] from = pair.source.getAddress();
        byte[] to = pair.destination.getAddress();
        int length = from.length + to.length + PORTS;
        ByteBuffer header = ByteBuffer.allocate(SIGNATURE.length + PORTS + length);
        header.put(SIGNATURE).put(VERSION_2_PROXY).put(pair.ipv6() ? TCP_OVER_IPV6 : TCP_OVER_IPV4);
        header.putShort((short) length).put(from).put(to);
        header.putShort((short) source.getPort()).putShort((short) destination.getPort());
        return header.flip();
    }

    /** Without a zone: it means nothing on another host. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /** Who connected to whom, both of one family as one TCP connection has them. */
    private record Pair(InetAddress source, InetAddress destination) {
        Pair {
            if (source instanceof Inet4Address != destination instanceof Inet4Address) {
                throw new IllegalArgumentException("a connection has one address family");
            }
        }

        static Pair of(InetSocketAddress source, InetSocketAddress destination) {
            return new Pair(source.getAddress(), destination.getAddress());
        }

        boolean ipv6() {
            return source instanceof Inet6Address;
        }
    }
}
