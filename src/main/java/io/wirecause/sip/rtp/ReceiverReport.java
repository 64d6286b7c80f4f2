package io.wirecause.sip.rtp;

/** What receivers say of one stream in RTCP, summed up. */
public final class ReceiverReport {
    private int count;
    private int lost;
    private int firstLost;
    private int worstFraction;
    private long jitterTicks;
    private double roundTripMillis = -1;
    private int mos = -1;

    ReceiverReport() {
    }

    /** Adds a report block (RFC 3550, section 6.4.1), its loss as an 8-bit fraction. */
    void block(int fraction, int lost, long jitterTicks) {
        firstLost = count++ == 0 ? lost : firstLost;
        this.lost = lost;
        worstFraction = Math.max(worstFraction, fraction);
        this.jitterTicks = Math.max(this.jitterTicks, jitterTicks);
    }

    void roundTrip(double millis) {
        roundTripMillis = Math.max(roundTripMillis, millis);
    }

    void meanOpinionScore(int tenths) {
        mos = mos < 0 ? tenths : Math.min(mos, tenths);
    }

    /** Report blocks seen. */
    public int count() {
        return count;
    }

    /** Packets lost in all as the last report says; negative where repeated packets outnumber lost ones. */
    public int lost() {
        return lost;
    }

    /** Packets lost when the first report seen was made. */
    public int firstLost() {
        return firstLost;
    }

    /** The worst share lost between two reports, 0 to 1. */
    public double worstFraction() {
        return worstFraction / 256.0;
    }

    /** Greatest jitter reported, in ticks of the encoding's clock. */
    public long jitterTicks() {
        return jitterTicks;
    }

    /** Longest round trip from the capture to the receiver and back, milliseconds; negative if unknown. */
    public double roundTripMillis() {
        return roundTripMillis;
    }

    /** Least mean opinion score that the receiver reported, times 10; -1 where it reported none. */
    public int mos() {
        return mos;
    }
}
