package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.service.finding.ServerStatistics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What devices say of themselves in LLDP and CDP. */
class NeighborsTest {
    private static final String HALF = "fe09 00120f 01 03 0000 000f";
    private static final String FULL = "fe09 00120f 01 03 0000 0010";

    @TempDir
    private Path folder;
    private final FrameScene scene = new FrameScene();

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] lldp(int device, int hold, String name, String... parts) {
        return Hex.join(Hex.of("0180c200000e 0200000000"), new byte[] {(byte) device}, Hex.of("88cc 0207 04 0200000001"),
                new byte[] {(byte) device}, Hex.of("0405 05"), ascii("eth1"), Hex.of("0602 00"), new byte[] {(byte) hold},
                Hex.of("0a"), new byte[] {(byte) name.length()}, ascii(name), Hex.of(String.join("", parts)), Hex.of("0000"));
    }

    private static byte[] vlan(int vlan) {
        return Hex.join(Hex.of("000a 0006 00"), new byte[] {(byte) vlan});
    }

    private static byte[] cdp(int device, String name, byte[]... parts) {
        byte[] all = Hex.join(parts);
        int length = 8 + 4 + 4 + name.length() + 4 + 5 + all.length;
        return Hex.join(Hex.of("01000ccccccc 0200000000"), new byte[] {(byte) device, (byte) (length >> 8), (byte) length},
                Hex.of("aaaa0300000c2000 02b40000 0001 00"), new byte[] {(byte) (4 + name.length())}, ascii(name),
                Hex.of("0003 0009"), ascii("Gi0/1"), all);
    }

    private List<String> devices() throws Exception {
        return scene.answer(folder).body().servers().stream().map(NeighborsTest::line).toList();
    }

    private static String line(ServerStatistics.Row row) {
        return row.server() + " " + row.protocol() + ": " + row.product();
    }

    @Test
    void shouldListWhatADeviceSaysOfItself() throws Exception {
        scene.frame(lldp(1, 120, "one", "0e04 0014 0004", "100c 05 01 c0000201 01 00000001 00", "fe06 0080c2 01 000a"));
        scene.frame(cdp(2, "two", Hex.of("0002 0011 00000001 01 01 cc 0004 c0000202 0004 0008 00000009"), vlan(10)));
        assertEquals(List.of("02:00:00:00:00:01 LLDP: one, port eth1, VLAN 10, management 192.0.2.1, bridge, "
                + "chassis 02:00:00:00:01:01", "02:00:00:00:00:02 CDP: two, port Gi0/1, VLAN 10, management 192.0.2.2, router, "
                + "switch"), devices());
        assertEquals(List.of(), scene.findings(folder));
    }

    @Test
    void shouldTellEndsOfDifferentDuplex() throws Exception {
        scene.frame(cdp(1, "one", Hex.of("000b 0005 01"))).frame(cdp(2, "two", Hex.of("000b 0005 00")));
        assertEquals(List.of("WARNING link_mismatch: "
                + "The two ends of a link do not have the same duplex: half at two (port Gi0/1), "
                + "full at one (port Gi0/1)"), scene.findings(folder));
    }

    @Test
    void shouldTellTheSameOfLldp() throws Exception {
        scene.frame(lldp(1, 120, "one", HALF)).frame(lldp(2, 120, "two", FULL));
        assertEquals(1, scene.findings(folder).size());
    }

    @Test
    void shouldTellDifferentVlans() throws Exception {
        scene.frame(cdp(1, "one", vlan(1))).frame(cdp(2, "two", vlan(99)));
        assertEquals(List.of("NOTE link_mismatch: Neighbours have different untagged VLANs on their link: 1 at one (port Gi0/1), "
                + "99 at two (port Gi0/1), if they are the ends of one"), scene.findings(folder));
    }

    @Test
    void shouldNotCompareThreeDevices() throws Exception {
        scene.frame(cdp(1, "one", vlan(1))).frame(cdp(2, "two", vlan(99))).frame(cdp(3, "three", vlan(7)));
        assertEquals(List.of(), scene.findings(folder));
    }

    @Test
    void shouldNotCompareWithWordsThatNoLongerHold() throws Exception {
        scene.frame(lldp(1, 20, "one", HALF)).after(60).frame(lldp(2, 20, "two", FULL));
        assertEquals(List.of(), scene.findings(folder));
    }

    @Test
    void shouldNotCompareTwoPortsOfOneDevice() throws Exception {
        scene.frame(cdp(1, "one", vlan(1))).frame(cdp(2, "one", vlan(99)));
        assertEquals(List.of(), scene.findings(folder));
    }

    @Test
    void shouldTellThatADeviceLeaves() throws Exception {
        scene.frame(lldp(1, 120, "one")).frame(lldp(1, 0, "one"));
        assertEquals(List.of("NOTE link_neighbor_left: one (port eth1) says in LLDP that it leaves"), scene.findings(folder));
        scene.frame(lldp(1, 120, "one"));
        assertEquals(List.of("NOTE link_neighbor_left: one (port eth1) says in LLDP that it leaves, and speaks again later"),
                scene.findings(folder));
    }

    @Test
    void shouldTakeHostileBytes() throws Exception {
        Random random = new Random(7);
        byte[][] kinds = {lldp(1, 120, "one", "0e04 0014 0004", "100c 05 01 c0000201 01 00000001 00", HALF),
                cdp(2, "two", Hex.of("0002 0011 00000001 01 01 cc 0004 c0000202"), vlan(10))};
        for (byte[] frame : kinds) {
            for (int length = 14; length < frame.length; length++) {
                scene.frame(Arrays.copyOf(frame, length));
            }
            for (int i = 0; i < 2_000; i++) {
                byte[] changed = frame.clone();
                for (int k = 0; k < 3; k++) {
                    changed[14 + random.nextInt(changed.length - 14)] = (byte) random.nextInt(256);
                }
                scene.frame(changed);
            }
        }
        scene.frame(lldp(9, 120, "\u001b[31mred\n"));
        assertTrue(devices().size() <= 50);
        assertTrue(devices().stream().allMatch(line -> line.length() < 800 && line.chars().allMatch(c -> c >= ' ')));
    }
}
