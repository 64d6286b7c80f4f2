package io.wirecause.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class QuotedPacketTest {
    private static final String TCP_IN_IPV4 = "4500003c1234400003060000c0000201c0000250 d4311f9011223344".replace(" ", "");
    private static final String ECHO_IN_IPV6_BEHIND_OPTIONS =
            "600000000018000120010db800000000000000000000000120010db8000000000000000000000002"
            + "3c00010400000000" + "3a00010400000000" + "8000abcd12340007";

    private final QuotedPacket quoted = new QuotedPacket();

    private boolean point(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return quoted.point(ByteView.of(bytes), 0, bytes.length);
    }

    @Test
    void shouldReadPortsAndSequenceWhenTcpIsQuoted() {
        assertTrue(point(TCP_IN_IPV4));
        assertEquals("192.0.2.1", IpAddress.text(4, quoted.sourceHi(), quoted.sourceLo()));
        assertEquals("192.0.2.80", IpAddress.text(4, quoted.destinationHi(), quoted.destinationLo()));
        assertEquals(3, quoted.ttl());
        assertEquals(0x1234, quoted.ipId());
        assertEquals(60, quoted.totalLength());
        assertTrue(quoted.dontFragment());
        assertTrue(quoted.hasPorts());
        assertEquals(54_321, quoted.sourcePort());
        assertEquals(8080, quoted.destinationPort());
        assertEquals(0x11223344, quoted.sequence());
        assertFalse(quoted.hasIcmp());
    }

    @Test
    void shouldSkipExtensionHeadersWhenIpv6IsQuoted() {
        assertTrue(point(ECHO_IN_IPV6_BEHIND_OPTIONS));
        assertEquals(58, quoted.protocol());
        assertTrue(quoted.hasIcmp());
        assertEquals(128, quoted.icmpType());
        assertEquals(0x1234, quoted.icmpId());
        assertEquals(7, quoted.icmpSequence());
    }

    @Test
    void shouldNotReadPortsWhenALaterFragmentIsQuoted() {
        assertTrue(point("4500003c1234000503110000c0000201c0000250d4311f9011223344"));
        assertTrue(quoted.laterFragment());
        assertFalse(quoted.hasPorts());
    }

    @Test
    void shouldNeverThrowWhenTheQuoteEndsAnywhere() {
        for (String hex : new String[] {TCP_IN_IPV4, ECHO_IN_IPV6_BEHIND_OPTIONS, "4f0000", "", "00"}) {
            byte[] bytes = HexFormat.of().parseHex(hex);
            for (int length = 0; length <= bytes.length; length++) {
                if (quoted.point(ByteView.of(bytes), 0, length)) {
                    assertFalse(quoted.hasPorts() && quoted.hasIcmp());
                    assertTrue(!quoted.hasSequence() || quoted.hasPorts());
                }
            }
        }
    }
}
