package io.wirecause.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TlsAlertTest {
    private static ByteView hex(String hex) {
        return ByteView.of(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @Test
    void shouldFindAFatalAlertBehindOtherRecords() {
        assertEquals(40, TlsAlert.fatalIn(hex("16 0303 0001 00  15 0303 0002 02 28")));
        assertEquals("handshake_failure", TlsAlert.name(40));
        assertEquals("alert 200", TlsAlert.name(200));
    }

    @Test
    void shouldPassOverWarningsCloseNotifyAndEncryptedAlerts() {
        assertEquals(-1, TlsAlert.fatalIn(hex("15 0303 0002 01 5a")));
        assertEquals(-1, TlsAlert.fatalIn(hex("15 0303 0002 02 00")));
        assertEquals(-1, TlsAlert.fatalIn(hex("15 0303 0012 02 28 0000")));
    }

    @Test
    void shouldFindNothingInWhatIsNoTlsOrCutOff() {
        assertEquals(-1, TlsAlert.fatalIn(hex("15 0203 0002 02 28")));
        assertEquals(-1, TlsAlert.fatalIn(hex("15 0303 0002 02")));
        assertEquals(-1, TlsAlert.fatalIn(hex("")));
    }

    @Test
    void shouldTellFromTheFirstBytesWhetherAStreamMayBeTls() {
        assertTrue(TlsRecord.mayStart(hex("16"), TlsRecord.HANDSHAKE));
        assertTrue(TlsRecord.mayStart(hex("1603"), TlsRecord.HANDSHAKE));
        assertFalse(TlsRecord.mayStart(hex("1602"), TlsRecord.HANDSHAKE));
        assertFalse(TlsRecord.isAt(hex("16 0303"), 0));
        assertTrue(TlsRecord.isAt(hex("00 16 0303 0001"), 1));
    }
}
