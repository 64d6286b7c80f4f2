package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.wirecause.testing.Answered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every decoder with the bytes of real programs, of which some were changed. */
class DamagedServicesTest {
    private static final int HEADERS = 54;
    private static final int RECORD = 16;
    private static final int ROUNDS = 6;

    @TempDir
    private Path folder;

    @Test
    void shouldStandDamagedMessagesOfEachProtocol() throws Exception {
        Random random = new Random(20);
        List<Path> captures;
        try (Stream<Path> files = Files.walk(Path.of("testdata/service"))) {
            captures = files.filter(file -> file.endsWith("capture.pcap")).sorted().toList();
        }
        for (Path capture : captures) {
            for (int round = 0; round < ROUNDS; round++) {
                Path damaged = damage(capture, random);
                assertNotNull(Answered.of(ServiceAnswer.class, ServiceTool.TOOL, new ServiceArguments(Answered.CAPTURE, null,
                        null,
                        null, true, Answered.page(100)), damaged).findings());
            }
        }
    }

    /** Changes bytes behind the headers of some frames. */
    private Path damage(Path capture, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(capture);
        int at = 24;
        while (at + RECORD <= bytes.length) {
            int length = bytes[at + 8] & 0xff | (bytes[at + 9] & 0xff) << 8;
            int start = at + RECORD + HEADERS;
            int end = Math.min(bytes.length, at + RECORD + length);
            for (int i = 0; i < 4 && start < end && random.nextInt(3) > 0; i++) {
                bytes[start + random.nextInt(end - start)] = (byte) random.nextInt(256);
            }
            at += RECORD + length;
        }
        return Files.write(folder.resolve("damaged.pcap"), bytes);
    }
}
