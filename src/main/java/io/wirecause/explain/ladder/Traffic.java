package io.wirecause.explain.ladder;

import io.wirecause.report.Plural;

/** What one side sent in a step. */
final class Traffic {
    private long packets;
    private long bytes;
    private long again;
    private long late;
    private long missing;
    private long asked;

    void add(long payload) {
        packets++;
        bytes += payload;
    }

    void again() {
        packets++;
        again++;
    }

    void late() {
        late++;
    }

    void missing() {
        missing++;
    }

    void askedAgain() {
        asked++;
    }

    void take(Traffic other) {
        packets += other.packets;
        bytes += other.bytes;
        again += other.again;
        late += other.late;
        missing += other.missing;
        asked += other.asked;
    }

    long packets() {
        return packets;
    }

    long bytes() {
        return bytes;
    }

    boolean isTroubled() {
        return again + late + missing > 0;
    }

    /** The bytes, and in how many packets where that is more than one. */
    String size(String noun) {
        return Amounts.bytes(bytes) + (packets > 1 ? " in " + Plural.of(packets, noun) : "");
    }

    /** What went wrong on the way; empty for nothing. */
    String trouble() {
        return (again > 0 ? ", " + again + " sent again" : "") + (late > 0 ? ", " + late + " out of order" : "")
                + (missing > 0 ? ", " + Plural.of(missing, "gap") + " where segments are missing" : "")
                + (asked > 2 ? ", asked for again by " + asked + " duplicate ACKs" : "");
    }
}
