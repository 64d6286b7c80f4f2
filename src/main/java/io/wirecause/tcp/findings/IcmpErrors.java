package io.wirecause.tcp.findings;

/** Meanings of the ICMP errors that stop a connection (RFC 792, RFC 1812 section 5.2.7.1, RFC 4443 section 3.1). */
final class IcmpErrors {
    private IcmpErrors() {
    }

    /** In words; {@code error} is type times 256 plus code. */
    static String meaning(int error, int ipVersion) {
        int code = error & 0xff;
        String words = ipVersion == 4 ? switch (code) {
            case 0 -> "network unreachable";
            case 1 -> "host unreachable";
            case 2 -> "protocol unreachable";
            case 3 -> "port unreachable";
            case 4 -> "fragmentation needed";
            case 9 -> "network administratively prohibited";
            case 10 -> "host administratively prohibited";
            case 13 -> "communication administratively prohibited";
            default -> "destination unreachable";
        } : switch (code) {
            case 0 -> "no route to destination";
            case 1 -> "communication administratively prohibited";
            case 3 -> "address unreachable";
            case 4 -> "port unreachable";
            case 5 -> "source address failed policy";
            case 6 -> "reject route to destination";
            default -> "destination unreachable";
        };
        return words + " (" + (ipVersion == 4 ? "ICMP " : "ICMPv6 ") + (error >> 8) + "/" + code + ")";
    }
}
