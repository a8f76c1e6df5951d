package dev.postern.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.address.ProxyHeaderReading.Complete;
import dev.postern.core.address.ProxyHeaderReading.Unfinished;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of both versions, good and bad: hazard 25. */
class ProxyHeaderReaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String ENDS4 = "cb007107" + "c6336401" + "9c41" + "20fb";
    private static final Ends FOUR =
            new Ends(new InetSocketAddress("203.0.113.7", 40001), new InetSocketAddress("198.51.100.1", 8443));
    private static final Ends SIX =
            new Ends(new InetSocketAddress("2001:db8::7", 40001), new InetSocketAddress("2001:db8::1", 8443));

    private static ProxyHeaderReading read(byte[] octets) {
        ByteBuffer received =
                ByteBuffer.allocate(octets.length + 3).put(new byte[3]).put(octets);
        received.flip().position(3);
        ProxyHeaderReading reading = ProxyHeaderReader.read(received.asReadOnlyBuffer());
        assertThat(received.position()).isEqualTo(3);
        return reading;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] binary(String hex) {
        return HexFormat.of().parseHex(SIGNATURE + hex.replace(" ", ""));
    }

    private static byte[] octets(ByteBuffer header) {
        byte[] octets = new byte[header.remaining()];
        header.get(octets);
        return octets;
    }

    @Test
    void what_we_send_ourselves_is_read_back() {
        for (Ends ends : new Ends[] {FOUR, SIX}) {
            for (ByteBuffer header : new ByteBuffer[] {
                ProxyHeader.version1(ends.client(), ends.server()), ProxyHeader.version2(ends.client(), ends.server())
            }) {
                int length = header.remaining();
                assertThat(read(octets(header))).isEqualTo(new Complete(length, Optional.of(ends)));
            }
        }
    }

    /** Hazard 25, partial: only the whole header says anything, and what stands behind it changes nothing. */
    @Test
    void every_beginning_of_a_header_wants_more() {
        byte[][] headers = {
            octets("PROXY TCP4 203.0.113.7 198.51.100.1 40001 8443\r\n"),
            octets("PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n"),
            binary("2111 000c" + ENDS4),
            binary("2111 0013" + ENDS4 + "03 0004 deadbeef"),
            binary("2000 0000")
        };
        for (byte[] header : headers) {
            for (int length = 0; length < header.length; length++) {
                assertThat(read(java.util.Arrays.copyOf(header, length)))
                        .as("the first %d octets", length)
                        .isEqualTo(Unfinished.NEED_MORE);
            }
            ProxyHeaderReading whole = read(header);
            assertThat(whole).isInstanceOf(Complete.class);
            assertThat(((Complete) whole).length()).isEqualTo(header.length);
            assertThat(read(java.util.Arrays.copyOf(header, header.length + 9))).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY UNKNOWN\r\n",
                "PROXY UNKNOWN 1.2.3.4 nonsense\r\n",
                "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n"
            })
    void version_1_may_know_nothing(String line) {
        assertThat(read(octets(line))).isEqualTo(new Complete(line.length(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY \r\n",
                "PROXY TCP4\r\n",
                "PROXY TCP4 \r\n",
                "PROXY TCP5 1.2.3.4 5.6.7.8 1 2\r\n",
                "PROXY tcp4 1.2.3.4 5.6.7.8 1 2\r\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 1\r\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 1 2 3\r\n",
                "PROXY TCP4  1.2.3.4 5.6.7.8 1 2\r\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 1 2 \r\n",
                "PROXY TCP4\t1.2.3.4 5.6.7.8 1 2\r\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 1 65536\r\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 -1 2\r\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 01 2\r\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 1 \r\n",
                "PROXY TCP4 01.2.3.4 5.6.7.8 1 2\r\n",
                "PROXY TCP4 1.2.3 5.6.7.8 1 2\r\n",
                "PROXY TCP4 1.2.3.256 5.6.7.8 1 2\r\n",
                "PROXY TCP4 localhost 5.6.7.8 1 2\r\n",
                "PROXY TCP4 ::1 ::1 1 2\r\n",
                "PROXY TCP6 1.2.3.4 5.6.7.8 1 2\r\n",
                "PROXY TCP6 ::1%lo ::1 1 2\r\n",
                "PROXY TCP6 ::1::1 ::1 1 2\r\n",
                "PROXY TCP6 ::ffff:1.2.3.4 2001:db8::1 1 2\r\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\n",
                "PROXY TCP4 1.2.3.4\r 5.6.7.8 1 2\n",
                "PROXY \n"
            })
    void version_1_in_another_form_is_malformed(String line) {
        assertThat(read(octets(line))).isEqualTo(Unfinished.MALFORMED);
    }

    /** Hazard 25, oversized. */
    @Test
    void version_1_has_107_octets_at_most() {
        String longest = "PROXY UNKNOWN " + "x".repeat(107 - 16) + "\r\n";
        assertThat(read(octets(longest))).isInstanceOf(Complete.class);
        assertThat(read(octets("PROXY UNKNOWN " + "x".repeat(107 - 15) + "\r\n")))
                .isEqualTo(Unfinished.TOO_LONG);
        assertThat(read(octets("PROXY " + "x".repeat(100)))).isEqualTo(Unfinished.NEED_MORE);
        assertThat(read(octets("PROXY " + "x".repeat(101)))).isEqualTo(Unfinished.TOO_LONG);
    }

    /** Hazard 25: LOCAL and UNSPEC, whatever stands behind. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2000 0000",
                "2000 0003 ffffff",
                "2011 000c" + ENDS4,
                "20ff 0004 03ffff00",
                "2100 0000",
                "2100 000c" + ENDS4
            })
    void a_proxy_may_speak_for_itself_or_know_nothing(String hex) {
        byte[] header = binary(hex);
        assertThat(read(header)).isEqualTo(new Complete(header.length, Optional.empty()));
    }

    /** Hazard 25: TLVs are passed over, a wrong checksum (type 03) among them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2111 000f" + ENDS4 + "04 0000",
                "2111 0013" + ENDS4 + "03 0004 00000000",
                "2111 0016" + ENDS4 + "01 0002 6832" + "ea 0002 0011"
            })
    void tlvs_are_passed_over(String hex) {
        byte[] header = binary(hex);
        assertThat(read(header)).isEqualTo(new Complete(header.length, Optional.of(FOUR)));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "2111 000b cb007107c63364019c4120, addresses cut",
        "2121 000c" + ENDS4 + ", IPv6 with the length of IPv4",
        "2111 000d" + ENDS4 + "04, a TLV cut in its type",
        "2111 000e" + ENDS4 + "0400, a TLV cut in its length",
        "2111 000f" + ENDS4 + "040001, a TLV beyond the header by one octet",
        "2111 000f" + ENDS4 + "04ffff, a TLV far beyond the header",
        "2111 0013" + ENDS4 + "0300 03000000 00, a TLV and a rest",
        "2112 000c" + ENDS4 + ", datagrams",
        "2110 000c" + ENDS4 + ", no transport",
        "2101 0000, a stream of no family",
        "2131 0000, a Unix socket",
        "2141 000c" + ENDS4 + ", a family of the future",
        "1111 000c" + ENDS4 + ", version 1 in binary",
        "3111 000c" + ENDS4 + ", version 3",
        "2211 000c" + ENDS4 + ", a command of the future"
    })
    void version_2_in_another_form_is_malformed(String hex, String why) {
        assertThat(read(binary(hex))).as(why).isEqualTo(Unfinished.MALFORMED);
    }

    @Test
    void addresses_mapped_into_ipv6_are_ipv4_and_a_mixed_pair_is_malformed() {
        String mapped = "00000000000000000000ffff";
        String ports = "9c41" + "20fb";
        assertThat(read(binary("2121 0024" + mapped + "cb007107" + mapped + "c6336401" + ports)))
                .isEqualTo(new Complete(52, Optional.of(FOUR)));
        assertThat(read(binary("2121 0024" + mapped + "cb007107" + "20010db8000000000000000000000001" + ports)))
                .isEqualTo(Unfinished.MALFORMED);
        assertThat(read(octets("PROXY TCP6 ::ffff:203.0.113.7 ::ffff:198.51.100.1 40001 8443\r\n")))
                .isEqualTo(new Complete(62, Optional.of(FOUR)));
    }

    /** Hazard 25, oversized: refused by what it announces, before it comes. */
    @Test
    void version_2_has_1024_octets_at_most() {
        assertThat(read(binary("2111 03f0"))).isEqualTo(Unfinished.NEED_MORE);
        assertThat(read(binary("2111 03f1"))).isEqualTo(Unfinished.TOO_LONG);
        assertThat(read(binary("2000 ffff"))).isEqualTo(Unfinished.TOO_LONG);
    }

    /** Hazard 25, mixed: a header of one version is never finished by the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001",
                "GET / HTTP/1.1\r\n",
                "proxy TCP4 1.2.3.4 5.6.7.8 1 2\r\n",
                "PROXYTCP4",
                "PROXY\r\n",
                " PROXY TCP4 ",
                "PROPPATCH",
                "\r\nPROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n",
                "\r\n\r\nPROXY",
                "\r\n\r\n\0\r\nQUIT\r\n",
                "PROX\r\n\r\n\0\r\nQUIT\n"
            })
    void what_begins_otherwise_is_no_header(String words) {
        assertThat(read(octets(words))).isEqualTo(Unfinished.ABSENT);
    }

    @Test
    void any_octets_have_an_answer_and_an_answer_stays() {
        Random random = new Random(25);
        String[] seeds = {
            "PROXY TCP4 203.0.113.7 198.51.100.1 40001 8443\r\n",
            "PROXY TCP6 2001:db8::7 2001:db8::1 40001 8443\r\n",
            "PROXY UNKNOWN\r\n",
            new String(binary("2111 0016" + ENDS4 + "01 0002 6832" + "ea 0002 0011"), StandardCharsets.ISO_8859_1),
            new String(binary("2000 0003 ffffff"), StandardCharsets.ISO_8859_1)
        };
        for (int run = 0; run < 20_000; run++) {
            byte[] header = octets(seeds[random.nextInt(seeds.length)] + "client");
            for (int i = random.nextInt(4); i > 0; i--) {
                header[random.nextInt(header.length)] = (byte) random.nextInt(256);
            }
            ProxyHeaderReading reading = Unfinished.NEED_MORE;
            for (int length = 0; length <= header.length; length++) {
                ProxyHeaderReading next = read(java.util.Arrays.copyOf(header, length));
                if (reading != Unfinished.NEED_MORE) {
                    assertThat(next).isEqualTo(reading);
                }
                reading = next;
                length += random.nextInt(20);
            }
        }
    }
}
