package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.Finding;
import io.wirecause.testing.Answered;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ARP and loops. */
class ArpTest {
    private static final long ALL = 0xffffffffffffL;
    private static final long ANNA = 0x020000000001L;
    private static final long BERT = 0x020000000002L;
    private static final long CARL = 0x020000000003L;
    private static final int ADDRESS = 0xc0000263;

    @TempDir
    private Path folder;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private long micros;

    ArpTest() {
        file.writeBytes(Hex.of("d4c3b2a1 02000400 00000000 00000000 ffff0000 01000000"));
    }

    private void arp(int operation, long from, long to, int sender, int target) {
        byte[] frame = Hex.join(Hex.number(to, 6), Hex.number(from, 6), Hex.of("0806 0001 0800 06 04"), Hex.number(operation, 2),
                Hex.number(from, 6), Hex.number(sender, 4), Hex.zeros(6), Hex.number(target, 4));
        frame(frame);
    }

    private void frame(byte[] frame) {
        byte[] header = Hex.join(Hex.number(micros / 1_000_000, 4), Hex.number(micros % 1_000_000, 4), Hex.number(frame.length,
                4),
                Hex.number(frame.length, 4));
        for (int i = 0; i < header.length; i += 4) {
            file.write(header[i + 3]);
            file.write(header[i + 2]);
            file.write(header[i + 1]);
            file.write(header[i]);
        }
        file.writeBytes(frame);
        micros += 1_000;
    }

    private void after(long milliseconds) {
        micros += milliseconds * 1_000;
    }

    private List<String> findings() throws Exception {
        Path capture = folder.resolve("capture.pcap");
        Files.write(capture, file.toByteArray());
        return Answered.of(ServiceAnswer.class, ServiceTool.TOOL, new ServiceArguments(Answered.CAPTURE, null, null, null, true,
                Answered.page(100)), capture).findings().stream().filter(f
                        -> !f.code().contains("absent")).map(ArpTest::told).toList();
    }

    private static String told(Finding finding) {
        return finding.code() + ": " + finding.title();
    }

    @Test
    void shouldTellTwoHostsThatAnswerOneRequest() throws Exception {
        arp(1, CARL, ALL, ADDRESS + 1, ADDRESS);
        arp(2, ANNA, CARL, ADDRESS, ADDRESS + 1);
        arp(2, BERT, CARL, ADDRESS, ADDRESS + 1);
        assertEquals(List.of("address_conflict: Two hosts use the address 192.0.2.99: 02:00:00:00:00:01 and 02:00:00:00:00:02"),
                findings());
    }

    @Test
    void shouldTellTwoHostsThatAnnounceOneAddressByTurns() throws Exception {
        for (int i = 0; i < 3; i++) {
            arp(1, ANNA, ALL, ADDRESS, ADDRESS);
            after(5_000);
            arp(1, BERT, ALL, ADDRESS, ADDRESS);
            after(5_000);
        }
        assertEquals(1, findings().size());
    }

    @Test
    void shouldNotTellAFailoverAndItsWayBack() throws Exception {
        for (int i = 0; i < 4; i++) {
            arp(1, i % 2 == 0 ? ANNA : BERT, ALL, ADDRESS, ADDRESS);
            after(300_000);
        }
        assertEquals(List.of(), findings());
    }

    @Test
    void shouldNotTellAProxyNorVirtualAddressesNorAHostWithTwoCards() throws Exception {
        for (int i = 0; i < 5; i++) {
            arp(2, ANNA, CARL, ADDRESS + i, ADDRESS + 9);
            arp(2, BERT + 100 + i, CARL, ADDRESS + i, ADDRESS + 9);
        }
        arp(2, 0x00005e000107L, CARL, ADDRESS + 20, ADDRESS + 9);
        arp(2, BERT, CARL, ADDRESS + 20, ADDRESS + 9);
        for (int i = 30; i < 32; i++) {
            arp(2, BERT + 200, CARL, ADDRESS + i, ADDRESS + 9);
            arp(2, BERT + 201, CARL, ADDRESS + i, ADDRESS + 9);
        }
        assertEquals(List.of(), findings());
    }

    private void askThrice(int address) {
        for (int i = 0; i < 4; i++) {
            arp(1, CARL, ALL, ADDRESS + 1, address);
            after(1_000);
        }
    }

    @Test
    void shouldTellAnAddressNobodyHasOnlyWhereAnswersWouldBeSeen() throws Exception {
        askThrice(ADDRESS);
        assertEquals(List.of(), findings());
        arp(2, ANNA, CARL, ADDRESS + 7, ADDRESS + 1);
        assertEquals(List.of("arp_unanswered: Nobody answers ARP requests for 192.0.2.99: 192.0.2.100 cannot send it anything"),
                findings());
    }

    @Test
    void shouldNotTellAHostThatLooksForHosts() throws Exception {
        arp(2, ANNA, CARL, ADDRESS + 7, ADDRESS + 1);
        for (int i = 0; i < 40; i++) {
            askThrice(ADDRESS - 90 + i);
        }
        assertEquals(List.of(), findings());
    }

    @Test
    void shouldTellAStormAndALoop() throws Exception {
        for (int i = 0; i < 4_000; i++) {
            arp(1, CARL, ALL, ADDRESS + 1, ADDRESS + 2 + i);
        }
        for (int i = 0; i < 50; i++) {
            arp(1, BERT, ALL, ADDRESS, ADDRESS + 70);
        }
        List<String> all = findings();
        assertTrue(all.get(0).startsWith("loop_suspected: A loop of switches is suspected: the same broadcast frame of "
                + "02:00:00:00:00:02"
                + " came 50 times"), all.toString());
        assertTrue(all.toString().contains("arp_storm: 02:00:00:00:00:03 broadcasts up to 1000 ARP messages a second"),
                all.toString());
    }

    @Test
    void shouldStandAnyFrame() throws Exception {
        java.util.Random random = new java.util.Random(1);
        for (int i = 0; i < 3_000; i++) {
            byte[] frame = Hex.join(Hex.number(ALL, 6), Hex.number(ANNA, 6), Hex.of("0806"), Hex.zeros(random.nextInt(40)));
            frame(ServiceScene.damaged(frame, random));
        }
        findings();
    }
}
