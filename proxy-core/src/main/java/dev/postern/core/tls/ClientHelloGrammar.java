package dev.postern.core.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the body of a ClientHello. RFC 8446 §4.1.2; extensions that do not tell the way are passed over. */
final class ClientHelloGrammar {
    private static final int MAJOR_VERSION = 3;
    private static final int RANDOM = 32;
    private static final int LONGEST_SESSION_ID = 32;
    private static final int SERVER_NAME = 0;
    private static final int APPLICATION_PROTOCOLS = 16;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int HOST_NAME = 0;
    private static final int LONGEST_NAME = 255;

    private String serverName = "";
    private List<String> applicationProtocols = List.of();
    private List<Integer> versions;

    private ClientHelloGrammar(int legacyVersion) {
        // RFC 8446 §4.2.1: without supported_versions, the old field counts.
        this.versions = List.of(legacyVersion);
    }

    static ClientHello parse(ByteBuffer body) throws MalformedHello {
        int legacyVersion = u16(body);
        require(legacyVersion >> 8 == MAJOR_VERSION, "version");
        ClientHelloGrammar hello = new ClientHelloGrammar(legacyVersion);
        skip(body, RANDOM);
        require(vector8(body).remaining() <= LONGEST_SESSION_ID, "session id");
        int suites = vector16(body).remaining();
        require(suites > 0 && suites % 2 == 0, "cipher suites");
        require(vector8(body).hasRemaining(), "compression methods");
        if (body.hasRemaining()) {
            hello.readExtensions(vector16(body));
            require(!body.hasRemaining(), "octets behind the extensions");
        }
        return new ClientHello(hello.serverName, hello.applicationProtocols, hello.versions);
    }

    private void readExtensions(ByteBuffer extensions) throws MalformedHello {
        Set<Integer> seen = new HashSet<>();
        while (extensions.hasRemaining()) {
            int type = u16(extensions);
            ByteBuffer content = vector16(extensions);
            // RFC 8446 §4.2: no extension comes twice. Two readers would not agree on which one counts.
            require(seen.add(type), "extension twice");
            switch (type) {
                case SERVER_NAME -> serverName = serverName(content);
                case APPLICATION_PROTOCOLS -> applicationProtocols = applicationProtocols(content);
                case SUPPORTED_VERSIONS -> versions = versions(content);
                default -> {} // GREASE and the encrypted hello are among these; the outer name counts.
            }
        }
    }

    /** RFC 6066 §3: a list of names, one of each type. */
    private static String serverName(ByteBuffer content) throws MalformedHello {
        ByteBuffer list = onlyVector16(content);
        String host = "";
        while (list.hasRemaining()) {
            int type = u8(list);
            ByteBuffer name = vector16(list);
            if (type == HOST_NAME) {
                require(host.isEmpty(), "host name twice");
                host = hostName(name);
            }
        }
        return host;
    }

    private static String hostName(ByteBuffer name) throws MalformedHello {
        require(name.hasRemaining() && name.remaining() <= LONGEST_NAME, "host name length");
        String host = text(name);
        require(host.chars().allMatch(c -> c > ' ' && c <= '~'), "host name character");
        return host.toLowerCase(Locale.ROOT);
    }

    /** RFC 7301 §3.1: a list of names that are not empty. */
    private static List<String> applicationProtocols(ByteBuffer content) throws MalformedHello {
        ByteBuffer list = onlyVector16(content);
        List<String> protocols = new ArrayList<>();
        while (list.hasRemaining()) {
            ByteBuffer protocol = vector8(list);
            require(protocol.hasRemaining(), "empty protocol name");
            if (protocol.remaining() != 2 || !isGrease(protocol.getShort(protocol.position()) & 0xffff)) {
                protocols.add(text(protocol));
            }
        }
        return protocols;
    }

    /** RFC 8446 §4.2.1. */
    private static List<Integer> versions(ByteBuffer content) throws MalformedHello {
        ByteBuffer list = vector8(content);
        require(!content.hasRemaining() && list.hasRemaining() && list.remaining() % 2 == 0, "versions");
        List<Integer> versions = new ArrayList<>();
        while (list.hasRemaining()) {
            int version = u16(list);
            if (!isGrease(version)) {
                versions.add(version);
            }
        }
        return versions;
    }

    /** RFC 8701 §2: 0x0A0A, 0x1A1A, … 0xFAFA. */
    private static boolean isGrease(int value) {
        return (value & 0x0f0f) == 0x0a0a && value >> 8 == (value & 0xff);
    }

    private static String text(ByteBuffer octets) {
        return StandardCharsets.ISO_8859_1.decode(octets).toString();
    }

    private static ByteBuffer onlyVector16(ByteBuffer content) throws MalformedHello {
        ByteBuffer vector = vector16(content);
        require(vector.hasRemaining() && !content.hasRemaining(), "list");
        return vector;
    }

    private static ByteBuffer vector8(ByteBuffer from) throws MalformedHello {
        return cut(from, u8(from));
    }

    private static ByteBuffer vector16(ByteBuffer from) throws MalformedHello {
        return cut(from, u16(from));
    }

    private static ByteBuffer cut(ByteBuffer from, int length) throws MalformedHello {
        ByteBuffer cut = from.slice();
        skip(from, length);
        return cut.limit(length);
    }

    private static void skip(ByteBuffer from, int length) throws MalformedHello {
        require(from.remaining() >= length, "cut short");
        from.position(from.position() + length);
    }

    private static int u8(ByteBuffer from) throws MalformedHello {
        require(from.hasRemaining(), "cut short");
        return from.get() & 0xff;
    }

    private static int u16(ByteBuffer from) throws MalformedHello {
        return u8(from) << 8 | u8(from);
    }

    private static void require(boolean holds, String what) throws MalformedHello {
        if (!holds) {
            throw new MalformedHello(what);
        }
    }
}
