package dev.postern.integration.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.testing.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** A client in TLS that blocks. */
final class Talk implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Talk(TestCertificates certificates, int port) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        plain.setSoTimeout(60_000);
        SSLSocket tls = (SSLSocket)
                certificates.clientContext().getSocketFactory().createSocket(plain, "localhost", port, true);
        tls.startHandshake();
        socket = tls;
        in = tls.getInputStream();
        line();
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
    }

    void ask(String line, String answer) throws IOException {
        send(line + "\r\n");
        lineWith(answer);
    }

    void lineWith(String beginning) throws IOException {
        String line = line();
        while (!line.startsWith(beginning)) {
            assertThat(line).isNotEmpty();
            line = line();
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.append((char) octet);
        }
        return line.toString();
    }

    void skip(int count) throws IOException {
        in.skipNBytes(count);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
