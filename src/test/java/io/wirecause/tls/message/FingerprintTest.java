package io.wirecause.tls.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    /** A Chrome of 2025, with GREASE added, which must not show. */
    private static ClientOffer chrome() {
        CodeList ciphers = CodeList.of(0x3a3a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013,
                0xc014,
                0x009c, 0x009d, 0x002f, 0x0035);
        CodeList extensions = CodeList.of(0x4a4a, 45, 51, 16, 65037, 23, 17613, 0, 11, 10, 43, 65281, 35, 18, 5, 13, 27, 0x5a5a);
        return new ClientOffer(0x0303, CodeList.of(0x6a6a, 0x0304, 0x0303), ciphers, extensions,
                CodeList.of(0x7a7a, 4588, 29, 23, 24), CodeList.of(4588, 29), CodeList.of(0),
                CodeList.of(0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601), List.of("h2", "http/1.1"), false,
                true);
    }

    @Test
    void shouldGiveJa3AndJa4OfABrowser() {
        assertEquals("771,4865-4866-4867-49195-49199-49196-49200-52393-52392-49171-49172-156-157-47-53,"
                + "45-51-16-65037-23-17613-0-11-10-43-65281-35-18-5-13-27,4588-29-23-24,0", Fingerprint.ja3Text(chrome()));
        assertEquals("98487aa16281980e7d1120d399efb6a4", Fingerprint.ja3(chrome()));
        assertEquals("t13d1516h2_8daaf6152771_d8a2da3f94cd", Fingerprint.ja4(chrome(), Fingerprint.Carrier.TCP));
        assertEquals("t13d1516h2_002f,0035,009c,009d,1301,1302,1303,c013,c014,c02b,c02c,c02f,c030,cca8,cca9_"
                + "0005,000a,000b,000d,0012,0017,001b,0023,002b,002d,0033,44cd,fe0d,ff01_0403,0804,0401,0503,0805,0501,0806,0601",
                Fingerprint.ja4Text(chrome(), Fingerprint.Carrier.TCP));
    }

    @Test
    void shouldNameCarrierVersionAndProtocol() {
        ClientOffer plain = new Hellos().version(TlsVersion.DTLS_1_2).parsedClient().offer();
        assertEquals("dd2i010000_*_000000000000",
                Fingerprint.ja4(plain, Fingerprint.Carrier.DTLS).replaceAll("_.*_", "_*_"));
        ClientOffer odd = new Hellos().alpn("\u0001\u0002").versions(0x0304).parsedClient().offer();
        assertEquals("q13i010202", Fingerprint.ja4(odd, Fingerprint.Carrier.QUIC).split("_")[0]);
    }

    @Test
    void shouldGiveJa3sOfAServer() {
        ServerHello hello = new Hellos().ciphers(0xc02f).extension(ExtensionType.RENEGOTIATION_INFO, new byte[1])
                .extension(ExtensionType.EC_POINT_FORMATS, new byte[] {1, 0}).parsedServer();
        assertEquals("771,49199,65281-11", Fingerprint.ja3sText(hello));
        assertEquals(32, Fingerprint.ja3s(hello).length());
    }
}
