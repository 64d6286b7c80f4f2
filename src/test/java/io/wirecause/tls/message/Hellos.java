package io.wirecause.tls.message;

import io.wirecause.bytes.ByteView;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds the bodies of hellos. */
public final class Hellos {
    private final ByteArrayOutputStream extensions = new ByteArrayOutputStream();
    private int version = TlsVersion.TLS_1_2;
    private byte[] random = new byte[32];
    private byte[] sessionId = {};
    private int[] ciphers = {0x1301};

    public static byte[] numbers(int... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int value : values) {
            out.write(value >>> 8);
            out.write(value);
        }
        return out.toByteArray();
    }

    public static byte[] vector8(byte[] content) {
        return concat(new byte[] {(byte) content.length}, content);
    }

    public static byte[] vector16(byte[] content) {
        return concat(numbers(content.length), content);
    }

    public static byte[] vector24(byte[] content) {
        return concat(new byte[] {(byte) (content.length >>> 16)}, vector16(content));
    }

    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    public Hellos version(int legacy) {
        version = legacy;
        return this;
    }

    public Hellos random(byte[] bytes) {
        random = bytes;
        return this;
    }

    public Hellos sessionId(byte[] bytes) {
        sessionId = bytes;
        return this;
    }

    public Hellos ciphers(int... codes) {
        ciphers = codes;
        return this;
    }

    public Hellos extension(int type, byte[] content) {
        extensions.writeBytes(numbers(type));
        extensions.writeBytes(vector16(content));
        return this;
    }

    public Hellos serverName(String name) {
        return extension(ExtensionType.SERVER_NAME, vector16(concat(new byte[1], vector16(ascii(name)))));
    }

    public Hellos alpn(String... names) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (String name : names) {
            list.writeBytes(vector8(ascii(name)));
        }
        return extension(ExtensionType.ALPN, vector16(list.toByteArray()));
    }

    public Hellos versions(int... codes) {
        return extension(ExtensionType.SUPPORTED_VERSIONS, vector8(numbers(codes)));
    }

    public Hellos groups(int... codes) {
        return extension(ExtensionType.SUPPORTED_GROUPS, vector16(numbers(codes)));
    }

    public Hellos schemes(int... codes) {
        return extension(ExtensionType.SIGNATURE_ALGORITHMS, vector16(numbers(codes)));
    }

    public Hellos keyShare(int group, int length) {
        return extension(ExtensionType.KEY_SHARE, vector16(concat(numbers(group), vector16(new byte[length]))));
    }

    public byte[] client() {
        return concat(numbers(version), random, vector8(sessionId), vector16(numbers(ciphers)), vector8(new byte[1]),
                extensions.size() == 0 ? new byte[0] : vector16(extensions.toByteArray()));
    }

    /** The first cipher suite is the one chosen. */
    public byte[] server() {
        return concat(numbers(version), random, vector8(sessionId), numbers(ciphers[0]), new byte[1],
                extensions.size() == 0 ? new byte[0] : vector16(extensions.toByteArray()));
    }

    /** A server's hello as drafts of TLS 1.3 up to the 21st have it: neither session id nor compression method. */
    public byte[] draftServer() {
        return concat(numbers(version), random, numbers(ciphers[0]),
                extensions.size() == 0 ? new byte[0] : vector16(extensions.toByteArray()));
    }

    public ClientHello parsedClient() {
        return ClientHello.parse(ByteView.of(client()), false);
    }

    public ServerHello parsedServer() {
        return ServerHello.parse(ByteView.of(server()));
    }
}
