package io.wirecause.compare.match;

import io.wirecause.flow.FlowKey;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Packet;
import io.wirecause.protocol.IcmpError;

/** ICMP errors that one capture holds and the other does not: somebody between the points did not deliver a packet. */
public final class PathErrors {
    private final Frames frames = new Frames();
    private final IcmpError error = new IcmpError();
    private final FlowKey key = new FlowKey();
    private String first;
    private String from;

    /** Takes in a packet that is in no conversation of both captures. */
    void packet(Packet packet) {
        long mtu = error.tooBig(packet);
        if (mtu < 0 && !error.unreachable(packet)) {
            return;
        }
        frames.add(packet.frame().number());
        if (first == null) {
            key.set(error.quoted());
            boolean ports = error.quoted().hasPorts();
            first = (mtu >= 0 ? "packet too big for the next link" + (mtu > 0 ? ", MTU " + mtu : "")
                    : "destination unreachable, code " + error.code()) + ", about " + end(key.endpoint(key.fromA()), ports)
                    + " to "
                    + end(key.endpoint(!key.fromA()), ports);
            from = IpAddress.source(packet);
        }
    }

    private static String end(FlowKey.Endpoint end, boolean port) {
        return port ? end.toString() : end.address();
    }

    /** How many, and in which frames. */
    public Frames frames() {
        return frames;
    }

    /** What the first one says; null where there is none. */
    public String first() {
        return first;
    }

    /** Who sent the first one. */
    public String from() {
        return from;
    }
}
