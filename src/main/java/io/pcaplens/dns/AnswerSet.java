package io.pcaplens.dns;

import java.util.Arrays;

/**
 * What a response says, small enough to keep: its code and its addresses.
 *
 * @param rcode     the response code
 * @param answers   answer records
 * @param addresses the first addresses of the answer, each as one number; of IPv6 a hash, sorted
 */
record AnswerSet(int rcode, int answers, long[] addresses) {
    /** Addresses kept of one answer. */
    private static final int MAX_ADDRESSES = 16;
    private static final long[] NONE = {};

    static AnswerSet of(DnsMessage message) {
        long[] addresses = NONE;
        int answers = message.count(DnsMessage.ANSWER);
        for (int i = 0; i < answers && addresses.length < MAX_ADDRESSES; i++) {
            int record = message.first(DnsMessage.ANSWER) + i;
            int at = message.dataAt(record);
            int length = message.dataLength(record);
            if (message.recordType(record) == 1 && length == 4) {
                addresses = with(addresses, message.bytes().u32be(at));
            } else if (message.recordType(record) == 28 && length == 16) {
                addresses = with(addresses, message.bytes().i64be(at) * 0x9e3779b97f4a7c15L ^ message.bytes().i64be(at + 8));
            }
        }
        Arrays.sort(addresses);
        return new AnswerSet(message.rcode(), answers, addresses);
    }

    private static long[] with(long[] addresses, long address) {
        long[] longer = Arrays.copyOf(addresses, addresses.length + 1);
        longer[addresses.length] = address;
        return longer;
    }

    /** Whether both give the same code and the same addresses in whatever order. */
    boolean sameAs(AnswerSet other) {
        return rcode == other.rcode && answers == other.answers && Arrays.equals(addresses, other.addresses);
    }

    /**
     * Whether the two contradict each other: a name that exists for one only, data from one only, or addresses of which
     * none is the same. Addresses that overlap are the rotation of a large set.
     */
    boolean contradicts(AnswerSet other) {
        if (rcode != other.rcode || answers == 0 != (other.answers == 0)) {
            return true;
        }
        if (addresses.length == 0 || other.addresses.length == 0) {
            return false;
        }
        return Arrays.stream(addresses).noneMatch(a -> Arrays.binarySearch(other.addresses, a) >= 0);
    }
}
