package io.wirecause.tls.quic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The server's Initial packets of RFC 9001, appendix A.3, and RFC 9369, appendix A.3. */
class InitialKeysTest {
    private static final byte[] CLIENTS_CHOICE = HexFormat.of().parseHex("8394c8f03e515708");
    private static final String VERSION_1 = ""
            + "cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a5816b6394100f37a1c69797554780bb38cc5"
            + "a99f5ede4cf73c3ec2493a1839b3dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b562bfb19fb84022f8ef4"
            + "cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc42158407dd074ee";

    private static byte[] opened(String packet, boolean client) {
        ByteView datagram = ByteView.of(HexFormat.of().parseHex(packet));
        LongHeader header = new LongHeader();
        assertTrue(header.read(datagram, 0));
        assertEquals(LongHeader.Kind.INITIAL, header.kind());
        return new InitialKeys(new InitialKeys.Opener(), header.version(), CLIENTS_CHOICE, client).open(datagram, header);
    }

    @Test
    void shouldOpenTheServersPacketOfVersion1() {
        byte[] frames = opened(VERSION_1, false);
        assertNotNull(frames);
        // An ACK of packet 0, then CRYPTO from offset 0 with a ServerHello of 90 bytes.
        assertArrayEquals(HexFormat.of().parseHex("02000000000600405a020000560303"), Arrays.copyOf(frames, 15));
        assertEquals(99, frames.length);
    }

    @Test
    void shouldOpenWhatEachVersionProtects() {
        byte[] frames = HexFormat.of().parseHex("0600400401000000");
        for (int version : new int[] {1, 0x6b3343cf, 0x709a50c4, 0xff00001d, 0xff000017}) {
            byte[] packet = InitialPackets.protect(version, CLIENTS_CHOICE, true, CLIENTS_CHOICE, new byte[5], 0x01020304,
                    frames);
            ByteView datagram = ByteView.of(packet);
            LongHeader header = new LongHeader();
            assertTrue(header.read(datagram, 0));
            assertEquals(LongHeader.Kind.INITIAL, header.kind());
            assertArrayEquals(frames, new InitialKeys(new InitialKeys.Opener(), version, CLIENTS_CHOICE, true)
                    .open(datagram, header));
        }
    }

    @Test
    void shouldNotOpenWhatOtherKeysProtectOrIsDamaged() {
        assertNull(opened(VERSION_1, true));
        assertNull(opened(VERSION_1.replace("d0991cd2", "d0991cd3"), false));
        assertNull(opened(VERSION_1.substring(0, VERSION_1.length() - 2), false));
    }

    @Test
    void shouldNameErrors() {
        assertEquals("CRYPTO_ERROR no_application_protocol", QuicError.name(0x178));
        assertEquals("INVALID_TOKEN", QuicError.name(11));
        assertEquals("error 0x1000", QuicError.name(0x1000));
        assertEquals("QUIC draft 29", QuicVersion.name(0xff00001d));
        assertEquals("Google QUIC Q050", QuicVersion.name(0x51303530));
        assertTrue(QuicVersion.isGrease(0x1a2a3a4a));
    }
}
