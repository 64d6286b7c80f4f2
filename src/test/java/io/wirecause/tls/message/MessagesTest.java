package io.wirecause.tls.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @Test
    void shouldListCertificates() {
        byte[] list = Hellos.concat(Hellos.vector24(new byte[] {1, 2}), Hellos.vector24(new byte[] {3}));
        CertificateList both = CertificateList.parse(ByteView.of(Hellos.vector24(list)));
        assertNull(both.problem());
        assertEquals(2, both.total());
        assertArrayEquals(new byte[] {3}, both.certificates().get(1));
        assertTrue(CertificateList.parse(ByteView.of(Hellos.vector24(new byte[0]))).isEmpty());
        CertificateList cut = CertificateList.parse(ByteView.of(Hellos.vector24(list)).slice(0, 9));
        assertEquals(1, cut.total());
        assertNotNull(cut.problem());
    }

    @Test
    void shouldReadWhichCertificatesAServerTakes() {
        byte[] names = Hellos.vector16(Hellos.concat(Hellos.vector16(new byte[20]), Hellos.vector16(new byte[30])));
        byte[] body = Hellos.concat(Hellos.vector8(new byte[] {1, 64}), Hellos.vector16(Hellos.numbers(0x0403)), names);
        CertificateRequest request = CertificateRequest.parse(ByteView.of(body), TlsVersion.TLS_1_2);
        assertNull(request.problem());
        assertEquals(CodeList.of(1, 64), request.types());
        assertEquals(CodeList.of(0x0403), request.schemes());
        assertEquals(2, request.total());
        CertificateRequest older = CertificateRequest.parse(ByteView.of(Hellos.concat(Hellos.vector8(new byte[] {1}), names)),
                TlsVersion.TLS_1_1);
        assertEquals(2, older.total());
        assertNull(older.problem());
    }

    @Test
    void shouldNameTheCurveOfTheKeyExchange() {
        byte[] curve = {3, 0, 29, 1, 5};
        assertEquals(new ServerKeyExchange(29, 0), ServerKeyExchange.parse(ByteView.of(curve), 0xc02f));
        byte[] prime = Hellos.vector16(Hellos.concat(new byte[] {0, (byte) 0x80}, new byte[127]));
        assertEquals(new ServerKeyExchange(-1, 1_024), ServerKeyExchange.parse(ByteView.of(prime), 0x009e));
        assertEquals(new ServerKeyExchange(-1, 0), ServerKeyExchange.parse(ByteView.of(prime), 0x002f));
    }

    @Test
    void shouldSeeWhetherAnOcspResponderAnswered() {
        byte[] good = {0x30, (byte) 0x82, 1, 0, 0x0a, 1, 0, 5};
        byte[] later = {0x30, 3, 0x0a, 1, 3};
        assertEquals(new CertificateStatus(8, true),
                CertificateStatus.parse(ByteView.of(Hellos.concat(new byte[] {1}, Hellos.vector24(good)))));
        assertEquals(new CertificateStatus(5, false),
                CertificateStatus.parse(ByteView.of(Hellos.concat(new byte[] {1}, Hellos.vector24(later)))));
        assertNull(CertificateStatus.parse(ByteView.of(new byte[] {2, 0, 0, 0})));
    }

    @Test
    void shouldNameNumbers() {
        assertEquals("X25519MLKEM768", Registry.GROUP.name(4_588));
        assertEquals("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", Registry.CIPHER.name(0xc02f));
        assertEquals("DTLS 1.2", TlsVersion.name(TlsVersion.DTLS_1_2));
        assertEquals("GREASE", Registry.EXTENSION.name(0xdada));
        assertEquals("0x0a1a", Registry.CIPHER.name(0x0a1a));
        assertEquals("ServerHelloDone", HandshakeType.name(14));
    }
}
