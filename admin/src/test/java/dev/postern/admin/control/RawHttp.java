package dev.postern.admin.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Says octets to a Unix socket and hears all that comes until it is closed. */
final class RawHttp {
    private RawHttp() {}

    static String get(Path socket, String target) throws IOException {
        return say(socket, "GET " + target + " HTTP/1.1\r\nHost: postern\r\nConnection: close\r\n\r\n");
    }

    static String send(Path socket, String method, String target, String body) throws IOException {
        return say(
                socket,
                method + " " + target + " HTTP/1.1\r\nHost: postern\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
    }

    static String say(Path socket, String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            ByteArrayOutputStream heard = new ByteArrayOutputStream();
            Channels.newInputStream(channel).transferTo(heard);
            return heard.toString(StandardCharsets.UTF_8);
        }
    }
}
