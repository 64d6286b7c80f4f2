package io.wirecause.tls.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HelloTest {
    private static final byte[] RETRY = HexFormat.of()
            .parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    private static Hellos browser() {
        return new Hellos().sessionId(new byte[32]).ciphers(0x1a1a, 0x1301, 0xc02b, 0x00ff).extension(0x2a2a, new byte[0])
                .serverName("shop.example").alpn("h2", "http/1.1").versions(0x3a3a, 0x0304, 0x0303)
                .groups(0x4a4a, 0x11ec, 0x001d).schemes(0x0403, 0x0804).keyShare(0x11ec, 1_216)
                .extension(ExtensionType.EXTENDED_MASTER_SECRET, new byte[0])
                .extension(ExtensionType.SESSION_TICKET, new byte[0])
                .extension(ExtensionType.ENCRYPTED_CLIENT_HELLO, new byte[40]);
    }

    @Test
    void shouldReadWhatAClientOffers() {
        ClientHello hello = browser().parsedClient();
        ClientOffer offer = hello.offer();
        assertNull(hello.problem());
        assertEquals("shop.example", hello.serverName());
        assertEquals(List.of("h2", "http/1.1"), offer.alpnNames());
        assertEquals(List.of("TLS 1.3", "TLS 1.2"), offer.versionNames());
        assertEquals(TlsVersion.TLS_1_3, offer.newestVersion());
        assertEquals(List.of("X25519MLKEM768", "x25519"), offer.groups().names(Registry.GROUP));
        assertEquals(List.of("ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256"), offer.schemes().names(Registry.SCHEME));
        assertEquals(List.of("TLS_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"), offer.ciphers().names(Registry.CIPHER));
        assertTrue(offer.grease() && offer.postQuantumKeyShare() && offer.encryptedClientHello());
        assertTrue(offer.extendedMasterSecret() && offer.secureRenegotiation());
        assertFalse(offer.compression() || offer.fallback() || offer.statusRequest() || hello.earlyData());
        assertEquals(0, hello.ticketLength());
        assertEquals(4 + browser().client().length, hello.size());
    }

    @Test
    void shouldGiveEqualOffersOfEqualClients() {
        assertEquals(browser().parsedClient().offer(), browser().parsedClient().offer());
        assertFalse(browser().parsedClient().offer().equals(browser().alpn("h3").parsedClient().offer()));
    }

    @Test
    void shouldTakeAHelloWithoutExtensions() {
        ClientHello hello = new Hellos().version(TlsVersion.TLS_1_0).ciphers(0x0005, 0x5600).parsedClient();
        assertNull(hello.problem());
        assertNull(hello.serverName());
        assertTrue(hello.offer().fallback());
        assertEquals(List.of("TLS 1.0"), hello.offer().versionNames());
        assertTrue(hello.offer().offers(TlsVersion.SSL_3_0));
        assertFalse(hello.offer().offers(TlsVersion.TLS_1_2));
    }

    @Test
    void shouldReadPreSharedKeys() {
        byte[] identities = Hellos.vector16(Hellos.concat(Hellos.vector16(new byte[100]), new byte[4],
                Hellos.vector16(new byte[9]),
                new byte[4]));
        ClientHello client = new Hellos().extension(ExtensionType.EARLY_DATA, new byte[0])
                .extension(ExtensionType.PRE_SHARED_KEY, Hellos.concat(identities, Hellos.vector16(new byte[33]))).parsedClient();
        assertEquals(2, client.identities());
        assertTrue(client.earlyData());
        ServerHello server = new Hellos().extension(ExtensionType.SUPPORTED_VERSIONS, Hellos.numbers(0x0304))
                .extension(ExtensionType.PRE_SHARED_KEY, Hellos.numbers(0)).parsedServer();
        assertTrue(server.resumes(client));
        assertFalse(server.resumes(browser().parsedClient()));
    }

    @Test
    void shouldReadWhatAServerChooses() {
        ServerHello hello = new Hellos().ciphers(0x1302).extension(ExtensionType.SUPPORTED_VERSIONS, Hellos.numbers(0x0304))
                .extension(ExtensionType.KEY_SHARE, Hellos.concat(Hellos.numbers(0x11ec), Hellos.vector16(new byte[1_120])))
                .parsedServer();
        assertNull(hello.problem());
        assertEquals(TlsVersion.TLS_1_3, hello.version());
        assertEquals(0x1302, hello.cipher());
        assertEquals(0x11ec, hello.group());
        assertFalse(hello.retry());
        ServerHello retry = new Hellos().random(RETRY).extension(ExtensionType.KEY_SHARE, Hellos.numbers(0x0017))
                .extension(ExtensionType.COOKIE, Hellos.vector16(new byte[20])).parsedServer();
        assertTrue(retry.retry());
        assertEquals(0x0017, retry.group());
        assertEquals(20, retry.cookieLength());
    }

    @Test
    void shouldReadTheShorterHelloOfDrafts() {
        int draft = 0x7f12;
        int keyShareOfDrafts = 40;
        ServerHello hello = ServerHello.parse(ByteView.of(new Hellos().version(draft).ciphers(0x1301)
                .extension(keyShareOfDrafts, Hellos.concat(Hellos.numbers(0x001d), Hellos.vector16(new byte[32])))
                .draftServer()));
        assertNull(hello.problem());
        assertTrue(hello.usable());
        assertEquals(0x1301, hello.cipher());
        assertEquals(0x001d, hello.group());
        assertEquals(TlsVersion.TLS_1_3, TlsVersion.asTls(hello.version()));
        assertEquals("TLS 1.3 draft 18", TlsVersion.name(hello.version()));
        ServerHello bare = ServerHello.parse(ByteView.of(new Hellos().version(draft).draftServer()));
        assertTrue(bare.usable());
        assertNull(bare.problem());
    }

    @Test
    void shouldSeeSessionsTakenUpAndDowngradesMarked() {
        byte[] id = {1, 2, 3, 4};
        byte[] random = Hellos.concat(new byte[24], HexFormat.of().parseHex("444f574e47524401"));
        ServerHello server = new Hellos().sessionId(id).random(random).alpn("http/1.1").parsedServer();
        assertTrue(server.resumes(new Hellos().sessionId(id.clone()).parsedClient()));
        assertFalse(server.resumes(new Hellos().sessionId(new byte[4]).parsedClient()));
        assertEquals(TlsVersion.TLS_1_3, server.downgrade());
        assertEquals("http/1.1", server.alpn());
    }

    @Test
    void shouldReadTheFormOfDtls() {
        byte[] tls = new Hellos().version(TlsVersion.DTLS_1_2).serverName("dtls.example").client();
        int behindSessionId = 35;
        byte[] body = Hellos.concat(Arrays.copyOf(tls, behindSessionId), Hellos.vector8(new byte[16]),
                Arrays.copyOfRange(tls, behindSessionId, tls.length));
        ClientHello hello = ClientHello.parse(ByteView.of(body), true);
        assertNull(hello.problem());
        assertEquals(16, hello.cookieLength());
        assertEquals("dtls.example", hello.serverName());
        assertEquals(TlsVersion.DTLS_1_2, hello.offer().newestVersion());
    }

    @Test
    void shouldKeepWhatCameBeforeTheEnd() {
        byte[] whole = browser().client();
        boolean named = false;
        int clean = 0;
        for (int length = 0; length < whole.length; length++) {
            ClientHello hello = ClientHello.parse(ByteView.of(Arrays.copyOf(whole, length)), false);
            clean += hello.problem() == null ? 1 : 0;
            assertFalse(named && hello.serverName() == null, "lost a name that stands before the cut");
            named |= hello.serverName() != null;
        }
        assertEquals(1, clean, "only a hello that ends before its extensions looks whole");
        assertTrue(named);
    }

    @Test
    void shouldBoundWhatItKeeps() {
        int[] many = new int[30_000];
        Arrays.setAll(many, i -> i);
        ClientHello hello = new Hellos().ciphers(many).serverName("x".repeat(1_000)).parsedClient();
        assertEquals(CodeList.MOST, hello.offer().ciphers().size());
        assertEquals(many.length, hello.offer().ciphers().total());
        assertTrue(hello.serverName().length() < 300);
    }

    @Test
    void shouldNotThrowWhateverTheBytes() {
        Random random = new Random(7);
        byte[] client = browser().client();
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = Arrays.copyOf(client, random.nextInt(client.length + 1));
            for (int i = 0; i < 5 && bytes.length > 0; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            ByteView view = ByteView.of(bytes);
            assertNotNull(ClientHello.parse(view, random.nextBoolean()));
            assertNotNull(ServerHello.parse(view));
            assertNotNull(CertificateList.parse(view));
            assertNotNull(CertificateRequest.parse(view, TlsVersion.TLS_1_2));
            assertNotNull(ServerKeyExchange.parse(view, 0xc02f));
            CertificateStatus.parse(view);
        }
    }
}
