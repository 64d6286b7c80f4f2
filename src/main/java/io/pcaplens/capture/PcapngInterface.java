package io.pcaplens.capture;

import io.pcaplens.bytes.ByteView;
import java.math.BigInteger;

/**
 * What an interface description block tells of its interface (draft-ietf-opsawg-pcapng, section 4.2).
 *
 * @param linkType       link type of its frames
 * @param snaplen        bytes kept of each frame at most; 0 for no limit
 * @param ticksPerSecond unit of its timestamps; 0 where a second is too coarse to count in 64 bits (2^64 and finer)
 * @param offsetSeconds  seconds to add to each timestamp
 */
record PcapngInterface(int linkType, long snaplen, long ticksPerSecond, long offsetSeconds) {
    /** Link type, reserved, snaplen. */
    static final int FIXED_LENGTH = 8;
    private static final int OPTION_END = 0;
    private static final int OPTION_TSRESOL = 9;
    private static final int OPTION_TSOFFSET = 14;
    private static final int BASE_TWO = 0x80;
    private static final long NANOS = 1_000_000_000L;

    /** Reads the body of the block, which holds at least {@link #FIXED_LENGTH} bytes. */
    static PcapngInterface read(ByteView body, boolean little) {
        int linkType = little ? body.u16le(0) : body.u16be(0);
        long snaplen = little ? body.u32le(4) : body.u32be(4);
        long ticks = 1_000_000;
        long offset = 0;
        int at = FIXED_LENGTH;
        while (body.length() - at >= 4) {
            int code = little ? body.u16le(at) : body.u16be(at);
            int length = little ? body.u16le(at + 2) : body.u16be(at + 2);
            at += 4;
            if (code == OPTION_END || length > body.length() - at) {
                break;
            }
            if (code == OPTION_TSRESOL && length == 1) {
                ticks = ticksPerSecond(body.u8(at));
            } else if (code == OPTION_TSOFFSET && length == 8) {
                offset = little ? body.i64le(at) : body.i64be(at);
            }
            at += length + 3 & ~3;
        }
        return new PcapngInterface(linkType, snaplen, ticks, offset);
    }

    private static long ticksPerSecond(int tsresol) {
        int exponent = tsresol & ~BASE_TWO;
        if ((tsresol & BASE_TWO) != 0) {
            return exponent < 63 ? 1L << exponent : 0;
        }
        long ticks = 1;
        for (int i = 0; i < exponent; i++) {
            if (ticks > Long.MAX_VALUE / 10) {
                return 0;
            }
            ticks *= 10;
        }
        return ticks;
    }

    /**
     * A timestamp in nanoseconds since 1970, held within what 63 bits can count.
     *
     * @param ticks the 64-bit timestamp, unsigned
     */
    long nanos(long ticks) {
        if (ticksPerSecond == 0) {
            return saturated(BigInteger.ZERO);
        }
        if (ticks >= 0 && ticks / ticksPerSecond < 4_000_000_000L && ticksPerSecond <= NANOS && offsetSeconds == 0) {
            return ticks / ticksPerSecond * NANOS + ticks % ticksPerSecond * NANOS / ticksPerSecond;
        }
        BigInteger all = new BigInteger(Long.toUnsignedString(ticks)).multiply(BigInteger.valueOf(NANOS))
                .divide(BigInteger.valueOf(ticksPerSecond));
        return saturated(all);
    }

    private long saturated(BigInteger withoutOffset) {
        BigInteger all = withoutOffset.add(BigInteger.valueOf(offsetSeconds).multiply(BigInteger.valueOf(NANOS)));
        BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
        BigInteger least = most.negate();
        return all.min(most).max(least).longValue();
    }
}
