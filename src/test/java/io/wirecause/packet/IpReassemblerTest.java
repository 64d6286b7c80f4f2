package io.wirecause.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.wirecause.capture.TestFrames;
import io.wirecause.testing.Packets;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IpReassemblerTest {
    private static final int RAW = 101;
    private static final int UDP = IpProtocol.UDP;
    private static final byte[] PAYLOAD = bytes(100, 5);
    private static final byte[] DATAGRAM = Packets.udp(5000, 53, PAYLOAD);

    private final PacketDecoder decoder = new PacketDecoder();
    private final Packet packet = new Packet();
    private long frames;

    private static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private boolean add4(int id, int from, int to, byte[] datagram) {
        return add(Packets.ipv4Fragment(UDP, id, from, to < datagram.length, Arrays.copyOfRange(datagram, from, to)));
    }

    private boolean add6(int id, int from, int to) {
        return add(Packets.ipv6Fragment(UDP, id, from, to < DATAGRAM.length, Arrays.copyOfRange(DATAGRAM, from, to)));
    }

    private boolean add(byte[] ip) {
        decoder.decode(TestFrames.of(RAW, ip, ip.length, ++frames), packet);
        return packet.reassembled();
    }

    private void assertWhole() {
        assertTrue(packet.isUdp());
        assertEquals(53, packet.destinationPort());
        assertArrayEquals(PAYLOAD, packet.payload().copy());
        assertEquals(-1, packet.payloadFileOffset());
    }

    @Test
    void shouldShowThePacketInTheFrameOfItsLastFragment() {
        assertFalse(add4(9, 0, 48, DATAGRAM));
        assertTrue(packet.laterFragment());
        assertEquals(Layer.FRAGMENT, packet.innermost());
        assertFalse(packet.isUdp());
        assertTrue(add4(9, 48, DATAGRAM.length, DATAGRAM));
        assertWhole();
        assertEquals(List.of(), decoder.notes());
    }

    @Test
    void shouldShowThePacketWhenTheFirstFragmentArrivesLast() {
        add4(9, 96, DATAGRAM.length, DATAGRAM);
        add4(9, 48, 96, DATAGRAM);
        assertTrue(add4(9, 0, 48, DATAGRAM));
        assertWhole();
    }

    @Test
    void shouldPutIpv6TogetherAndFollowTheFirstFragmentsNextHeader() {
        assertFalse(add6(77, 0, 48));
        assertTrue(add6(77, 48, DATAGRAM.length));
        assertWhole();
        assertEquals(6, packet.ipVersion());
        assertEquals(UDP, packet.protocol());
    }

    @Test
    void shouldReadExtensionHeadersBehindTheFragmentHeader() {
        byte[] data = Packets.join(Packets.hex("11 00 0104 00000000"), DATAGRAM);
        add(Packets.ipv6Fragment(60, 3, 0, true, Arrays.copyOf(data, 48)));
        assertTrue(add(Packets.ipv6Fragment(60, 3, 48, false, Arrays.copyOfRange(data, 48, data.length))));
        assertWhole();
    }

    @Test
    void shouldTakeAnAtomicFragmentForAWholePacket() {
        add(Packets.ipv6Fragment(UDP, 1, 0, false, DATAGRAM));
        assertTrue(packet.isUdp());
        assertFalse(packet.fragment());
    }

    @Test
    void shouldKeepPacketsApartByTheirIdentification() {
        add4(1, 0, 48, DATAGRAM);
        assertFalse(add4(2, 48, DATAGRAM.length, DATAGRAM));
        assertTrue(add4(1, 48, DATAGRAM.length, DATAGRAM));
        assertEquals(1, decoder.notes().size());
    }

    @Test
    void shouldTakeCopiesOfFragmentsForWhatTheyAre() {
        add4(1, 0, 48, DATAGRAM);
        add4(1, 0, 48, DATAGRAM);
        add4(1, 24, 72, DATAGRAM);
        assertTrue(add4(1, 48, DATAGRAM.length, DATAGRAM));
        assertWhole();
        // The copy of the last one belongs to a copy of the whole packet, of which the rest is yet to come.
        assertFalse(add4(1, 48, DATAGRAM.length, DATAGRAM));
        assertTrue(add4(1, 0, 48, DATAGRAM));
        assertEquals(List.of(), decoder.notes());
    }

    @Test
    void shouldStartAnewWhenTheIdentificationIsUsedAgain() {
        byte[] other = Packets.udp(5000, 53, bytes(100, 6));
        add4(1, 0, 48, other);
        assertFalse(add4(1, 48, DATAGRAM.length, DATAGRAM) && Arrays.equals(PAYLOAD, packet.payload().copy()));
        add4(1, 0, 48, DATAGRAM);
        assertTrue(add4(1, 48, DATAGRAM.length, DATAGRAM));
        assertWhole();
    }

    @Test
    void shouldMakeNoPacketOfFragmentsThatContradictEachOther() {
        byte[] other = DATAGRAM.clone();
        other[50] ^= 1;
        add4(1, 0, 56, DATAGRAM);
        assertFalse(add4(1, 48, DATAGRAM.length, other));
        assertTrue(decoder.notes().toString().contains("contradict"), decoder.notes().toString());
    }

    @Test
    void shouldGiveUpAfterAMinute() {
        add4(1, 0, 48, DATAGRAM);
        frames += 61;
        assertFalse(add4(1, 48, DATAGRAM.length, DATAGRAM));
    }

    @Test
    void shouldReadTheFirstFragmentAloneWhenItCannotBePartOfAPacket() {
        add(Packets.ipv4Fragment(UDP, 1, 0, true, Arrays.copyOf(DATAGRAM, 47)));
        assertTrue(packet.isUdp());
        byte[] whole = Packets.ipv4Fragment(UDP, 1, 0, true, Arrays.copyOf(DATAGRAM, 48));
        decoder.decode(TestFrames.of(RAW, Arrays.copyOf(whole, 40), whole.length, 1), packet);
        assertTrue(packet.isUdp());
        assertEquals(40, packet.payloadLength());
    }

    @Test
    void shouldRefuseWhatWouldBeLongerThanAnyPacket() {
        assertFalse(add(Packets.ipv4Fragment(UDP, 1, 65_528, false, new byte[8])));
        assertTrue(decoder.notes().toString().contains("impossible"), decoder.notes().toString());
    }

    @Test
    void shouldNotFollowAFragmentWithinAWholePacket() {
        byte[] inner = Packets.join(Packets.hex("11 00 0001 00000005"), DATAGRAM);
        add(Packets.ipv6Fragment(44, 4, 0, true, Arrays.copyOf(inner, 48)));
        add(Packets.ipv6Fragment(44, 4, 48, false, Arrays.copyOfRange(inner, 48, inner.length)));
        assertEquals(Undecoded.MALFORMED, packet.undecoded());
    }

    @Test
    void shouldFollowATunnelWhoseOuterPacketCameInFragments() {
        byte[] inner = Packets.ipv4(UDP, DATAGRAM);
        add(Packets.ipv4Fragment(IpProtocol.IPV4, 8, 0, true, Arrays.copyOf(inner, 64)));
        assertTrue(add(Packets.ipv4Fragment(IpProtocol.IPV4, 8, 64, false, Arrays.copyOfRange(inner, 64, inner.length))));
        assertWhole();
        assertEquals(1, packet.tunnels());
    }

    @Test
    void shouldStayWithinItsBoundsWhenFlooded() {
        for (int id = 0; id < 3 * IpReassembler.MAX_PACKETS; id++) {
            add(Packets.ipv6Fragment(UDP, id, 16_000, true, new byte[8]));
        }
        long missing = 3L * IpReassembler.MAX_PACKETS;
        assertTrue(decoder.notes().get(0).startsWith(missing + " "), decoder.notes().toString());
        assertTrue(decoder.heldFragmentBytes() <= IpReassembler.MAX_BYTES, "held: " + decoder.heldFragmentBytes());
    }

    @Test
    void shouldAgreeWithAPlainArrayWhateverTheOrder() {
        Random random = new Random(20_261_123);
        for (int round = 0; round < 500; round++) {
            byte[] payload = bytes(1 + random.nextInt(3_000), round);
            byte[] datagram = Packets.udp(1, 2, payload);
            List<int[]> ranges = ranges(datagram.length, random);
            boolean[] there = new boolean[datagram.length];
            for (int[] range : ranges) {
                boolean whole = add4(round, range[0], range[1], datagram);
                Arrays.fill(there, range[0], range[1], true);
                boolean all = true;
                for (boolean one : there) {
                    all &= one;
                }
                assertEquals(all, whole, "round " + round);
                if (whole) {
                    assertArrayEquals(payload, packet.payload().copy());
                    break;
                }
            }
        }
    }

    /** Ranges that together hold all data, overlapping at times, in any order. */
    private static List<int[]> ranges(int length, Random random) {
        List<int[]> ranges = new ArrayList<>();
        for (int at = 0; at < length; ) {
            int to = Math.min(length, at + 8 * (1 + random.nextInt(100)));
            int from = random.nextInt(3) == 0 ? Math.max(0, at - 8 * random.nextInt(10)) : at;
            // A packet in one piece is no fragment.
            ranges.add(from == 0 && to == length ? new int[] {0, Math.min(8, length)} : new int[] {from, to});
            at = ranges.get(ranges.size() - 1)[1];
        }
        Collections.shuffle(ranges, random);
        return ranges;
    }

    @Test
    void shouldTakeLittleForAFragmentWhereverInItsPacketItLies() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Random random = new Random(8);
        byte[][] all = new byte[5_000][];
        for (int i = 0; i < all.length; i++) {
            all[i] = Packets.ipv4Fragment(UDP, random.nextInt(65_536), 8 * random.nextInt(8_000), true, bytes(8, i));
        }
        add(all[0]);
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (byte[] fragment : all) {
            add(fragment);
        }
        long each = (threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before) / all.length;
        assertTrue(each < 5_000, each + " bytes a fragment");
    }

    @Test
    void shouldPutTogetherTheLongestPacketFromFragmentsInAnyOrder() {
        byte[] datagram = Packets.udp(5000, 53, bytes(65_000, 6));
        List<Integer> offsets = new ArrayList<>();
        for (int from = 0; from < datagram.length; from += 1_480) {
            offsets.add(from);
        }
        Collections.shuffle(offsets, new Random(9));
        boolean whole = false;
        for (int from : offsets) {
            assertFalse(whole);
            whole = add4(4, from, Math.min(datagram.length, from + 1_480), datagram);
        }
        assertTrue(whole);
        assertArrayEquals(bytes(65_000, 6), packet.payload().copy());
    }
}
