package io.wirecause.source.download;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationScopeTest {
    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
        "198.20.0.0", "223.255.255.255", "2606:4700:4700::1111", "2a00:1450::1", "64:ff9b::808:808", "::ffff:8.8.8.8"})
    void shouldBePublicWhenAnyoneOnTheInternetCanReachIt(String address) throws Exception {
        assertEquals(DestinationScope.PUBLIC, DestinationScope.of(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.255.255.255", "127.0.0.1", "127.255.255.255", "172.16.0.1", "172.31.255.255",
        "192.168.0.1", "100.64.0.1", "100.127.255.255", "198.18.0.1", "198.19.255.255", "::1", "fc00::1", "fd12:3456::1",
        "::ffff:127.0.0.1", "::ffff:10.1.2.3", "64:ff9b::7f00:1", "64:ff9b::a00:1"})
    void shouldBePrivateWhenItIsThisHostOrTheLocalNetwork(String address) throws Exception {
        assertEquals(DestinationScope.PRIVATE, DestinationScope.of(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.0.1", "168.63.129.16", "100.100.100.200",
        "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "::", "::7f00:1", "fe80::1", "fec0::1", "ff02::1", "fd00:ec2::254", "fd20:ce::254", "2001::1",
        "2001:db8::1", "2002:7f00:1::", "2002:808:808::1", "3fff::1", "100::1", "64:ff9b:1::1", "64:ff9b::a9fe:a9fe",
        "::ffff:169.254.169.254", "4000::1"})
    void shouldBeSpecialWhenItIsNoHostOrHidesOne(String address) throws Exception {
        assertEquals(DestinationScope.SPECIAL, DestinationScope.of(InetAddress.getByName(address)));
    }
}
