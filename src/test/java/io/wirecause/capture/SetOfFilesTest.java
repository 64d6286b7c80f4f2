package io.wirecause.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.report.Coverage;
import io.wirecause.report.UserFacingException;
import io.wirecause.testing.PcapngBuilder;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetOfFilesTest {
    private static final Path FILES = Path.of("testdata/files");
    private static final long MICROS = 1_700_000_000_000_000L;

    @TempDir
    Path folder;

    private static List<CaptureFile> files(Path of) throws Exception {
        try (Stream<Path> all = Files.list(of)) {
            return all.sorted().map(path -> new CaptureFile(path.getFileName().toString(), path)).toList();
        }
    }

    private static String show(Frame frame) {
        return frame.number() + " " + frame.timestampNanos() + " " + frame.wireLength() + " "
                + HexFormat.of().formatHex(frame.bytes().copy());
    }

    private static List<String> frames(Capture capture) {
        List<String> all = new ArrayList<>();
        FrameCursor frames = capture.frames();
        while (frames.next()) {
            all.add(show(frames.frame()));
        }
        assertNull(frames.damage());
        assertEquals(capture.size(), frames.position());
        return all;
    }

    @Test
    void shouldGiveTheFramesThatMergecapGives() throws Exception {
        for (String set : List.of("ring", "overlap")) {
            List<CaptureFile> files = new ArrayList<>(files(FILES.resolve(set).resolve("parts")));
            try (Capture merged = Capture.open(FILES.resolve(set).resolve("merged.pcap"))) {
                List<String> expected = frames(merged);
                for (int turn = 0; turn < files.size(); turn++) {
                    try (Capture capture = Capture.open(files, List.of())) {
                        assertEquals(expected, frames(capture), set);
                    }
                    Collections.rotate(files, 1);
                }
            }
        }
    }

    @Test
    void shouldTellTheFileAndNumberOfEachFrame() throws Exception {
        for (String set : List.of("ring", "overlap")) {
            try (Capture capture = Capture.open(files(FILES.resolve(set).resolve("parts")), List.of())) {
                FrameCursor frames = capture.frames();
                while (frames.next()) {
                    FrameOrigins.Origin origin = capture.origin(frames.frame().number());
                    assertEquals(bytes(FILES.resolve(set).resolve("parts").resolve(origin.file()), origin.number()),
                            HexFormat.of().formatHex(frames.frame().bytes().copy()), origin.toString());
                }
                // Going back gives the same, as does a second cursor over the set.
                FrameOrigins.Origin first = capture.origin(1);
                capture.frames().next();
                assertEquals(first, capture.origin(1));
                assertNull(capture.origin(0));
            }
        }
    }

    private static String bytes(Path file, long number) throws Exception {
        try (Capture capture = Capture.open(file)) {
            FrameCursor frames = capture.frames();
            while (frames.next()) {
                if (frames.frame().number() == number) {
                    return HexFormat.of().formatHex(frames.frame().bytes().copy());
                }
            }
        }
        return "none";
    }

    @Test
    void shouldNotKnowAnOriginInOneFile() throws Exception {
        try (Capture capture = Capture.open(FILES.resolve("formats/pcap.cap"))) {
            assertNull(capture.origin(1));
        }
    }

    @Test
    void shouldNumberInterfacesOverTheSet() throws Exception {
        PcapngBuilder a = new PcapngBuilder(ByteOrder.LITTLE_ENDIAN).section().on(1, 0).on(101, 0).packet(1, MICROS + 5,
                new byte[9]);
        PcapngBuilder b = new PcapngBuilder(ByteOrder.BIG_ENDIAN).section().on(113, 0).packet(0, MICROS, new byte[9])
                .packet(0, MICROS + 9, new byte[9]);
        try (Capture capture = open(a, b)) {
            FrameCursor frames = capture.frames();
            List<Integer> links = new ArrayList<>();
            List<Integer> described = new ArrayList<>();
            while (frames.next()) {
                links.add(frames.frame().linkType());
                described.add(frames.description().interfaces().get(frames.frame().interfaceId()).linkType());
            }
            assertEquals(List.of(113, 101, 113), links);
            assertEquals(links, described);
            assertEquals(List.of(113, 101, 1),
                    frames.description().interfaces().stream().map(CaptureInterface::linkType).toList());
            assertEquals(List.of(2L, 1L, 0L), frames.description().interfaces().stream().map(CaptureInterface::packets).toList());
        }
    }

    private Capture open(PcapngBuilder... files) throws Exception {
        List<CaptureFile> all = new ArrayList<>();
        for (int i = 0; i < files.length; i++) {
            all.add(new CaptureFile("file" + i, files[i].write(folder)));
        }
        return Capture.open(all, List.of());
    }

    @Test
    void shouldKeepFramesInTimeOrderWhateverTheFiles() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            PcapngBuilder[] files = new PcapngBuilder[1 + random.nextInt(6) + 1];
            int total = 0;
            for (int i = 0; i < files.length; i++) {
                files[i] = new PcapngBuilder(ByteOrder.LITTLE_ENDIAN).section().on(1, 0);
                long time = MICROS + random.nextInt(50);
                for (int n = random.nextInt(20); n > 0; n--) {
                    files[i].packet(0, time, new byte[] {(byte) i});
                    time += random.nextInt(10);
                    total++;
                }
            }
            try (Capture capture = open(files)) {
                FrameCursor frames = capture.frames();
                long last = 0;
                int file = 0;
                int count = 0;
                while (frames.next()) {
                    long time = frames.frame().timestampNanos();
                    assertTrue(time > last || time == last && frames.frame().bytes().u8(0) >= file, "round " + round);
                    last = time;
                    file = frames.frame().bytes().u8(0);
                    assertEquals(++count, frames.frame().number());
                    assertEquals("file" + file, capture.origin(count).file());
                }
                assertEquals(total, count);
            }
        }
    }

    @Test
    void shouldTellGapsBetweenFilesAndDamageOfOne() throws Exception {
        PcapngBuilder a = sound(0, 1, 2);
        PcapngBuilder b = sound(3, 4).raw(new byte[5]);
        PcapngBuilder c = sound(60_000_000, 60_000_001);
        try (Capture capture = open(c, a, b)) {
            Coverage coverage = Pass.run(new ToolContext("set", capture, Limits.DEFAULT, ProgressListener.NONE), List.of())
                    .coverage();
            assertEquals(7, coverage.packetsRead());
            assertEquals(false, coverage.complete());
            assertEquals(List.of("file1", "file2", "file0"), coverage.files().stream().map(f -> f.file()).toList());
            assertEquals(List.of(1L, 4L, 6L), coverage.files().stream().map(f -> f.firstFrame()).toList());
            assertEquals(List.of(3L, 5L, 7L), coverage.files().stream().map(f -> f.lastFrame()).toList());
            assertNull(coverage.files().get(0).gapBeforeSeconds());
            assertEquals(0.000001, coverage.files().get(1).gapBeforeSeconds());
            assertEquals(59.999996, coverage.files().get(2).gapBeforeSeconds());
            assertTrue(coverage.notes().get(0).startsWith("\"file2\": The file ends within the header of a block"),
                    coverage.notes()::toString);
            assertTrue(coverage.notes().get(1).startsWith("60.000 s pass without a frame between \"file2\" and \"file0\""),
                    coverage.notes()::toString);
        }
    }

    private static PcapngBuilder sound(int... micros) {
        PcapngBuilder file = new PcapngBuilder(ByteOrder.LITTLE_ENDIAN).section().on(1, 0);
        for (int at : micros) {
            file.packet(0, MICROS + at, new byte[20]);
        }
        return file;
    }

    @Test
    void shouldNotCallSilenceAGapWhereItHappensInsideAFileToo() throws Exception {
        try (Capture capture = open(sound(0, 70_000_000), sound(130_000_000))) {
            Coverage coverage = Pass.run(new ToolContext("set", capture, Limits.DEFAULT, ProgressListener.NONE), List.of())
                    .coverage();
            assertTrue(coverage.notes().stream().noneMatch(note -> note.contains("pass without a frame")),
                    coverage.notes()::toString);
            assertEquals(60.0, coverage.files().get(1).gapBeforeSeconds());
        }
    }

    @Test
    void shouldLeaveOutAFileThatIsNoCaptureAndSaySo() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
        CaptureFile sound = new CaptureFile("pcap.cap", FILES.resolve("formats/pcap.cap"));
        CaptureFile notes = new CaptureFile("notes.txt", text);
        try (Capture capture = Capture.open(List.of(notes, sound), List.of("another is missing"))) {
            assertEquals(List.of(sound), capture.files());
            Coverage coverage = Pass.run(new ToolContext("set", capture, Limits.DEFAULT, ProgressListener.NONE), List.of())
                    .coverage();
            assertEquals(6, coverage.packetsRead());
            assertTrue(coverage.notes().contains("another is missing"), coverage.notes()::toString);
            assertTrue(coverage.notes().get(1).startsWith("The file \"notes.txt\" is text"), coverage.notes()::toString);
        }
        assertTrue(assertThrows(UserFacingException.class, () -> Capture.open(List.of(notes, notes), List.of())).getMessage()
                .startsWith("The file \"notes.txt\" is text"));
    }

    @Test
    void shouldTellWhatIsKnownToBeMissingFromAFile() throws Exception {
        CaptureFile cut = new CaptureFile("pcap.cap", FILES.resolve("formats/pcap.cap"), "The gzip stream ends early.");
        try (Capture capture = Capture.open(List.of(cut), List.of())) {
            Pass.Reading reading = Pass.read(new ToolContext("cut", capture, Limits.DEFAULT, ProgressListener.NONE), List.of());
            assertEquals(false, reading.coverage().complete());
            assertEquals(List.of("The gzip stream ends early."), reading.coverage().notes());
            assertEquals("The gzip stream ends early.", reading.damage());
        }
    }

    @Test
    void shouldTellWhichFileOfARingBufferIsMissing() throws Exception {
        List<CaptureFile> files = new ArrayList<>();
        for (int number : new int[] {2, 3, 6, 8}) {
            files.add(new CaptureFile("ring_0000" + number + "_20260101120000.pcapng", sound(number).write(folder)));
        }
        assertTrue(notes(files).contains("Of the files \"ring_NNNNN\" the number 00004 is missing, as are 2 more."));
        assertEquals(List.of("2 files are read"), notes(files.subList(0, 2)).stream().map(note -> note.substring(0, 16))
                .toList());
    }

    private static List<String> notes(List<CaptureFile> files) throws Exception {
        try (Capture capture = Capture.open(files, List.of())) {
            return Pass.run(new ToolContext("set", capture, Limits.DEFAULT, ProgressListener.NONE), List.of()).coverage().notes();
        }
    }
}
