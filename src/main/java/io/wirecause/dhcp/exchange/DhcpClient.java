package io.wirecause.dhcp.exchange;

import io.wirecause.analysis.InsertionOrderedHashTable;
import io.wirecause.dhcp.message.DhcpMessageContext;
import io.wirecause.packet.MacAddress;

/** One client. Times in nanoseconds. */
public final class DhcpClient extends InsertionOrderedHashTable.Node<DhcpClient> {
    /** How many clients came before it. */
    final int number;
    public final int version;
    /** Null where {@link #identity} tells. */
    private final String id;
    public final long mac;
    /** See {@link DhcpMessageContext#identity}. */
    private final long identity;
    public final long firstFrame;
    public final long firstTime;
    public String hostName;
    public String vendorClass;
    public String parameterList;
    /** Its address as last acknowledged. */
    String address;
    long messages;
    public boolean spoofed;
    public long bound;
    public long lastBound = Long.MIN_VALUE;
    boolean fingerprinted;
    /** Its exchange that began last. */
    DhcpExchange latest;

    DhcpClient(DhcpMessageContext first, int number) {
        this.number = number;
        this.version = first.version();
        this.mac = first.mac();
        this.identity = first.identity();
        this.id = identity >= 0 ? null : first.client();
        this.firstFrame = first.frame();
        this.firstTime = first.time();
    }

    void add(DhcpMessageContext s) {
        messages++;
        spoofed |= s.spoofed();
        if (!s.fromServer()) {
            String host = s.hostName();
            hostName = host != null ? host : hostName;
        }
        String vendor = s.vendorClass();
        vendorClass = vendor != null ? vendor : vendorClass;
        if (parameterList == null) {
            parameterList = s.parameterList();
        }
    }

    /** Who it is: link address, DUID or whatever else tells. */
    public String id() {
        return identity >= 0 ? MacAddress.text(identity) : id;
    }

    /**
     * Whether this is the client of a message.
     *
     * @param itsId what {@link DhcpMessageContext#client} says; not looked at where the link address tells
     */
    boolean isOf(DhcpMessageContext s, String itsId) {
        return version == s.version() && identity == s.identity() && (identity >= 0 || id.equals(itsId));
    }
}
