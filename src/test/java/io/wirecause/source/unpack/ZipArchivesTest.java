package io.wirecause.source.unpack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.UserFacingException;
import io.wirecause.source.LocalCapture;
import io.wirecause.source.RandomCapture;
import io.wirecause.source.SourcePolicy;
import io.wirecause.source.resolve.SourceResolver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of several files; that a packed capture is read whole, cut or damaged, {@link UnpackingTest} has. */
class ZipArchivesTest {
    @TempDir
    Path folder;

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void shouldFindTheOneCaptureInAnArchiveAndSayWhereThereIsNoneOrAreSeveral() throws Exception {
        byte[] plain = RandomCapture.pcap(3);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("trace/", new byte[0]);
        files.put("trace/notes.txt", "pcap".getBytes());
        files.put("trace/\u00fcber.bin", plain);
        files.put("last.txt", new byte[2000]);
        Path file = folder.resolve("a.zip");
        try (SourceResolver resolver = new SourceResolver(SourcePolicy.DEFAULT)) {
            Files.write(file, zip(files));
            try (LocalCapture opened = resolver.open(file.toString())) {
                assertArrayEquals(plain, Files.readAllBytes(opened.path()));
                assertTrue(opened.notice().isEmpty());
            }
            files.put("second.pcap", plain);
            Files.write(file, zip(files));
            String several = assertThrows(UserFacingException.class, () -> resolver.open(file.toString())).getMessage();
            assertTrue(several.startsWith("The zip archive holds several captures, such as")
                    && several.contains("\"second.pcap\""), several);
            Files.write(file, zip(Map.of("secret.txt", new byte[9])));
            assertEquals("The zip archive holds no capture (pcap, pcapng or snoop).",
                    assertThrows(UserFacingException.class, () -> resolver.open(file.toString())).getMessage());
        }
    }
}
