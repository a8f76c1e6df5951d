package dev.postern.core.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.tls.ClientHelloReading.Unfinished;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientHelloTest {
    private static final int MUTATIONS = 20_000;

    /** As a browser sends it: GREASE in versions, extensions and ALPN, an encrypted hello, and padding. */
    private static HelloBytes browser() {
        return new HelloBytes()
                .extension(0x0a0a, "")
                .serverName("Mail.Example.ORG")
                .protocols("h2", "http/1.1", "\u008a\u008a", "\u001a\u001a")
                .extension(43, "06" + "2a2a" + "0304" + "0303")
                .extension(0xfe0d, "00".repeat(200))
                .extension(21, "00".repeat(300));
    }

    private static ClientHelloReading read(byte[] bytes) {
        return ClientHello.read(ByteBuffer.wrap(bytes));
    }

    private static ClientHello complete(byte[] bytes) {
        assertThat(read(bytes)).isInstanceOf(ClientHelloReading.Complete.class);
        return ((ClientHelloReading.Complete) read(bytes)).hello();
    }

    @Test
    void a_browsers_hello_tells_name_protocols_and_versions() {
        ClientHello hello = complete(browser().record());
        assertThat(hello.serverName()).isEqualTo("mail.example.org");
        assertThat(hello.applicationProtocols()).containsExactly("h2", "http/1.1");
        assertThat(hello.versions()).containsExactly(0x0304, 0x0303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void what_jsse_sends_is_read(String protocol) throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine("imap.example.org", 993);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {protocol});
        parameters.setApplicationProtocols(new String[] {"imap"});
        engine.setSSLParameters(parameters);
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        ClientHello hello = complete(Arrays.copyOf(out.array(), out.position()));
        assertThat(hello.serverName()).isEqualTo("imap.example.org");
        assertThat(hello.applicationProtocols()).containsExactly("imap");
        assertThat(hello.versions()).containsExactly(protocol.equals("TLSv1.3") ? 0x0304 : 0x0303);
    }

    @Test
    void nothing_is_consumed_and_what_follows_the_record_is_left_alone() {
        byte[] hello = browser().record();
        ByteBuffer received = ByteBuffer.allocate(hello.length + 100);
        received.put(hello)
                .put("early data".getBytes(StandardCharsets.US_ASCII))
                .flip();
        assertThat(ClientHello.read(received)).isInstanceOf(ClientHelloReading.Complete.class);
        assertThat(received.position()).isZero();
    }

    @Test
    void a_hello_without_extensions_is_good_and_says_nothing() {
        byte[] body = HelloBytes.hex("0301" + "00".repeat(32) + "00" + "0002002f" + "0100");
        ClientHello hello = complete(HelloBytes.records(HelloBytes.message(1, body), 1 << 14));
        assertThat(hello).isEqualTo(new ClientHello("", List.of(), List.of(0x0301)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100, 1000})
    void the_message_may_come_in_many_records_and_in_any_pieces(int fragment) {
        byte[] bytes = HelloBytes.records(browser().message(), fragment);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(read(Arrays.copyOf(bytes, length))).isEqualTo(Unfinished.NEED_MORE);
        }
        assertThat(complete(bytes).serverName()).isEqualTo("mail.example.org");
    }

    static Stream<Arguments> bad() {
        byte[] good = browser().message();
        byte[] longer = Arrays.copyOf(good, good.length + 1);
        return Stream.of(
                row("an HTTP request", "GET / HTTP/1.1\r\n", Unfinished.NOT_TLS),
                row("an IMAP command", "a1 LOGIN x y\r\n", Unfinished.NOT_TLS),
                row("an SSH banner", "SSH-2.0-x\r\n", Unfinished.NOT_TLS),
                row("a PROXY header", "PROXY TCP4 1.2.3.4 1.2.3.4 1 2\r\n", Unfinished.NOT_TLS),
                row("SSL 2", HelloBytes.hex("802e010301"), Unfinished.NOT_TLS),
                row("an alert", HelloBytes.hex("15030100020100"), Unfinished.NOT_TLS),
                row("another major version", HelloBytes.hex("1602"), Unfinished.NOT_TLS),
                row("an empty record", HelloBytes.hex("1603010000"), Unfinished.MALFORMED),
                row("a record too long", HelloBytes.hex("1603014001"), Unfinished.MALFORMED),
                row("a ServerHello", HelloBytes.hex("160301000402000000"), Unfinished.MALFORMED),
                row("an empty message", HelloBytes.hex("160301000401000000"), Unfinished.MALFORMED),
                row("an octet behind the message", HelloBytes.records(longer, 1 << 14), Unfinished.MALFORMED),
                row("an alert inside", inside("15030100020100"), Unfinished.MALFORMED),
                row("a message too long", HelloBytes.hex("160301000401004001"), Unfinished.TOO_LONG),
                row("a message of 16 MiB", HelloBytes.hex("160301000401ffffff"), Unfinished.TOO_LONG));
    }

    private static byte[] inside(String record) {
        return HelloBytes.hex("1603010002" + "0100" + record);
    }

    private static Arguments row(String what, String text, Unfinished answer) {
        return row(what, text.getBytes(StandardCharsets.US_ASCII), answer);
    }

    private static Arguments row(String what, byte[] bytes, Unfinished answer) {
        return Arguments.of(what, bytes, answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void what_is_no_hello_is_told_apart(String what, byte[] bytes, Unfinished answer) {
        assertThat(read(bytes)).as(what).isEqualTo(answer);
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                body("version 2", new HelloBytes().head("0203" + "00".repeat(32) + "00" + "00021301" + "0100")),
                body(
                        "session id of 33",
                        new HelloBytes().head("0303" + "00".repeat(32) + "21" + "00".repeat(33) + "00021301" + "0100")),
                body("no suites", new HelloBytes().head("0303" + "00".repeat(32) + "00" + "0000" + "0100")),
                body("odd suites", new HelloBytes().head("0303" + "00".repeat(32) + "00" + "0003130113" + "0100")),
                body(
                        "no compression method",
                        new HelloBytes().head("0303" + "00".repeat(32) + "00" + "00021301" + "00")),
                body("server_name empty", new HelloBytes().extension(0, "")),
                body("server_name list empty", new HelloBytes().extension(0, "0000")),
                body("host name empty", new HelloBytes().serverName("")),
                body("host name of 256", new HelloBytes().serverName("a".repeat(256))),
                body("host name with NUL", new HelloBytes().serverName("mail\0.example.org")),
                body("host name with space", new HelloBytes().serverName("mail example")),
                body("host name with 8-bit", new HelloBytes().serverName("m\u00e4il.example.org")),
                body("two host names", new HelloBytes().extension(0, "0008" + "00000161" + "00000162")),
                body("octets behind the names", new HelloBytes().extension(0, "0004" + "00000161" + "00")),
                body(
                        "server_name twice",
                        new HelloBytes().serverName("a.example").serverName("b.example")),
                body("ALPN empty", new HelloBytes().protocols()),
                body("ALPN name empty", new HelloBytes().protocols("imap", "")),
                body("ALPN name cut short", new HelloBytes().extension(16, "0003" + "05" + "6162")),
                body("versions empty", new HelloBytes().extension(43, "00")),
                body("versions odd", new HelloBytes().extension(43, "03030403")),
                body("extension twice", new HelloBytes().extension(99, "").extension(99, "")));
    }

    private static Arguments body(String what, HelloBytes hello) {
        return Arguments.of(what, hello);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void a_hello_against_the_grammar_is_malformed(String what, HelloBytes hello) {
        assertThat(read(hello.record())).as(what).isEqualTo(Unfinished.MALFORMED);
    }

    @Test
    void a_hello_as_long_as_allowed_is_read_and_its_records_are_counted() {
        int rest = ClientHello.LONGEST_MESSAGE + 4 - browser().extension(98, "").message().length;
        byte[] longest = browser().extension(98, "00".repeat(rest)).message();
        assertThat(longest).hasSize(ClientHello.LONGEST_MESSAGE + 4);
        assertThat(complete(HelloBytes.records(longest, 1 << 14)).serverName()).isEqualTo("mail.example.org");
        assertThat(read(HelloBytes.records(longest, 4))).isEqualTo(Unfinished.TOO_LONG);
    }

    /** Any octets have an answer, and an answer once given does not change with what follows. */
    @Test
    void mutated_hellos_never_throw_and_never_change_their_answer() {
        long seed = 8446;
        Random random = new Random(seed);
        List<byte[]> seeds = new ArrayList<>();
        for (int fragment : new int[] {7, 200, 1 << 14}) {
            seeds.add(HelloBytes.records(browser().message(), fragment));
        }
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextBoolean() ? random.nextInt(bytes.length) : random.nextInt(120);
                bytes[at] = (byte) random.nextInt(256);
            }
            ClientHelloReading whole = read(bytes);
            ClientHelloReading prefix = read(Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            if (prefix != Unfinished.NEED_MORE) {
                assertThat(whole).as("seed %d, mutation %d", seed, i).isEqualTo(prefix);
            }
        }
    }
}
