package io.wirecause.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IpAddressTest {
    @Test
    void shouldGiveTheCanonicalFormOfAddresses() {
        assertEquals("192.0.2.80", IpAddress.canonical("192.0.2.80"));
        assertEquals("10.1.255.249", IpAddress.canonical("010.1.255.249"));
        assertEquals("2001:db8::1", IpAddress.canonical("2001:DB8:0::1"));
    }

    /** These look like addresses; the JDK would take the first ones for names of hosts and ask a name server. */
    @Test
    void shouldAskNoNameServer() {
        assertTimeout(Duration.ofSeconds(1), () -> {
            for (String address : new String[] {"192.0.2.256", "999.1.1.1", "1.2.3", "1.2.3.4.5", "1.2.3.4.", "1.2.3.4:5", "abc",
                    ""}) {
                assertNull(IpAddress.canonical(address), address);
            }
        });
    }
}
