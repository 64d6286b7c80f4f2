package io.wirecause.flow;

import io.wirecause.packet.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts packets by IP address, without allocation for an address met before. Addresses beyond the bound are not
 * counted one by one; {@link #beyond} says how many packets they had.
 */
public final class AddressCounts {
    /** Distinct addresses kept: about 20 MB where a sweep or a flood fills it. */
    static final int MAX_ADDRESSES = 200_000;

    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private long[] counts = new long[16];
    private final List<FlowKey.Endpoint> addresses = new ArrayList<>();
    private long beyond;

    /** Nothing counted yet. */
    public AddressCounts() {
    }

    /** Counts one packet for an address, in the two longs in which {@code Packet} gives it. */
    public void add(int version, long hi, long lo) {
        key.set(version, 0, hi, lo, 0, hi, lo, 0);
        int index = table.get(key);
        if (index < 0) {
            if (addresses.size() == MAX_ADDRESSES) {
                beyond++;
                return;
            }
            index = addresses.size();
            table.put(key, index);
            addresses.add(key.endpoint(true));
            if (index == counts.length) {
                counts = Arrays.copyOf(counts, 2 * counts.length);
            }
        }
        counts[index]++;
    }

    /** Distinct addresses counted. */
    public int distinct() {
        return addresses.size();
    }

    /** Packets of addresses that came after the bound was reached. */
    public long beyond() {
        return beyond;
    }

    /** The addresses with most packets, at most {@code most} of them, as text; of equals the one met first. */
    public List<String> top(int most) {
        return java.util.stream.IntStream.range(0, addresses.size()).boxed()
                .sorted((x, y) -> Long.compare(counts[y], counts[x])).limit(most)
                .map(i -> IpAddress.text(addresses.get(i).version(), addresses.get(i).hi(), addresses.get(i).lo())).toList();
    }
}
