package io.wirecause.source.unpack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.wirecause.report.UserFacingException;
import io.wirecause.source.LocalCapture;
import io.wirecause.source.LocalCaptures;
import io.wirecause.source.RandomCapture;
import io.wirecause.source.SourceLimits;
import io.wirecause.source.SourcePolicy;
import io.wirecause.source.SourceWatch;
import io.wirecause.source.resolve.SourceResolver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class UnpackingTest {
    @TempDir
    Path folder;

    private static byte[] pack(Compression compression, byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = switch (compression) {
            case GZIP -> new GZIPOutputStream(bytes);
            case ZSTD -> new ZstdOutputStream(bytes);
            case LZ4 -> new FramedLZ4CompressorOutputStream(bytes);
            case XZ -> new XZOutputStream(bytes, new LZMA2Options(1));
            case ZIP -> entry(new ZipOutputStream(bytes), "trace/a.pcap");
        }) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static ZipOutputStream entry(ZipOutputStream zip, String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        return zip;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private SourceResolver resolver(SourceLimits limits) {
        return new SourceResolver(new SourcePolicy(List.of(), List.of(), false, limits), folder, host -> {
            throw new AssertionError("no look-up is expected");
        }, () -> null);
    }

    private static SourceLimits unpackingAtMost(long bytes) {
        SourceLimits d = SourceLimits.DEFAULT;
        return new SourceLimits(d.maxDownloadBytes(), d.connectTimeout(), d.idleTimeout(), d.totalTimeout(), d.maxRedirects(),
                bytes, d.maxRatio(), d.maxCachedBytes());
    }

    private List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(path -> path.getParent().getFileName().toString().startsWith("wirecause-"))
                    .filter(path -> !path.endsWith("lock")).toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveThePlainCaptureWhateverItsNameWhenItIsCompressed(Compression compression) throws Exception {
        byte[] plain = RandomCapture.pcap(3000);
        Path packed = Files.write(folder.resolve("a.pcap"), pack(compression, plain));
        try (SourceResolver resolver = resolver(SourceLimits.DEFAULT)) {
            try (LocalCapture opened = resolver.open(packed.toString())) {
                assertNotEquals(packed, opened.path());
                assertArrayEquals(plain, Files.readAllBytes(opened.path()));
                assertTrue(opened.notice().isEmpty(), () -> opened.notice().get());
                assertEquals(Files.size(packed), opened.identity().sizeBytes());
            }
        }
        assertEquals(List.of(), temporaryFiles());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ZIP")
    void shouldReadStreamsInARowAsOneWhenTheyAreConcatenated(Compression compression) throws Exception {
        byte[] plain = RandomCapture.pcap(200);
        byte[] packed = concat(pack(compression, Arrays.copyOf(plain, 5000)),
                pack(compression, Arrays.copyOfRange(plain, 5000, plain.length)));
        Path file = Files.write(folder.resolve("a"), packed);
        try (SourceResolver resolver = resolver(SourceLimits.DEFAULT); LocalCapture opened = resolver.open(file.toString())) {
            assertArrayEquals(plain, Files.readAllBytes(opened.path()));
            assertTrue(opened.notice().isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveWhatWasReadableOrOneSentenceWhenTheFileIsCutAnywhere(Compression compression) throws Exception {
        byte[] plain = RandomCapture.pcap(4);
        byte[] packed = pack(compression, plain);
        Path file = folder.resolve("cut");
        try (SourceResolver resolver = resolver(SourceLimits.DEFAULT)) {
            for (int length = Compression.HEAD_LENGTH; length < packed.length; length++) {
                Files.write(file, Arrays.copyOf(packed, length));
                try (LocalCapture opened = resolver.open(file.toString())) {
                    byte[] read = Files.readAllBytes(opened.path());
                    assertArrayEquals(Arrays.copyOf(plain, read.length), read, "cut at " + length);
                    if (compression == Compression.ZIP && read.length == plain.length) {
                        // Only the list of entries at the end is cut.
                        continue;
                    }
                    String notice = opened.notice().orElseThrow();
                    assertTrue(notice.contains("byte " + length) && notice.contains(read.length + " bytes"), notice);
                } catch (UserFacingException e) {
                    assertTrue(e.getMessage().contains("nothing before it can be unpacked"), e.getMessage());
                }
            }
        }
    }

    @Test
    void shouldGiveEveryByteThatWasReadableWhenAGzipFileIsCut() throws Exception {
        byte[] plain = RandomCapture.pcap(5000);
        byte[] packed = pack(Compression.GZIP, plain);
        Path file = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(packed, packed.length / 2));
        try (SourceResolver resolver = resolver(SourceLimits.DEFAULT); LocalCapture opened = resolver.open(file.toString())) {
            // Random frames hardly pack, so that half of the packed bytes is half of the capture.
            assertTrue(Files.size(opened.path()) > plain.length * 49L / 100, () -> opened.notice().orElseThrow());
            assertEquals("The gzip stream is cut off: the file ends at byte " + packed.length / 2
                    + " before the stream does; the " + Files.size(opened.path()) + " bytes that could be unpacked are analysed.",
                    opened.notice().orElseThrow());
        }
    }

    @Test
    void shouldSayWhereWhenAStreamIsDamagedInTheMiddle() throws Exception {
        byte[] plain = RandomCapture.pcap(5000);
        byte[] first = pack(Compression.GZIP, plain);
        byte[] packed = concat(first, new byte[]{'j', 'u', 'n', 'k'}, new byte[100_000]);
        Path file = Files.write(folder.resolve("damaged.gz"), packed);
        try (SourceResolver resolver = resolver(SourceLimits.DEFAULT); LocalCapture opened = resolver.open(file.toString())) {
            assertArrayEquals(plain, Files.readAllBytes(opened.path()));
            String notice = opened.notice().orElseThrow();
            long where = Long.parseLong(notice.replaceAll(".*before byte (\\d+) of.*", "$1"));
            assertTrue(where >= first.length && where <= first.length + 3, notice + " but the damage is at " + first.length);
        }
    }

    @Test
    void shouldKeepTheLastByteWhateverItIsWhenOnlyTheTrailerIsCut() throws Exception {
        for (int last : new int[]{0, 1, 0x5a, 0xa5, 0xff}) {
            byte[] plain = RandomCapture.pcap(20);
            plain[plain.length - 1] = (byte) last;
            byte[] packed = pack(Compression.GZIP, plain);
            Path file = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(packed, packed.length - 3));
            try (SourceResolver resolver = resolver(SourceLimits.DEFAULT); LocalCapture opened = resolver.open(file.toString())) {
                assertArrayEquals(plain, Files.readAllBytes(opened.path()));
                assertTrue(opened.notice().isPresent());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNeverThrowAnythingElseWhenBitsAreFlipped(Compression compression) throws Exception {
        byte[] packed = pack(compression, concat(RandomCapture.pcap(4), new byte[3000], RandomCapture.pcap(4)));
        Random random = new Random(42);
        Path file = folder.resolve("flipped");
        try (SourceResolver resolver = resolver(unpackingAtMost(1 << 20))) {
            for (int i = 0; i < 200; i++) {
                byte[] flipped = packed.clone();
                for (int flips = random.nextInt(4); flips >= 0; flips--) {
                    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                }
                Files.write(file, flipped);
                try (LocalCapture opened = resolver.open(file.toString())) {
                    assertTrue(Files.size(opened.path()) <= 1 << 20);
                } catch (UserFacingException e) {
                    assertFalse(e.getMessage().isBlank());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip -9", "zstd -1", "zstd -19", "zstd --long=23 -3", "lz4 -1", "lz4 -9",
        "lz4 -BD -B4 --content-size", "lz4 -BD -BX -B5", "lz4 -B6 --no-frame-crc", "lz4 --fast=12", "zstd --no-check -5",
        "zstd --ultra -22", "zstd --long=27 -1", "zstd --long=27 --no-check -19", "zstd --fast=3",
        "xz -0", "xz -9e", "xz --check=sha256 --block-size=65536"})
    void shouldReadWhatTheCommandLineToolsWrite(String command) throws Exception {
        byte[] plain = concat(RandomCapture.pcap(2000), new byte[300_000], RandomCapture.pcap(2000));
        Path source = Files.write(folder.resolve("plain"), plain);
        Path packed = folder.resolve("packed");
        runTool(command + " -c " + source, packed);
        try (SourceResolver resolver = resolver(SourceLimits.DEFAULT); LocalCapture opened = resolver.open(packed.toString())) {
            assertArrayEquals(plain, Files.readAllBytes(opened.path()));
            assertTrue(opened.notice().isEmpty(), () -> opened.notice().get());
        }
    }

    private static void runTool(String command, Path output) throws IOException, InterruptedException {
        String[] words = command.split(" ");
        Process process;
        try {
            process = new ProcessBuilder(words).redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            assumeTrue(false, words[0] + " is not installed");
            return;
        }
        assertEquals(0, process.waitFor(), command);
    }

    /** Of a broken file, the part from which nothing more than one block of the format is lost. */
    private void assertGivesAlmostAll(Path broken, byte[] plain, long readable, int block) throws Exception {
        try (SourceResolver resolver = resolver(SourceLimits.DEFAULT); LocalCapture opened = resolver.open(broken.toString())) {
            byte[] read = Files.readAllBytes(opened.path());
            assertArrayEquals(Arrays.copyOf(plain, read.length), read);
            assertTrue(opened.notice().isPresent());
            assertTrue(read.length >= readable - block, read.length + " of " + readable + " bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd -3", "zstd --no-check -1", "lz4 -B4", "lz4 -BD -B5", "lz4 -B7", "xz -1", "gzip -6"})
    void shouldLoseAtMostOneBlockWhenAFileOfTheCommandLineToolsIsCutOrDamaged(String command) throws Exception {
        byte[] plain = RandomCapture.pcap(12_000);
        Path source = Files.write(folder.resolve("plain"), plain);
        Path packed = folder.resolve("packed");
        runTool(command + " -c " + source, packed);
        byte[] bytes = Files.readAllBytes(packed);
        // Random frames hardly pack: what stands in the middle of the packed file stands in the middle of the plain one.
        long half = plain.length / 2;
        int block = (command.endsWith("B5") ? 256 << 10 : 128 << 10) + plain.length / 100;
        assertGivesAlmostAll(Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 2)), plain, half, block);
        byte[] last = Arrays.copyOf(bytes, bytes.length - 1);
        int lost = command.startsWith("zstd --no") ? block : 0;
        assertGivesAlmostAll(Files.write(folder.resolve("last"), last), plain, plain.length, lost);
        if (!command.startsWith("lz4") && !command.startsWith("zstd")) {
            Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 1000, (byte) 0xff);
            Path damaged = Files.write(folder.resolve("damaged"), bytes);
            try (SourceResolver resolver = resolver(SourceLimits.DEFAULT);
                    LocalCapture opened = resolver.open(damaged.toString())) {
                byte[] read = Files.readAllBytes(opened.path());
                assertTrue(read.length >= half - block, read.length + " of " + half + " bytes");
                int sure = (int) half - block;
                assertArrayEquals(Arrays.copyOf(plain, sure), Arrays.copyOf(read, sure));
            }
        }
    }

    @Test
    void shouldGiveTheBlocksBeforeWhenAZstdBlockIsDamaged() throws Exception {
        byte[] plain = new byte[3 << 20];
        Random random = new Random(3);
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) random.nextInt(40);
        }
        Path source = Files.write(folder.resolve("plain"), plain);
        Path packed = folder.resolve("packed");
        runTool("zstd -1 -c " + source, packed);
        byte[] bytes = Files.readAllBytes(packed);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 2000, (byte) 0xff);
        assertGivesAlmostAll(Files.write(folder.resolve("damaged"), bytes), plain, plain.length / 2, 256 << 10);
    }

    @ParameterizedTest
    @EnumSource(names = {"ZSTD", "LZ4"})
    void shouldSkipSkippableFrames(Compression compression) throws Exception {
        byte[] plain = RandomCapture.pcap(5);
        byte[] skippable = {0x5e, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3};
        byte[] frame = pack(compression, plain);
        byte[] first = compression == Compression.ZSTD ? skippable : new byte[0];
        Path file = Files.write(folder.resolve("a"), concat(first, frame, skippable, skippable, frame, skippable));
        try (SourceResolver resolver = resolver(SourceLimits.DEFAULT); LocalCapture opened = resolver.open(file.toString())) {
            assertArrayEquals(concat(plain, plain), Files.readAllBytes(opened.path()));
            assertTrue(opened.notice().isEmpty(), () -> opened.notice().get());
        }
    }

    @Test
    void shouldReadEveryOptionalPartOfAGzipHeader() throws Exception {
        byte[] plain = RandomCapture.pcap(2);
        byte[] usual = pack(Compression.GZIP, plain);
        byte[] header = concat(new byte[]{0x1f, (byte) 0x8b, 8, 0x1f, 1, 2, 3, 4, 0, 3}, new byte[]{2, 0, 'x', 'y'},
                "a name\0".getBytes(), "a comment\0".getBytes(), new byte[]{9, 9});
        byte[] packed = concat(header, Arrays.copyOfRange(usual, 10, usual.length), new byte[3000], usual, new byte[7]);
        Path file = Files.write(folder.resolve("a.gz"), packed);
        try (SourceResolver resolver = resolver(SourceLimits.DEFAULT); LocalCapture opened = resolver.open(file.toString())) {
            assertArrayEquals(concat(plain, plain), Files.readAllBytes(opened.path()));
            assertTrue(opened.notice().isEmpty(), () -> opened.notice().get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayThatItBreaksWhenOnlyAChecksumIsWrong(Compression compression) throws Exception {
        byte[] plain = RandomCapture.pcap(5);
        byte[] packed = pack(compression, plain);
        int checksum = switch (compression) {
            case GZIP -> packed.length - 8;
            case ZSTD, LZ4 -> packed.length - 4;
            case XZ -> packed.length - 12 - 8 - 4 - 8;
            // Of the descriptor after the data: signature, checksum, two sizes; then the list of entries and its end.
            case ZIP -> packed.length - 22 - (46 + "trace/a.pcap".length()) - 12;
        };
        packed[checksum] ^= 1;
        Path file = Files.write(folder.resolve("a"), packed);
        try (SourceResolver resolver = resolver(SourceLimits.DEFAULT); LocalCapture opened = resolver.open(file.toString())) {
            assertTrue(opened.notice().orElseThrow().contains("is damaged"), opened.notice().orElseThrow());
            assertArrayEquals(plain, Files.readAllBytes(opened.path()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldStopAtTheLimitsWhenAFileIsABomb(Compression compression) throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        if (compression == Compression.ZIP) {
            bomb.writeBytes(pack(compression, Arrays.copyOf(RandomCapture.pcap(1), 96 << 20)));
        } else {
            byte[] chunk = pack(compression, new byte[8 << 20]);
            for (int i = 0; i < 12; i++) {
                bomb.writeBytes(chunk);
            }
        }
        Path file = Files.write(folder.resolve("bomb"), bomb.toByteArray());
        try (SourceResolver resolver = resolver(SourceLimits.DEFAULT)) {
            String message = assertThrows(UserFacingException.class, () -> resolver.open(file.toString())).getMessage();
            assertTrue(message.contains("more than 200 times its size"), message);
            assertEquals(List.of(), temporaryFiles());
        }
        try (SourceResolver resolver = resolver(unpackingAtMost(1 << 20))) {
            String message = assertThrows(UserFacingException.class, () -> resolver.open(file.toString())).getMessage();
            assertTrue(message.contains("more than 1048576 bytes"), message);
            assertEquals(List.of(), temporaryFiles());
        }
    }

    @Test
    void shouldUnpackNoMoreOfADirectoryThanOfOneFile() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("ring"));
        byte[] plain = RandomCapture.pcap(3_500);
        for (int i = 0; i < 20; i++) {
            Files.write(directory.resolve("part_" + (10 + i) + ".pcap.gz"), pack(Compression.GZIP, plain));
        }
        try (SourceResolver resolver = resolver(unpackingAtMost(1 << 20));
                LocalCaptures opened = resolver.openAll(directory.toString(), SourceWatch.NONE)) {
            assertEquals(2, opened.files().size());
            assertEquals(18, opened.leftOut().size());
            assertTrue(opened.leftOut().get(0).contains("more than 1048576 bytes, which is the limit for all files of a call"),
                    opened.leftOut().get(0));
            long unpacked = 0;
            for (Path file : temporaryFiles()) {
                unpacked += Files.size(file);
            }
            assertTrue(unpacked <= 1 << 20, "unpacked: " + unpacked);
        }
    }

    @Test
    void shouldRefuseWhenTheFileIsCompressedTwice() throws Exception {
        Path file = Files.write(folder.resolve("twice"), pack(Compression.GZIP, pack(Compression.XZ, RandomCapture.pcap(3))));
        try (SourceResolver resolver = resolver(SourceLimits.DEFAULT)) {
            assertEquals("The file is compressed twice; undo the outer compression with gzip -d.",
                    assertThrows(UserFacingException.class, () -> resolver.open(file.toString())).getMessage());
        }
    }

    @Test
    void shouldUnpackOnceWhenTheUnchangedFileIsOpenedAgain() throws Exception {
        Path file = Files.write(folder.resolve("a.gz"), pack(Compression.GZIP, RandomCapture.pcap(3)));
        try (SourceResolver resolver = resolver(SourceLimits.DEFAULT)) {
            LocalCapture first = resolver.open(file.toString());
            first.close();
            first.close();
            LocalCapture second = resolver.open(file.toString());
            assertEquals(first.path(), second.path());
            assertTrue(Files.exists(second.path()), "closing one capture twice must not count for two");
            Files.write(file, pack(Compression.GZIP, RandomCapture.pcap(5)));
            try (LocalCapture third = resolver.open(file.toString())) {
                assertNotEquals(second.path(), third.path());
                assertArrayEquals(RandomCapture.pcap(5), Files.readAllBytes(third.path()));
                assertArrayEquals(RandomCapture.pcap(3), Files.readAllBytes(second.path()), "still in use");
            }
            second.close();
            assertEquals(1, temporaryFiles().size(), "what no call can ask for again is removed");
        }
    }

    @Test
    void shouldKeepOnlyWhatFitsWhenManyFilesAreUnpacked() throws Exception {
        SourceLimits d = SourceLimits.DEFAULT;
        SourceLimits small = new SourceLimits(d.maxDownloadBytes(), d.connectTimeout(), d.idleTimeout(), d.totalTimeout(),
                d.maxRedirects(), d.maxUnpackedBytes(), d.maxRatio(), 2 * RandomCapture.pcap(3).length);
        try (SourceResolver resolver = resolver(small)) {
            for (int i = 0; i < 5; i++) {
                Path file = Files.write(folder.resolve(i + ".gz"), pack(Compression.GZIP, RandomCapture.pcap(3)));
                resolver.open(file.toString()).close();
            }
            assertEquals(2, temporaryFiles().size());
        }
    }

    @Test
    void shouldStopAndLeaveNothingWhenTheWatchSaysSo() throws Exception {
        Path file = Files.write(folder.resolve("big.gz"), pack(Compression.GZIP, RandomCapture.pcap(20_000)));
        try (SourceResolver resolver = resolver(SourceLimits.DEFAULT)) {
            SourceWatch stop = (done, total) -> {
                assertEquals(file.toFile().length(), total);
                throw new UserFacingException("cancelled");
            };
            assertEquals("cancelled", assertThrows(UserFacingException.class, () -> resolver.open(file.toString(), stop))
                    .getMessage());
            assertEquals(List.of(), temporaryFiles());
            Thread.currentThread().interrupt();
            assertThrows(UserFacingException.class, () -> resolver.open(file.toString()));
            assertTrue(Thread.interrupted());
            assertEquals(List.of(), temporaryFiles());
        }
    }
}
