package io.wirecause.sip.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey.Endpoint;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceiverReportsTest {
    private static final Endpoint ALICE = new Endpoint(4, 0, 0xc0000201L, 4001);
    private static final Endpoint BOB = new Endpoint(4, 0, 0xc0000202L, 5001);
    private static final int SSRC = 0xcafe;

    private final ReceiverReports reports = new ReceiverReports();

    private static byte[] senderReport() {
        return ByteBuffer.allocate(28).putInt(0x80c80006).putInt(SSRC).putInt(0x11112222).putInt(0x33334444).putInt(0).putInt(9)
                .putInt(99).array();
    }

    private static byte[] receiverReport(int fraction, int lost) {
        return ByteBuffer.allocate(32).putInt(0x81c90007).putInt(0xb0b).putInt(SSRC).putInt(fraction << 24 | lost & 0xffffff)
                .putInt(1234).putInt(80).putInt(0x22223333).putInt(65_536).array();
    }

    private RtpStream stream() {
        return new RtpStream(new Endpoint(4, 0, 0xc0000201L, 4000), BOB, SSRC, 1, 0);
    }

    @Test
    void shouldSumUpReportsAndMeasureTheRoundTrip() {
        reports.take(ByteView.of(senderReport()), ALICE, BOB, 0);
        reports.take(ByteView.of(receiverReport(64, 7)), BOB, ALICE, 1_040_000_000L);
        reports.take(ByteView.of(receiverReport(0, -2)), BOB, ALICE, 1_030_000_000L);
        ReceiverReport report = reports.about(stream());
        assertEquals(2, report.count());
        assertEquals(-2, report.lost());
        assertEquals(0.25, report.worstFraction());
        assertEquals(80, report.jitterTicks());
        assertEquals(40, report.roundTripMillis(), 1e-6);
        assertEquals(-1, report.mos());
    }

    @Test
    void shouldReadTheOpinionScoreOfAnExtendedReport() {
        ByteBuffer both = ByteBuffer.allocate(32 + 8 + 36).put(receiverReport(0, 0)).putInt(0x80cf000a).putInt(0xb0b)
                .putInt(0x07000008).putInt(SSRC);
        both.put(32 + 8 + 22, (byte) 41);
        reports.take(ByteView.of(both.array()), BOB, ALICE, 5);
        assertEquals(41, reports.about(stream()).mos());
    }

    @Test
    void shouldLeaveWhatIsNoCompoundPacket() {
        byte[] wrongLength = receiverReport(1, 1);
        wrongLength[3] = 9;
        assertFalse(ReceiverReports.isCompound(ByteView.of(wrongLength)));
        assertFalse(ReceiverReports.isCompound(ByteView.of(new byte[] {(byte) 0x80, (byte) 201, 0})));
        assertTrue(ReceiverReports.isCompound(ByteView.of(senderReport())));
        reports.take(ByteView.of(wrongLength), BOB, ALICE, 5);
        assertNull(reports.about(stream()));
    }

    @Test
    void shouldSurviveFlippedBitsAndCutEnds() {
        byte[] good = receiverReport(1, 1);
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int flips = 0; flips < 3 && bad.length > 0; flips++) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            reports.take(ByteView.of(bad), BOB, ALICE, i);
        }
        assertNotNull(reports);
    }
}
