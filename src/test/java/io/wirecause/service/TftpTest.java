package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        assertEquals(List.of("service_error: TFTP server does not give \"boot.img\": 1 (file not found) \"gone\" to read"),
                findings());
    }

    private void data(int block) {
        pcap.after(1_000_000).udp(80, 33_000, 1, 2_000, Hex.join(Hex.of("0003"), Hex.number(block, 2), Hex.zeros(512)));
    }

    private void acknowledge(int block) {
        pcap.after(100).udp(1, 2_000, 80, 33_000, Hex.join(Hex.of("0004"), Hex.number(block, 2)));
    }

    @Test
    void shouldTimeTheFirstBlockAndCountTheTries() throws Exception {
        ask();
        ask();
        data(1);
        acknowledge(1);
        data(2);
        acknowledge(2);
        Answered<ServiceAnswer> answer = Answered.of(ServiceAnswer.class, ServiceTool.TOOL, new ServiceArguments(
                Answered.CAPTURE, null, null, null, true, Answered.page(100)), pcap.write(folder));
        ExchangeRecord only = answer.body().exchanges().get(0);
        assertEquals("read ok 2 3", only.request() + " " + only.outcome() + " " + only.tries() + " " + only.replyFrame());
        assertEquals(1, answer.body().exchanges().size());
    }

    @Test
    void shouldTellOfATransferThatStandsStill() throws Exception {
        ask();
        data(1);
        acknowledge(1);
        for (int i = 0; i < 5; i++) {
            data(2);
        }
        assertTrue(findings().contains("service_unanswered: TFTP transfer of \"boot.img\" stands still: block 2 is sent again "
                + "and again and not acknowledged"), findings().toString());
    }

    @Test
    void shouldTellOfAServerThatDoesNotAnswer() throws Exception {
        for (int i = 0; i < 4; i++) {
            ask();
            pcap.after(2_000_000);
        }
        ask();
        assertEquals(List.of("service_unanswered: TFTP at 192.0.2.80:69 does not answer 1 read request"), findings());
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
