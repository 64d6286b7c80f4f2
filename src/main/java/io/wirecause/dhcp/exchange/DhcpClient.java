package io.wirecause.dhcp.exchange;

import io.wirecause.analysis.collect.InsertionOrderedHashTable;
import io.wirecause.dhcp.message.DhcpMessageContext;
import io.wirecause.packet.MacAddress;

/** A client. Times are in nanoseconds since 1970. */
public final class DhcpClient extends InsertionOrderedHashTable.Node<DhcpClient> {
    /** Number of the client, counted from 0. */
    final int number;
    final int version;
    /** Null if {@link #identity} identifies the client. */
    private final String id;
    final long mac;
    /** See {@link DhcpMessageContext#identity}. */
    private final long identity;
    final long firstFrame;
    final long firstTime;
    String hostName;
    String vendorClass;
    String parameterList;
    /** The address it was last granted. */
    String address;
    boolean spoofed;
    long bound;
    long informed;
    long lastBound = Long.MIN_VALUE;
    /** The server that granted it an address last; null if none did. */
    String grantedBy;
    /** When its lease runs out, nanoseconds since 1970; {@link Long#MAX_VALUE} if unknown. */
    long leaseEnd = Long.MAX_VALUE;
    private final RequestRate rate = new RequestRate();
    /** The exchange it began last. */
    DhcpExchange latest;

    DhcpClient(DhcpMessageContext first, int number) {
        this.number = number;
        this.version = first.version();
        this.mac = first.mac();
        this.identity = first.identity();
        this.id = identity >= 0 ? null : first.client();
        this.firstFrame = first.frame();
        this.firstTime = first.timeNanos();
    }

    void add(DhcpMessageContext context) {
        spoofed |= context.spoofed();
        if (!context.fromServer()) {
            String host = context.hostName();
            hostName = host != null ? host : hostName;
        }
        String vendor = context.vendorClass();
        vendorClass = vendor != null ? vendor : vendorClass;
        if (parameterList == null) {
            parameterList = context.parameterList();
        }
    }

    /** Its identifier: link address, DUID or whatever else it gives. */
    public String id() {
        return identity >= 0 ? MacAddress.text(identity) : id;
    }

    /**
     * Whether a message is from this client.
     *
     * @param itsId what {@link DhcpMessageContext#client} returns; not used if the link address identifies the client
     */
    boolean isOf(DhcpMessageContext context, String itsId) {
        return version == context.version() && identity == context.identity() && (identity >= 0 || id.equals(itsId));
    }

    /** 4 or 6. */
    public int version() {
        return version;
    }

    /** Link address; -1 if unknown. */
    public long mac() {
        return mac;
    }

    /** Frame of its first message. */
    public long firstFrame() {
        return firstFrame;
    }

    /** Time of its first message, nanoseconds since 1970. */
    public long firstTime() {
        return firstTime;
    }

    /** Its name; null if it gives none. */
    public String hostName() {
        return hostName;
    }

    /** Its vendor class; null if it gives none. */
    public String vendorClass() {
        return vendorClass;
    }

    /** Codes of the options it asks for; null if it gives none. */
    public String parameterList() {
        return parameterList;
    }

    /** Whether one of its messages came from another link address than it names. */
    public boolean spoofed() {
        return spoofed;
    }

    /** How many messages it sends, and how fast. */
    public RequestRate rate() {
        return rate;
    }

    /** Whether a DISCOVER or SOLICIT is all that it sent, copies not counted. */
    public boolean askedOnce() {
        return rate.sent() - rate.copies() == 1 && latest != null && latest.asks == 1;
    }

    /** How often it was granted an address. */
    public long bound() {
        return bound;
    }

    /** How often it was given settings without an address (INFORM). */
    public long informed() {
        return informed;
    }

    /** When it was last granted an address, nanoseconds since 1970; {@link Long#MIN_VALUE} if never. */
    public long lastBound() {
        return lastBound;
    }

    /** The server that granted it an address last; null if none did. */
    public String grantedBy() {
        return grantedBy;
    }
}
