package io.wirecause.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.wirecause.bytes.ByteView;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MacAddressTest {
    @Test
    void shouldGiveLowerCaseTextAndNullForNone() {
        ByteView bytes = ByteView.of(HexFormat.of().parseHex("ffde0a00FF10Ab".toLowerCase(java.util.Locale.ROOT)));
        assertEquals("de:0a:00:ff:10:ab", MacAddress.text(MacAddress.at(bytes, 1)));
        assertEquals("00:00:00:00:00:00", MacAddress.text(0));
        assertNull(MacAddress.text(-1));
    }
}
