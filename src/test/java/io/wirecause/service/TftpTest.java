package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.testing.Answered;
import io.wirecause.testing.PcapBuilder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TFTP, whose server answers from another port. */
class TftpTest {
    @TempDir
    private Path folder;
    private final PcapBuilder pcap = new PcapBuilder();

    private List<String> findings() throws Exception {
        return Answered.of(ServiceAnswer.class, ServiceTool.TOOL, new ServiceArguments(Answered.CAPTURE, null, null, null, true,
                Answered.page(100)), pcap.write(folder)).findings().stream().filter(f -> !f.code().contains("absent"))
                .map(f -> f.code() + ": " + f.title()).toList();
    }

    private void ask() {
        pcap.after(100).udp(1, 2_000, 80, 69, Hex.join(Hex.of("0001"), Hex.text("boot.img\0octet\0")));
    }

    @Test
    void shouldTellWhichFileIsNotThere() throws Exception {
        ask();
        pcap.after(100).udp(80, 33_000, 1, 2_000, Hex.join(Hex.of("00050001"), Hex.text("gone\0")));
        assertEquals(List.of("service_error: TFTP answers 1 (file not found) \"gone\" to the request for \"boot.img\""),
                findings());
    }

    @Test
    void shouldNotTellRefusedOptionsNorErrorsOfOthers() throws Exception {
        ask();
        pcap.after(100).udp(80, 33_000, 1, 2_000, Hex.join(Hex.of("00050008"), Hex.text("options\0")));
        pcap.after(100).udp(81, 33_000, 1, 2_000, Hex.join(Hex.of("00050001"), Hex.text("no\0")));
        pcap.after(100).udp(80, 33_000, 1, 2_001, Hex.join(Hex.of("00050001"), Hex.text("no\0")));
        assertEquals(List.of(), findings());
    }
}
