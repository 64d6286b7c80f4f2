package io.wirecause.dns.message;

import io.wirecause.bytes.ByteView;
import java.util.Arrays;
import org.xbill.DNS.Type;

/**
 * A response in brief: its code and addresses.
 *
 * @param rcode the response code
 * @param answers number of answer records
 * @param addresses the first addresses of the answer, sorted; of IPv6 a hash
 */
public record ResponseSummary(int rcode, int answers, long[] addresses) {
    /** Addresses kept per answer. */
    private static final int MAX_ADDRESSES = 16;
    private static final long[] NONE = {};

    /**
     * The summary of a message.
     *
     * @param likely returned instead of an equal new summary, to save memory; null for none
     */
    public static ResponseSummary of(DnsMessage message, ResponseSummary likely) {
        int parsed = message.count(DnsMessage.ANSWER);
        int answers = message.cut() ? Math.max(parsed, message.claimed(DnsMessage.ANSWER)) : parsed;
        long[] addresses = addresses(message, parsed);
        return likely != null && likely.rcode == message.rcode() && likely.answers == answers
                && Arrays.equals(likely.addresses, addresses) ? likely : new ResponseSummary(message.rcode(), answers, addresses);
    }

    private static long[] addresses(DnsMessage message, int answers) {
        long[] addresses = NONE;
        for (int i = 0; i < answers && addresses.length < MAX_ADDRESSES; i++) {
            int record = message.first(DnsMessage.ANSWER) + i;
            if (isAddress(message, record)) {
                addresses = Arrays.copyOf(addresses, addresses.length + 1);
                addresses[addresses.length - 1] = address(message.bytes(), message.dataAt(record), message.dataLength(record));
            }
        }
        Arrays.sort(addresses);
        return addresses;
    }

    private static boolean isAddress(DnsMessage message, int record) {
        int type = message.recordType(record);
        return type == Type.A && message.dataLength(record) == 4 || type == Type.AAAA && message.dataLength(record) == 16;
    }

    private static long address(ByteView bytes, int at, int length) {
        return length == 4 ? bytes.u32be(at) : bytes.i64be(at) * 0x9e3779b97f4a7c15L ^ bytes.i64be(at + 8);
    }

    /**
     * Whether two answers contradict each other: the name exists in one only, one only has data, or they share no address.
     * Answers that share an address are a rotation of a larger set.
     */
    public boolean contradicts(ResponseSummary other) {
        if (rcode != other.rcode || answers == 0 != (other.answers == 0)) {
            return true;
        }
        if (this == other || addresses.length == 0 || other.addresses.length == 0) {
            return false;
        }
        for (long address : addresses) {
            if (Arrays.binarySearch(other.addresses, address) >= 0) {
                return false;
            }
        }
        return true;
    }
}
