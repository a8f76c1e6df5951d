package dev.postern.core.tls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes ClientHellos octet by octet, good ones and others. */
public final class HelloBytes {
    private final ByteArrayOutputStream extensions = new ByteArrayOutputStream();
    private String head = "0303" + "ab".repeat(32) + "20" + "cd".repeat(32) + "0004" + "13011302" + "0100";

    /** Everything before the extensions, in hex. */
    public HelloBytes head(String hex) {
        head = hex;
        return this;
    }

    public HelloBytes extension(int type, byte[] content) {
        write16(extensions, type);
        write16(extensions, content.length);
        extensions.writeBytes(content);
        return this;
    }

    public HelloBytes extension(int type, String hex) {
        return extension(type, hex(hex));
    }

    public HelloBytes serverName(String name) {
        byte[] octets = name.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        write16(content, octets.length + 3);
        content.write(0);
        write16(content, octets.length);
        content.writeBytes(octets);
        return extension(0, content.toByteArray());
    }

    public HelloBytes protocols(String... names) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (String name : names) {
            byte[] octets = name.getBytes(StandardCharsets.ISO_8859_1);
            list.write(octets.length);
            list.writeBytes(octets);
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        write16(content, list.size());
        content.writeBytes(list.toByteArray());
        return extension(16, content.toByteArray());
    }

    /** The handshake message. */
    public byte[] message() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(hex(head));
        write16(body, extensions.size());
        body.writeBytes(extensions.toByteArray());
        return message(1, body.toByteArray());
    }

    public static byte[] message(int type, byte[] body) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(type);
        message.write(body.length >> 16);
        write16(message, body.length);
        message.writeBytes(body);
        return message.toByteArray();
    }

    /** In one record. */
    public byte[] record() {
        return records(message(), 1 << 14);
    }

    /** Cut into records of at most this many octets. */
    public static byte[] records(byte[] message, int most) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (int at = 0; at < message.length; at += most) {
            int length = Math.min(most, message.length - at);
            records.writeBytes(hex("160301"));
            write16(records, length);
            records.write(message, at, length);
        }
        return records.toByteArray();
    }

    public static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static void write16(ByteArrayOutputStream out, int value) {
        out.write(value >> 8);
        out.write(value);
    }
}
