package io.wirecause.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PcapngTimeTest {
    @Test
    void shouldCountTicksInEveryUnitLikeExactArithmetic() {
        Random random = new Random(4);
        for (int resolution = 0; resolution < 256; resolution++) {
            PcapngTime time = PcapngTime.of(resolution);
            for (int i = 0; i < 200; i++) {
                long ticks = random.nextLong() >>> random.nextInt(64);
                assertEquals(exact(resolution, ticks, 0), time.nanos(ticks), "resolution " + resolution + ", ticks " + ticks);
                long offset = random.nextLong() >> random.nextInt(64);
                assertEquals(exact(resolution, ticks, offset), time.withOffset(offset).nanos(ticks),
                        "resolution " + resolution + ", ticks " + ticks + ", offset " + offset);
            }
        }
    }

    private static long exact(int resolution, long ticks, long offset) {
        int exponent = resolution & 0x7f;
        boolean two = resolution > 0x7f;
        BigInteger perSecond = BigInteger.valueOf(two ? 2 : 10).pow(exponent);
        // Units that a long cannot count are too fine for any clock; their times count as 0.
        boolean tooFine = perSecond.bitLength() > 63;
        BigInteger nanos = tooFine ? BigInteger.ZERO : new BigInteger(Long.toUnsignedString(ticks))
                .multiply(BigInteger.valueOf(1_000_000_000)).divide(perSecond);
        nanos = nanos.add(BigInteger.valueOf(offset).multiply(BigInteger.valueOf(1_000_000_000)));
        BigInteger bound = BigInteger.valueOf(Long.MAX_VALUE / 1_000_000_000L * 1_000_000_000L);
        if (nanos.compareTo(bound) >= 0) {
            return Long.MAX_VALUE;
        }
        return nanos.compareTo(bound.negate()) <= 0 ? -Long.MAX_VALUE : nanos.longValueExact();
    }

    @Test
    void shouldCountMicrosecondsWhereNothingIsTold() {
        assertEquals(1_700_000_000_123_456_000L, PcapngTime.MICROSECONDS.nanos(1_700_000_000_123_456L));
        assertEquals(1_000_000, PcapngTime.MICROSECONDS.ticksPerSecond());
    }
}
