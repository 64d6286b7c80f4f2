package io.pcaplens.dhcp;

/** One client. Times in nanoseconds. */
final class Client {
    final int version;
    final String id;
    final long mac;
    final long firstFrame;
    final long firstTime;
    String hostName;
    String vendorClass;
    String parameterList;
    /** Its address as last acknowledged. */
    String address;
    long messages;
    boolean spoofed;
    long bound;
    long lastBound = Long.MIN_VALUE;
    boolean fingerprinted;
    /** Its exchange that began last. */
    Exchange latest;

    Client(Sighting first) {
        this.version = first.version();
        this.id = first.client();
        this.mac = first.mac();
        this.firstFrame = first.frame();
        this.firstTime = first.time();
    }

    void add(Sighting s) {
        messages++;
        spoofed |= s.spoofed();
        if (s.hostName() != null && !s.fromServer()) {
            hostName = s.hostName();
        }
        if (s.vendorClass() != null) {
            vendorClass = s.vendorClass();
        }
        if (s.parameterList() != null && parameterList == null) {
            parameterList = s.parameterList();
        }
    }
}
