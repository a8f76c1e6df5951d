package dev.postern.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ProxyHeaderTest {
    private static final InetSocketAddress CLIENT = new InetSocketAddress("203.0.113.7", 40001);
    private static final InetSocketAddress US = new InetSocketAddress("198.51.100.1", 8443);
    private static final InetSocketAddress CLIENT6 = new InetSocketAddress("2001:db8::7", 40001);
    private static final InetSocketAddress US6 = new InetSocketAddress("2001:db8::1", 8443);

    private static String text(ByteBuffer header) {
        return StandardCharsets.US_ASCII.decode(header).toString();
    }

    private static String hex(ByteBuffer header) {
        byte[] octets = new byte[header.remaining()];
        header.get(octets);
        return HexFormat.of().formatHex(octets);
    }

    @Test
    void version_1_is_a_line_of_text() {
        assertThat(text(ProxyHeader.version1(CLIENT, US)))
                .isEqualTo("PROXY TCP4 203.0.113.7 198.51.100.1 40001 8443\r\n");
        assertThat(text(ProxyHeader.version1(CLIENT6, US6)))
                .isEqualTo("PROXY TCP6 2001:db8:0:0:0:0:0:7 2001:db8:0:0:0:0:0:1 40001 8443\r\n");
    }

    @Test
    void version_2_is_binary_and_short_enough_for_one_peek() {
        assertThat(hex(ProxyHeader.version2(CLIENT, US)))
                .isEqualTo("0d0a0d0a000d0a515549540a" + "2111000c" + "cb007107" + "c6336401" + "9c41" + "20fb");
        assertThat(ProxyHeader.version2(CLIENT6, US6).remaining()).isEqualTo(52);
    }

    @Test
    void a_connection_between_two_families_does_not_exist() {
        assertThatThrownBy(() -> ProxyHeader.version1(CLIENT, US6)).isInstanceOf(IllegalArgumentException.class);
    }
}
