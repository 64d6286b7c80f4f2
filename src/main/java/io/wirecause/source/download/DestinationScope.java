package io.wirecause.source.download;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * The scope of an IP address, by the IANA special-purpose registries (RFC 6890 and updates). A URL that a language model
 * names may stem from prompt injection, so only public addresses are fetched unless the user allows more.
 */
enum DestinationScope {
    /** Anyone on the internet can reach it, so nothing is gained by making us fetch it. */
    PUBLIC,
    /** This host, the local network or a carrier's network. */
    PRIVATE,
    /** No host at all, the link itself, a cloud's metadata service, or a tunnel to an address that is hidden from us. */
    SPECIAL;

    /** First match counts. 168.63.129.16, 100.100.100.200 and the two fd.. hosts are metadata services of clouds. */
    private static final List<Block> IPV4 = List.of(
            block("168.63.129.16", 32, SPECIAL), block("100.100.100.200", 32, SPECIAL),
            block("0.0.0.0", 8, SPECIAL), block("10.0.0.0", 8, PRIVATE), block("100.64.0.0", 10, PRIVATE),
            block("127.0.0.0", 8, PRIVATE), block("169.254.0.0", 16, SPECIAL), block("172.16.0.0", 12, PRIVATE),
            block("192.0.0.0", 24, SPECIAL), block("192.0.2.0", 24, SPECIAL), block("192.88.99.0", 24, SPECIAL),
            block("192.168.0.0", 16, PRIVATE), block("198.18.0.0", 15, PRIVATE), block("198.51.100.0", 24, SPECIAL),
            block("203.0.113.0", 24, SPECIAL), block("224.0.0.0", 3, SPECIAL), block("0.0.0.0", 0, PUBLIC));
    private static final List<Block> IPV6 = List.of(
            block("fd00:ec2::254", 128, SPECIAL), block("fd20:ce::254", 128, SPECIAL),
            block("::1", 128, PRIVATE), block("fc00::", 7, PRIVATE), block("2001::", 23, SPECIAL),
            block("2001:db8::", 32, SPECIAL), block("2002::", 16, SPECIAL), block("3fff::", 20, SPECIAL),
            block("2000::", 3, PUBLIC), block("::", 0, SPECIAL));
    /** RFC 6052: the last four bytes are an IPv4 address. */
    private static final Block NAT64 = block("64:ff9b::", 96, PUBLIC);

    /** The scope of an address; of one behind NAT64, that of the IPv4 address inside. */
    static DestinationScope of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return find(IPV4, bytes);
        }
        if (NAT64.holds(bytes)) {
            return find(IPV4, Arrays.copyOfRange(bytes, 12, 16));
        }
        return find(IPV6, bytes);
    }

    private static DestinationScope find(List<Block> blocks, byte[] address) {
        for (Block block : blocks) {
            if (block.holds(address)) {
                return block.scope;
            }
        }
        return SPECIAL;
    }

    private static Block block(String prefix, int bits, DestinationScope scope) {
        try {
            return new Block(InetAddress.getByName(prefix).getAddress(), bits, scope);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(prefix, e);
        }
    }

    /** The addresses that share their first bits with a prefix. */
    private record Block(byte[] prefix, int bits, DestinationScope scope) {
        boolean holds(byte[] address) {
            int whole = bits / 8;
            if (!Arrays.equals(prefix, 0, whole, address, 0, whole)) {
                return false;
            }
            int rest = bits % 8;
            return rest == 0 || (prefix[whole] ^ address[whole]) >> (8 - rest) == 0;
        }
    }
}
