package io.wirecause.tls.quic;

import io.wirecause.bytes.ByteView;
import io.wirecause.capture.Capture;
import io.wirecause.capture.FrameCursor;
import io.wirecause.packet.Packet;
import io.wirecause.packet.PacketDecoder;
import io.wirecause.report.UserFacingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Makes Initial packets of frames in the clear, and frames of those in captures (RFC 9001, section 5). */
public final class InitialPackets {
    private static final int NUMBER = 4;
    private static final int TAG = 16;
    private static final int LONGEST = 16_000;

    private InitialPackets() {
    }

    /**
     * The frames of an Initial packet.
     *
     * @param fromClient who sent it
     * @param bytes      frames, in the clear
     */
    public record Frames(boolean fromClient, byte[] bytes) {
    }

    /**
     * Protects frames.
     *
     * @param chosen      the connection id from which the keys follow
     * @param destination the one of the header
     * @param source      the sender's
     */
    public static byte[] protect(int version, byte[] chosen, boolean client, byte[] destination, byte[] source, int number,
            byte[] frames) {
        // What is shorter has no sample for the header's protection.
        byte[] clear = Arrays.copyOf(frames, Math.min(LONGEST, Math.max(NUMBER, frames.length)));
        int type = QuicVersion.isSecond(version) ? 1 : 0;
        ByteBuffer header = ByteBuffer.allocate(100);
        header.put((byte) (0xc0 | type << 4 | NUMBER - 1)).putInt(version).put((byte) destination.length).put(destination)
                .put((byte) source.length).put(source).put((byte) 0).putShort((short) (0x4000 | NUMBER + clear.length + TAG))
                .putInt(number);
        byte[] head = Arrays.copyOf(header.array(), header.position());
        try {
            byte[] secret = expand(hmac(QuicVersion.salt(version), chosen), client ? "client in" : "server in", 32);
            String label = QuicVersion.label(version);
            byte[] nonce = expand(secret, label + "iv", 12);
            for (int i = 0; i < NUMBER; i++) {
                nonce[12 - NUMBER + i] ^= (byte) (number >>> 8 * (NUMBER - 1 - i));
            }
            Cipher aead = Cipher.getInstance("AES/GCM/NoPadding");
            aead.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(expand(secret, label + "key", 16), "AES"),
                    new GCMParameterSpec(8 * TAG, nonce));
            aead.updateAAD(head);
            byte[] body = aead.doFinal(clear);
            Cipher mask = Cipher.getInstance("AES/ECB/NoPadding");
            mask.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(expand(secret, label + "hp", 16), "AES"));
            byte[] bits = mask.doFinal(Arrays.copyOf(body, 16));
            head[0] ^= (byte) (bits[0] & 0x0f);
            for (int i = 0; i < NUMBER; i++) {
                head[head.length - NUMBER + i] ^= bits[1 + i];
            }
            return ByteBuffer.allocate(head.length + body.length).put(head).put(body).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private static byte[] expand(byte[] secret, String label, int length) throws GeneralSecurityException {
        byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
        byte[] info = ByteBuffer.allocate(name.length + 5).putShort((short) length).put((byte) name.length).put(name)
                .put((byte) 0).put((byte) 1).array();
        return Arrays.copyOf(hmac(secret, info), length);
    }

    /** The frames of all Initial packets of a capture whose keys follow from the first packet of the capture. */
    public static List<Frames> of(Path capture) throws IOException, UserFacingException {
        List<Frames> all = new ArrayList<>();
        PacketDecoder decoder = new PacketDecoder();
        Packet packet = new Packet();
        InitialKeys client = null;
        InitialKeys server = null;
        int port = -1;
        try (Capture open = Capture.open(capture)) {
            FrameCursor cursor = open.frames();
            while (cursor.next()) {
                decoder.decode(cursor.frame(), packet);
                LongHeader header = new LongHeader();
                ByteView datagram = packet.isUdp() ? packet.payload() : null;
                if (datagram == null || !header.read(datagram, 0) || header.kind() != LongHeader.Kind.INITIAL) {
                    continue;
                }
                if (client == null) {
                    InitialKeys.Opener opener = new InitialKeys.Opener();
                    byte[] chosen = header.destination(datagram).copy();
                    client = new InitialKeys(opener, header.version(), chosen, true);
                    server = new InitialKeys(opener, header.version(), chosen, false);
                    port = packet.sourcePort();
                }
                boolean fromClient = packet.sourcePort() == port;
                byte[] frames = (fromClient ? client : server).open(datagram, header);
                if (frames != null) {
                    all.add(new Frames(fromClient, frames));
                }
            }
        }
        return all;
    }
}
