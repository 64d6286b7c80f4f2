package io.wirecause.compare.match;

import io.wirecause.analysis.collect.InsertionOrderedHashTable;
import io.wirecause.analysis.collect.KeyedHash;
import io.wirecause.packet.Packet;

/** A packet as one capture shows it, kept until the other shows it or has had its time. Used again and again. */
final class Sighting extends InsertionOrderedHashTable.Node<Sighting> {
    /** Packets that are alike in all that tells packets apart are one within this time. */
    private static final long COPY_NANOS = 1_000_000_000L;

    FlowPair pair;
    int way;
    int capture;
    long key;
    long frame;
    long time;
    /** By the first capture's clock, as far as it is known. */
    long aligned;
    boolean matched;
    /** Whether another sighting in the same capture is the same packet and has its partner. */
    boolean copy;

    int ttl;
    int trafficClass;
    int ipId;
    int fragmentId;
    boolean reassembled;
    int flags;
    int sequence;
    int length;
    int captured;
    long payload;
    int urgent;
    int window;
    int tunnels;
    int mss;
    int windowScale;
    boolean sack;
    /** Whether the capture holds the whole TCP header. */
    boolean hasOptions;
    boolean hasTsVal;
    int tsVal;
    int vlan;
    /** Bytes of its payload that other packets of the other capture hold. */
    int covered;

    /** Fills it from a packet. */
    void fill(FlowPair ofPair, int ofWay, int ofCapture, Packet packet, long alignedTime) {
        pair = ofPair;
        way = ofWay;
        capture = ofCapture;
        frame = packet.frame().number();
        time = packet.frame().timestampNanos();
        aligned = alignedTime;
        matched = false;
        copy = false;
        covered = 0;
        ttl = packet.ttl();
        trafficClass = packet.trafficClass();
        ipId = packet.ipId();
        fragmentId = packet.fragmentId();
        reassembled = packet.reassembled();
        vlan = packet.vlan();
        tunnels = packet.tunnels();
        boolean transport = packet.isTcp() || packet.isUdp();
        length = transport ? packet.payloadLength() : packet.transportLength();
        captured = transport ? packet.payload().length() : 0;
        payload = captured == 0 ? 0 : KeyedHash.mix(packet.payload());
        flags = 0;
        hasTsVal = false;
        if (packet.isTcp()) {
            segment(packet);
        }
    }

    private void segment(Packet packet) {
        int shift = capture == 0 ? 0 : pair.ways[way].shift;
        flags = packet.tcp().flags();
        sequence = packet.tcp().sequence() + shift;
        hasTsVal = packet.tcp().hasTimestamps();
        tsVal = packet.tcp().tsVal();
        mss = packet.tcp().mss();
        windowScale = packet.tcp().windowScale();
        sack = packet.tcp().sackPermitted();
        window = packet.tcp().window();
        hasOptions = packet.transport().length() >= packet.tcp().headerLength();
        urgent = packet.transport().length() >= 20 ? packet.transport().u16be(18) : 0;
    }

    boolean isBareAck() {
        return pair.first.isTcp() && Content.isBareAck(flags, length);
    }

    boolean hasData() {
        return pair.first.isTcp() && length > 0;
    }

    /** The sequence number behind its payload. */
    int end() {
        return sequence + length;
    }

    /** Whether this is the same packet as another of the same place in its stream, as far as what tells packets apart says. */
    boolean isSameAs(Sighting other) {
        FlowPair.Way of = pair.ways[way];
        if (of.keepsIds && ipId > 0 && other.ipId > 0) {
            return ipId == other.ipId;
        }
        return !of.keepsTimestamps || !hasTsVal || !other.hasTsVal || tsVal == other.tsVal;
    }

    /** Whether the two are one packet, twice in a capture or on the wire: by what tells packets apart, or by the time alone. */
    boolean isCopyOf(Sighting other) {
        long apart = Math.abs(aligned - other.aligned);
        if (ipId > 0 && other.ipId > 0) {
            return ipId == other.ipId && apart < COPY_NANOS;
        }
        if (hasTsVal && other.hasTsVal) {
            return tsVal == other.tsVal && apart < COPY_NANOS / 10;
        }
        return length > 0 && apart < COPY_NANOS / 500;
    }
}
