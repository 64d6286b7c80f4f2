package io.wirecause.sip.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressScopeTest {
    @ParameterizedTest
    @CsvSource({"0.0.0.0,NONE", "127.0.0.1,LOOPBACK", "169.254.0.1,LINK", "10.255.0.1,PRIVATE", "172.16.0.1,PRIVATE",
        "172.31.255.255,PRIVATE", "172.32.0.0,PUBLIC", "192.168.1.1,PRIVATE", "192.169.1.1,PUBLIC", "100.64.0.1,PRIVATE",
        "100.127.255.255,PRIVATE", "100.128.0.0,PUBLIC", "224.0.1.75,MULTICAST", "239.1.1.1,MULTICAST", "8.8.8.8,PUBLIC",
        "255.255.255.255,PUBLIC", "::,NONE", "::1,LOOPBACK", "fe80::1,LINK", "febf::1,LINK", "fd00::1,PRIVATE",
        "ff02::1,MULTICAST", "2001:db8::1,PUBLIC", "::ffff:10.0.0.1,PRIVATE"})
    void shouldTellFromWhereAnAddressCanBeReached(String address, AddressScope scope) {
        assertEquals(scope, AddressScope.of(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.test", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1..2.3", ".1.2.3.4", "1.2.3.4.", "a:b", ":",
        "1.2.3.999999999999", "12345"})
    void shouldTakeNoNameForAnAddress(String text) {
        assertNull(AddressScope.of(text));
    }

    @Test
    void shouldTakeNothingForNoAddress() {
        assertNull(AddressScope.of((String) null));
    }
}
