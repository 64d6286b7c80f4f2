package io.wirecause.dhcp;

import io.wirecause.bytes.ByteView;
import io.wirecause.dhcp.DhcpExchangeState.Event;
import io.wirecause.packet.Packet;
import java.util.List;

/**
 * What one message means for exchanges, leases, servers and clients, the same for both versions. A flyweight, filled anew for
 * each message; words are made when they are asked for.
 */
abstract class DhcpMessageContext {
    private final int version;
    private long frame;
    private long time;
    /** To be filled by those who know the version. */
    Event event;
    Purpose purpose;
    int xid;
    long mac;
    boolean fromServer;

    DhcpMessageContext(int version) {
        this.version = version;
    }

    /** Fills where and when. */
    final void at(Packet packet) {
        frame = packet.frame().number();
        time = packet.frame().timestampNanos();
    }

    /** 4 or 6. */
    final int version() {
        return version;
    }

    /** Its frame. */
    final long frame() {
        return frame;
    }

    /** When, nanoseconds. */
    final long time() {
        return time;
    }

    /** What it means. */
    final Event event() {
        return event;
    }

    /** What the client wants; {@link Purpose#UNKNOWN} where a server sends it. */
    final Purpose purpose() {
        return purpose;
    }

    /** Transaction id. */
    final int xid() {
        return xid;
    }

    /** Link address of the client; -1 for none. */
    final long mac() {
        return mac;
    }

    /** Whether a server sent it. */
    final boolean fromServer() {
        return fromServer;
    }

    /** Name of its type. */
    abstract String name();

    /** The client's link address where that is all that tells who it is; -1 where {@link #client} has to be asked. */
    abstract long identity();

    /** Who the client is: link address or DUID. */
    abstract String client();

    /** Whether the frame came from another link address than the client's, with no relay between. */
    abstract boolean spoofed();

    /** The client's name; null for none. */
    abstract String hostName();

    /** The client's kind as it says; null for none. */
    abstract String vendorClass();

    /** Codes of the options it asks for; null for none. */
    abstract String parameterList();

    /** Who the server is, in a server's message, or which one the client chose; null for none. */
    abstract String server();

    /** Where a server's message came from; null for a client's. */
    abstract String serverAddress();

    /** Addresses and prefixes with lifetimes. */
    abstract List<Dhcpv6Message.Binding> bindings();

    /** Subnet mask, routers, name servers: where two servers differ in it, hosts fare differently; null in a client's message. */
    abstract String settings();

    /** What a server says against it; null for nothing. */
    abstract String failure();

    /** The relay it came through; null for none. */
    abstract String relay();

    /** By its identifier, else its address; a message that only servers send, marked as a client's, may have neither. */
    final String server(String identifier) {
        String known = identifier != null ? identifier : serverAddress();
        return known == null && event.fromServer() ? "unidentified" : known;
    }

    /** An option's value, without brackets where it is a list of one. */
    static String shown(ValueKind kind, ByteView option) {
        Object value = DhcpOptionValues.decode(kind, option, 1);
        return value instanceof List<?> list && list.size() == 1 ? String.valueOf(list.get(0)) : String.valueOf(value);
    }
}
