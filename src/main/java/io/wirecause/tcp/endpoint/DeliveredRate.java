package io.wirecause.tcp.endpoint;

/**
 * How steadily a sender that loses much gets on: bytes acknowledged in each half second, from its tenth loss on, and how close
 * its segments follow each other. A policer drops what is above its rate, so that the rest is steady, without a queue.
 */
public final class DeliveredRate {
    /** Segments lost from which on a sender is watched: most connections lose fewer. */
    static final int LOSSES = 10;
    /** Nanoseconds of a slot, and slots: random losses average out over longer times. */
    private static final long SLOT_NANOS = 500_000_000L;
    private static final int SLOTS = 16;
    /** A segment follows closely if a link of the average rate would take this many times longer to pass it on. */
    private static final int CLOSE = 4;
    /** Frames of a faster link arrive together in one interrupt: their times say nothing. Nanoseconds. */
    private static final long SHORTEST_SEGMENT_NANOS = 400_000L;

    private final int[] slots = new int[SLOTS];
    private final long since;
    private final long acknowledgedBefore;
    private long acknowledged;
    private long lastData;
    /** A bit for each slot. */
    private int lossy;
    private int last;
    private int followed;
    private int close;
    private long lossEnd;
    private int losses;
    private int adjacent;

    DeliveredRate(long time, long acknowledged) {
        this.since = time;
        this.acknowledgedBefore = acknowledged;
        this.acknowledged = acknowledged;
    }

    void takeData(long time, long start, int payload, boolean isLoss) {
        int slot = slot(time);
        lossy |= isLoss && slot < SLOTS ? 1 << slot : 0;
        if (isLoss && slot < SLOTS) {
            losses++;
            adjacent += start == lossEnd ? 1 : 0;
            lossEnd = start + payload;
        }
        double nanosEach = (double) payload * (time - since) / Math.max(1, acknowledged - acknowledgedBefore);
        if (lastData > 0 && slot < SLOTS && nanosEach >= SHORTEST_SEGMENT_NANOS) {
            followed++;
            close += time - lastData < nanosEach / CLOSE ? 1 : 0;
        }
        lastData = time;
    }

    void takeAcknowledgment(long time, long offset) {
        int slot = slot(time);
        if (offset > acknowledged && slot < SLOTS) {
            slots[slot] += (int) (offset - acknowledged);
            acknowledged = offset;
            last = Math.max(last, slot);
        }
    }

    private int slot(long time) {
        return (int) Math.min(SLOTS, Math.max(0, time - since) / SLOT_NANOS);
    }

    /** Bytes a second over the full slots; 0 where there are fewer than asked for, or what was delivered is not steady. */
    public static long steady(EndpointState sender, int least, double meanDeviation, double deviation) {
        DeliveredRate rate = TransferTimes.rate(sender);
        int full = rate == null ? 0 : rate.last;
        if (full < least) {
            return 0;
        }
        double mean = 0;
        for (int i = 0; i < full; i++) {
            mean += (double) rate.slots[i] / full;
        }
        double sum = 0;
        for (int i = 0; i < full; i++) {
            double off = Math.abs(rate.slots[i] - mean);
            if (off > deviation * mean) {
                return 0;
            }
            sum += off;
        }
        return sum > meanDeviation * mean * full ? 0 : Math.round(mean * 1e9 / SLOT_NANOS);
    }

    /** Share of the full slots in which something was lost; 0 where there are none. */
    public static double lossyShare(EndpointState sender) {
        DeliveredRate rate = TransferTimes.rate(sender);
        return rate == null || rate.last == 0 ? 0 : (double) Integer.bitCount(rate.lossy & (1 << rate.last) - 1) / rate.last;
    }

    /** Share of lost segments right behind a lost one: few where they are lost at random. */
    public static double runShare(EndpointState sender) {
        DeliveredRate rate = TransferTimes.rate(sender);
        return rate == null || rate.losses == 0 ? 0 : (double) rate.adjacent / rate.losses;
    }

    /** Share of its segments that follow too closely to have passed a link of the average rate; 0 where that is not known. */
    public static double closeShare(EndpointState sender) {
        DeliveredRate rate = TransferTimes.rate(sender);
        return rate == null || rate.followed == 0 ? 0 : (double) rate.close / rate.followed;
    }
}
