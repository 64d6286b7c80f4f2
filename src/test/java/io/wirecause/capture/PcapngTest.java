package io.wirecause.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.UserFacingException;
import io.wirecause.testing.PcapngBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PcapngTest {
    static final List<ByteOrder> ORDERS = List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);
    private static final byte[] FRAME = {1, 2, 3, 4, 5};
    private static final long MICROS = 1_700_000_000_000_000L;

    @TempDir
    Path folder;

    /** What was read of a file. */
    private record Read(List<Long> numbers, List<Long> nanos, List<Long> wire, List<Integer> captured, List<Integer> links,
                        List<Integer> interfaces, CaptureDescription description, String damage) {
    }

    private Read read(PcapngBuilder file) throws IOException, UserFacingException {
        Read read = new Read(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
                new ArrayList<>(), null, null);
        try (Capture capture = Capture.open(file.write(folder))) {
            FrameCursor frames = capture.frames();
            while (frames.next()) {
                Frame frame = frames.frame();
                read.numbers.add(frame.number());
                read.nanos.add(frame.hasTimestamp() ? frame.timestampNanos() : -1);
                read.wire.add(frame.wireLength());
                read.captured.add(frame.capturedLength());
                read.links.add(frame.linkType());
                read.interfaces.add(frame.interfaceId());
                if (frame.capturedLength() > 0) {
                    assertEquals(1, frame.bytes().u8(0));
                }
            }
            assertEquals(capture.size(), frames.position());
            return new Read(read.numbers, read.nanos, read.wire, read.captured, read.links, read.interfaces, frames.description(),
                    frames.damage());
        }
    }

    private static PcapngBuilder sound(ByteOrder order) {
        return new PcapngBuilder(order).section().on(1, 0);
    }

    @ParameterizedTest
    @FieldSource("ORDERS")
    void shouldReadEveryKindOfPacketBlock(ByteOrder order) throws Exception {
        Read read = read(new PcapngBuilder(order).section().on(1, 4).on(101, 0).packet(1, MICROS, FRAME, 9)
                .obsoletePacket(0, 3, MICROS + 1, FRAME).simplePacket(new byte[] {1, 2, 3, 4}, 60));
        assertEquals(List.of(1L, 2L, 3L), read.numbers);
        assertEquals(List.of(MICROS * 1_000, (MICROS + 1) * 1_000, -1L), read.nanos);
        assertEquals(List.of(9L, 5L, 60L), read.wire);
        assertEquals(List.of(5, 5, 4), read.captured);
        assertEquals(List.of(101, 1, 1), read.links);
        assertEquals(List.of(1, 0, 0), read.interfaces);
        assertEquals(3, read.description.droppedPackets());
        assertNull(read.damage);
    }

    @ParameterizedTest
    @FieldSource("ORDERS")
    void shouldReadWhatAnInterfaceTells(ByteOrder order) throws Exception {
        PcapngBuilder b = new PcapngBuilder(order);
        CaptureInterface on = read(b.section().on(1, 99, b.option(1, "first"), b.option(1, "second"), b.option(2, "eth9"),
                b.option(3, "uplink"), b.option(8, 1_000_000_000L), b.option(9, new byte[] {9}), b.option(11, "\0tcp port 80"),
                b.option(12, "Linux"), b.option(13, new byte[] {4}), b.option(15, "card"), b.option(0, new byte[0]),
                b.option(2, "behind the end")).packet(0, MICROS, FRAME)).description.interfaces().get(0);
        assertEquals(new CaptureInterface(0, 1, "eth9", "uplink", "tcp port 80", "Linux", "card", 1_000_000_000L, 99,
                1_000_000_000L,
                4, List.of("first", "second"), 1, null), on);
    }

    @ParameterizedTest
    @FieldSource("ORDERS")
    void shouldNotShowACompiledFilterAsText(ByteOrder order) throws Exception {
        PcapngBuilder b = new PcapngBuilder(order);
        assertNull(read(b.section().on(1, 0, b.option(11, "\1code"))).description.interfaces().get(0).filter());
    }

    @ParameterizedTest
    @FieldSource("ORDERS")
    void shouldCountTimeAsTheInterfaceSays(ByteOrder order) throws Exception {
        PcapngBuilder b = new PcapngBuilder(order);
        byte[] hour = b.option(14, 3_600L);
        Read read = read(b.section().on(1, 0, b.option(9, new byte[] {9})).on(1, 0, b.option(9, new byte[] {(byte) 0x8a}), hour)
                .packet(0, MICROS * 1_000 + 7, FRAME).packet(1, 1_024 + 512, FRAME));
        assertEquals(List.of(MICROS * 1_000 + 7, 3_601_500_000_000L), read.nanos);
    }

    @ParameterizedTest
    @FieldSource("ORDERS")
    void shouldReadTheStatisticsThatCountLast(ByteOrder order) throws Exception {
        PcapngBuilder b = new PcapngBuilder(order);
        CaptureDescription description = read(b.section().on(1, 0).statistics(0, b.option(4, 5L), b.option(5, 1L))
                .statistics(0, b.option(4, 100L), b.option(5, 7L), b.option(6, 93L), b.option(7, 2L), b.option(8, 91L))
                .statistics(77)).description;
        assertEquals(new CaptureInterface.Statistics(2, 100, 7, 93, 2, 91), description.interfaces().get(0).statistics());
        assertEquals(9, description.missing());
    }

    @ParameterizedTest
    @FieldSource("ORDERS")
    void shouldReadWhoWroteTheSectionAndCommentsCleaned(ByteOrder order) throws Exception {
        PcapngBuilder b = new PcapngBuilder(order);
        CaptureDescription description = read(b.section(b.option(1, "bad \u001b[2J"), b.option(2, "x86\0"), b.option(3, "Linux"),
                b.option(4, "dumpcap")).on(1, 0).packet(0, MICROS, FRAME, 5, b.option(1, "look"), b.option(4, 6L))).description;
        assertEquals(List.of(new CaptureDescription.Section("x86", "Linux", "dumpcap", List.of("bad \\u{1b}[2J"))),
                description.sections());
        assertEquals(List.of(new CaptureDescription.Comment(0, 1, "look")), description.comments());
        assertEquals(6, description.droppedPackets());
    }

    @ParameterizedTest
    @FieldSource("ORDERS")
    void shouldCountNamesAndNameSecretsWithoutTheirContent(ByteOrder order) throws Exception {
        PcapngBuilder b = new PcapngBuilder(order);
        CaptureDescription description = read(b.section().on(1, 0)
                .names(b.name(1, new byte[4], "one"), b.name(2, new byte[16], "two"), b.name(1, new byte[4], "three"))
                .secrets(0x544c534b, "CLIENT_RANDOM 00 11").secrets(0x12345678, "x").block(10, new byte[0])).description;
        assertEquals(new CaptureDescription.ResolvedNames(2, 1), description.resolvedNames());
        assertEquals(Map.of("tls_key_log", 1L, "type 0x12345678", 1L, "malformed", 1L), description.secrets());
        assertFalse(description.toString().contains("CLIENT_RANDOM"));
    }

    @ParameterizedTest
    @FieldSource("ORDERS")
    void shouldGiveANumberToBlocksThatWiresharkLists(ByteOrder order) throws Exception {
        Read read = read(sound(order).packet(0, MICROS, FRAME).block(9, "__REALTIME_TIMESTAMP=1\n".getBytes())
                .custom(0xbad, 32_473).custom(0x40000bad, 32_473).block(0x204, new byte[30]).block(0x777, new byte[8])
                .packet(0, MICROS, FRAME));
        assertEquals(List.of(1L, 6L), read.numbers);
        assertEquals(Map.of("systemd_journal", 1L, "custom, of enterprise 32473", 2L, "sysdig_event", 1L,
                "unknown, type 0x00000777", 1L), read.description.otherBlocks());
    }

    @Test
    void shouldReadSectionsOfDifferentByteOrder() throws Exception {
        Read read = read(new PcapngBuilder(ByteOrder.LITTLE_ENDIAN).section().on(1, 0).packet(0, MICROS, FRAME)
                .section(ByteOrder.BIG_ENDIAN).on(113, 0).packet(0, MICROS, FRAME)
                .section(ByteOrder.LITTLE_ENDIAN).on(0, 0).on(101, 0).packet(1, MICROS, FRAME));
        assertEquals(List.of(1, 113, 101), read.links);
        assertEquals(List.of(0, 1, 3), read.interfaces);
        assertEquals(3, read.description.sectionCount());
        assertEquals(List.of(1L, 1L, 0L, 1L), read.description.interfaces().stream().map(CaptureInterface::packets).toList());
    }

    @Test
    void shouldNotKnowInterfacesOfAnEarlierSection() throws Exception {
        Read read = read(sound(ByteOrder.LITTLE_ENDIAN).packet(0, MICROS, FRAME).section().packet(0, MICROS, FRAME));
        assertEquals(List.of(1L), read.numbers);
        assertTrue(read.damage.contains("names interface 0, which is not described"), read.damage);
    }

    @ParameterizedTest
    @FieldSource("ORDERS")
    void shouldStopWhereTheLengthBehindABlockDiffers(ByteOrder order) throws Exception {
        for (int type : new int[] {1, 4, 5, 6, 9, 10, 0xbad, 0x777, 0x0a0d0d0a}) {
            byte[] body = new byte[28];
            if (type == 0x0a0d0d0a) {
                ByteBuffer.wrap(body).order(order).putInt(0x1a2b3c4d).putShort((short) 1);
            }
            Read read = read(sound(order).packet(0, MICROS, FRAME).block(type, body, 44).packet(0, MICROS, FRAME));
            assertEquals(List.of(1L), read.numbers, "block type " + type);
            assertTrue(read.damage.contains("length 40 in front and 44 behind"), read.damage);
            assertTrue(read.damage.endsWith("after frame 1."), read.damage);
        }
    }

    @ParameterizedTest
    @FieldSource("ORDERS")
    void shouldTakeLengthsThatCountNoPadding(ByteOrder order) throws Exception {
        byte[] block = ByteBuffer.allocate(16).order(order).putInt(0x777).putInt(13).put((byte) 1).putInt(12, 13).array();
        assertEquals(List.of(1L, 2L), read(sound(order).packet(0, MICROS, FRAME).raw(block).packet(0, MICROS, FRAME)).numbers);
    }

    @Test
    void shouldSayWhatIsWrongWithABlock() throws Exception {
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        check(sound(order).block(6, new byte[8]), "packet block at byte 48 is too short");
        check(sound(order).block(3, new byte[0]), "simple packet block at byte 48 is too short");
        check(sound(order).block(5, new byte[4]), "interface statistics at byte 48 are too short");
        check(sound(order).block(1, new byte[4]), "interface description at byte 48 is too short");
        check(sound(order).block(0x0a0d0d0a, new byte[12]), "no byte order magic");
        check(new PcapngBuilder(order).section().simplePacket(FRAME, 5), "before any interface is described");
        check(sound(order).raw(new byte[] {6, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0}), "claims a length of 8 bytes");
        check(sound(order).raw(new byte[] {6, 0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0}), "ends within the block of 64 bytes");
        check(sound(order).raw(new byte[7]), "ends within the header of a block");
        byte[] claims = ByteBuffer.allocate(20).order(order).putInt(12, 6).putInt(16, 6).array();
        check(sound(order).block(6, claims), "claims 6 captured bytes but has room for 0");
        byte[] huge = ByteBuffer.allocate(20).order(order).putInt(12, 300_000).array();
        check(sound(order).block(6, huge), "more than any frame has");
        byte[] version2 = ByteBuffer.allocate(16).order(order).putInt(0x1a2b3c4d).putShort((short) 2).array();
        check(sound(order).block(0x0a0d0d0a, version2), "major version 2");
    }

    private void check(PcapngBuilder file, String damage) throws Exception {
        Read read = read(file);
        assertTrue(read.damage != null && read.damage.contains(damage), read.damage);
        assertEquals(List.of(), read.numbers);
    }

    @Test
    void shouldEndOptionsThatDoNotFitWithoutLosingTheFrame() throws Exception {
        PcapngBuilder b = new PcapngBuilder(ByteOrder.LITTLE_ENDIAN);
        Read read = read(b.section().on(1, 0, new byte[] {2, 0, (byte) 200, 0}).packet(0, MICROS, FRAME, 5, new byte[] {1, 0, 99,
                0}));
        assertEquals(List.of(1L), read.numbers);
        assertNull(read.damage);
        assertEquals(0, read.description.commentCount());
    }

    @Test
    void shouldKeepWhatAFileTellsWithinBounds() throws Exception {
        PcapngBuilder b = new PcapngBuilder(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 100; i++) {
            b.section(b.option(4, "writer " + i)).on(1, 0).packet(0, MICROS, FRAME, 5, b.option(1, "c" + i)).block(0x1000 + i,
                    FRAME);
        }
        CaptureDescription description = read(b).description;
        assertEquals(100, description.sectionCount());
        assertEquals(CaptureLimits.MAX_SECTIONS, description.sections().size());
        assertEquals(100, description.commentCount());
        assertEquals(CaptureLimits.MAX_COMMENTS, description.comments().size());
        assertEquals(CaptureLimits.MAX_BLOCK_KINDS + 1, description.otherBlocks().size());
        assertEquals(100L, description.otherBlocks().values().stream().mapToLong(Long::longValue).sum());
    }

    @ParameterizedTest
    @FieldSource("ORDERS")
    void shouldNotBelieveABlockOfFourGigabytes(ByteOrder order) throws Exception {
        for (int length : new int[] {-4, Integer.MIN_VALUE, Integer.MAX_VALUE & ~3}) {
            byte[] block = ByteBuffer.allocate(64).order(order).putInt(6).putInt(length).array();
            Read read = read(sound(order).packet(0, MICROS, FRAME).raw(block));
            assertEquals(List.of(1L), read.numbers);
            assertTrue(read.damage.contains("ends within the block of " + Integer.toUnsignedLong(length) + " bytes"),
                    read.damage);
        }
    }

    @ParameterizedTest
    @FieldSource("ORDERS")
    void shouldBoundInterfacesAndNotBelieveTheirNumbers(ByteOrder order) throws Exception {
        PcapngBuilder many = new PcapngBuilder(order).section();
        for (int i = 0; i <= CaptureLimits.MAX_INTERFACES; i++) {
            many.on(1, 0);
        }
        Read read = read(many.packet(0, MICROS, FRAME));
        assertEquals(CaptureLimits.MAX_INTERFACES, read.description.interfaces().size());
        assertTrue(read.damage.contains("more than " + CaptureLimits.MAX_INTERFACES + " interfaces"), read.damage);
        for (int number : new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE, -1}) {
            Read one = read(sound(order).packet(0, MICROS, FRAME).packet(number, MICROS, FRAME));
            assertEquals(List.of(1L), one.numbers);
            assertTrue(one.damage.contains("which is not described"), one.damage);
        }
    }
}
