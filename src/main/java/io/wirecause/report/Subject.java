package io.wirecause.report;

import java.util.Objects;

/**
 * What a finding is about, in terms that all protocols share. Two findings about the same subject can be joined although
 * neither protocol knows the other.
 *
 * @param kind what kind of thing
 * @param id   which one, in the canonical form of its kind
 */
public record Subject(Kind kind, String id) {
    /** The kinds of subjects. */
    public enum Kind {
        /** A TCP connection, by Wireshark's {@code tcp.stream}. */
        CONNECTION,
        /** An address with a port, such as {@code 192.0.2.1:443} or {@code [2001:db8::1]:443}. */
        ENDPOINT,
        /** An IP address. */
        HOST,
        /** A link address or DHCP client identifier, as answers write it. */
        CLIENT,
        /** A SIP call, by its Call-ID as it was on the wire. */
        CALL,
        /** A domain name in lower case without a final dot. */
        NAME,
        /** A file of the capture, by its name. */
        FILE
    }

    /** Requires both parts. */
    public Subject {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(id);
    }

    /** The TCP connection with this {@code tcp.stream}. */
    public static Subject connection(int stream) {
        return new Subject(Kind.CONNECTION, Integer.toString(stream));
    }

    /** An address with a port, as {@code FlowKey.Endpoint} writes it. */
    public static Subject endpoint(String addressAndPort) {
        return new Subject(Kind.ENDPOINT, addressAndPort);
    }

    /** An IP address in canonical form. */
    public static Subject host(String address) {
        return new Subject(Kind.HOST, address);
    }

    /** A link address or DHCP client identifier, as answers write it. */
    public static Subject client(String id) {
        return new Subject(Kind.CLIENT, id);
    }

    /** A SIP call. */
    public static Subject call(String callId) {
        return new Subject(Kind.CALL, callId);
    }

    /** A domain name; case and a final dot do not matter. */
    public static Subject name(String domainName) {
        String lower = domainName.toLowerCase(java.util.Locale.ROOT);
        return new Subject(Kind.NAME, lower.endsWith(".") && lower.length() > 1 ? lower.substring(0, lower.length() - 1) : lower);
    }

    /** A file of the capture. */
    public static Subject file(String fileName) {
        return new Subject(Kind.FILE, fileName);
    }
}
