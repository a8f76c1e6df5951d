package dev.postern.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.LogLines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A port that strangers reach: nobody has it for himself. */
class HttpDoorTest {
    private static final String CROWD = "127.0.0.5";
    private static final String SOMEBODY = "127.0.0.6";
    private static final int SHARE = 50;

    private final List<AutoCloseable> open = new ArrayList<>();

    private static final class Hello extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            callback.succeeded();
            return true;
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private HttpDoor kept(HttpDoor door) {
        open.add(0, door);
        return door;
    }

    private static HttpAddress anyPort() {
        return new HttpAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null);
    }

    private Socket connect(HttpDoor door, String from) throws IOException {
        Socket socket = new Socket();
        open.add(socket);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(door.address());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(12);
            return new String(answer, StandardCharsets.US_ASCII);
        } catch (SocketException reset) {
            return "";
        }
    }

    /** Served each, and still connected. */
    private List<Socket> guests(HttpDoor door, String from, int count) throws IOException {
        List<Socket> guests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket guest = connect(door, from);
            assertThat(answer(guest)).isEqualTo("HTTP/1.1 200");
            guests.add(guest);
        }
        return guests;
    }

    @Test
    void anAddressHasItsShareAndOthersTheRest() throws Exception {
        HttpDoor door = kept(HttpDoor.open("test", anyPort(), new Hello(), address -> false));
        try (LogLines log = new LogLines()) {
            List<Socket> crowd = guests(door, CROWD, SHARE);
            for (int i = 0; i < 5; i++) {
                assertThat(answer(connect(door, CROWD))).isEmpty();
            }
            assertThat(log.with("connection refused"))
                    .singleElement()
                    .asString()
                    .contains("listener=test", "client=" + CROWD, "reason=too_many_from_address");
            guests(door, SOMEBODY, 3);

            for (Socket guest : crowd) {
                guest.close();
            }
            assertThat(soonServed(door)).isEqualTo("HTTP/1.1 200");
        }
    }

    /** Those who were closed are noticed one by one. */
    private String soonServed(HttpDoor door) throws Exception {
        for (int i = 0; i < 100; i++) {
            String answer = answer(connect(door, CROWD));
            if (!answer.isEmpty()) {
                return answer;
            }
            Thread.sleep(50);
        }
        return "";
    }

    @Test
    void whoeverAWebServerOnThisMachineBringsIsNotCountedByItsAddress() throws Exception {
        HttpDoor door = kept(HttpDoor.open("test", anyPort(), new Hello()));
        guests(door, CROWD, 3 * SHARE);
    }
}
