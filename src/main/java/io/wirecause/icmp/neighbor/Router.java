package io.wirecause.icmp.neighbor;

import io.wirecause.analysis.collect.Examples;
import io.wirecause.icmp.message.Address;
import java.util.List;

/** A router, identified by its address and link address. */
public final class Router {
    final Address address;
    final String linkAddress;
    /** VLAN and interface on which it was heard: routers of one link compete, others do not. */
    final int vlan;
    final int interfaceId;
    RouterAdvertisement latest;
    long advertisements;
    long changes;
    long firstFrame;
    long lastFrame;
    private String fault;
    private Examples faulty;

    Router(Address address, String linkAddress, int vlan, int interfaceId) {
        this.address = address;
        this.linkAddress = linkAddress;
        this.vlan = vlan;
        this.interfaceId = interfaceId;
    }

    /** Whether another router was heard on the same link and is another device. */
    public boolean isBeside(Router other) {
        return vlan == other.vlan && interfaceId == other.interfaceId && linkAddress != null && other.linkAddress != null
                && !linkAddress.equals(other.linkAddress);
    }

    void fault(String what, long frame) {
        fault = what;
        faulty = faulty == null ? new Examples() : faulty;
        faulty.add(frame);
    }

    /** What is wrong with an option of its advertisements, in words; null for nothing. */
    public String fault() {
        return fault;
    }

    /** Advertisements with such an option. */
    public long faulty() {
        return faulty == null ? 0 : faulty.count();
    }

    /** Some of them. */
    public List<Long> faultyFrames() {
        return faulty == null ? List.of() : faulty.frames();
    }

    /** Advertisements. */
    public long advertisements() {
        return advertisements;
    }

    /** How often their content changed. */
    public long changes() {
        return changes;
    }

    /** First frame. */
    public long firstFrame() {
        return firstFrame;
    }

    /** Last frame. */
    public long lastFrame() {
        return lastFrame;
    }

    /** The last advertisement. */
    public RouterAdvertisement latest() {
        return latest;
    }

    /** Its address. */
    public Address address() {
        return address;
    }

    /** Its link address, as it says or as its frames do; null where neither does. */
    public String linkAddress() {
        return linkAddress;
    }
}
