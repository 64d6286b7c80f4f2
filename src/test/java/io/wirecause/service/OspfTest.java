package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OSPF: neighbours that do not come to be, and those that are lost. */
class OspfTest {
    private static final int OSPF = 89;

    @TempDir
    private Path folder;
    private final FrameScene scene = new FrameScene();

    /** A hello of router 192.0.2.x that hears these. */
    private void hello(int router, String area, int interval, String authentication, int... heard) {
        byte[] neighbours = {};
        for (int each : heard) {
            neighbours = Hex.join(neighbours, Hex.of("c00002"), new byte[] {(byte) each});
        }
        scene.ip(router, OSPF, 1, Hex.of("0201"), Hex.number(44 + neighbours.length, 2), Hex.of("c00002"),
                new byte[] {(byte) router}, Hex.of(area), Hex.of("0000"), Hex.of(authentication), Hex.of("ffffff00"),
                Hex.number(interval, 2), Hex.of("0201"), Hex.number(4L * interval, 4), Hex.of("c0000209 00000000"), neighbours);
    }

    private void hello(int router, int... heard) {
        hello(router, "00000000", 10, "0000 0000000000000000", heard);
    }

    private void description(int from, int to, int mtu, int flags) {
        scene.unicast(from, to, OSPF, Hex.of("02020020 c00002"), new byte[] {(byte) from}, Hex.zeros(16), Hex.number(mtu, 2),
                Hex.of("02"), new byte[] {(byte) flags}, Hex.of("00000001"));
    }

    private List<String> findings() throws Exception {
        return scene.findings(folder);
    }

    @Test
    void shouldTellAreasThatDiffer() throws Exception {
        for (int i = 0; i < 3; i++) {
            hello(1);
            hello(2, "00000003", 10, "0000 0000000000000000");
            scene.after(10);
        }
        assertEquals(List.of("ERROR routing_mismatch: OSPF routers 192.0.2.1 and 192.0.2.2 do not become neighbours: "
                + "area 0.0.0.0 and area 0.0.0.3"), findings());
    }

    @Test
    void shouldComparePasswordsAndNotTellThem() throws Exception {
        for (int i = 0; i < 3; i++) {
            hello(1, "00000000", 10, "0001 7365637265743121");
            hello(2, "00000000", 10, "0001 7365637265743221");
            scene.after(10);
        }
        assertEquals(List.of("ERROR routing_mismatch: OSPF routers 192.0.2.1 and 192.0.2.2 do not become neighbours: "
                + "their passwords differ"), findings());
        assertFalse(scene.answer(folder).toString().contains("secret"));
    }

    @Test
    void shouldTakeWhatIsMendedForANote() throws Exception {
        for (int i = 0; i < 3; i++) {
            hello(1);
            hello(2, "00000000", 5, "0000 0000000000000000");
            scene.after(5);
        }
        hello(2, 1);
        hello(1, 2);
        assertEquals(List.of("NOTE routing_mismatch: OSPF routers 192.0.2.1 and 192.0.2.2 do not become neighbours: "
                + "hello interval 10 s and 5 s"), findings());
    }

    @Test
    void shouldNotBlameRoutersOfOtherNetworksNorNewNeighbours() throws Exception {
        hello(1);
        hello(2, 1);
        hello(1, 2);
        assertEquals(List.of(), findings());
    }

    @Test
    void shouldTellAnExchangeThatIsStuckByItsMtu() throws Exception {
        for (int i = 0; i < 4; i++) {
            hello(1, 2);
            hello(2, 1);
            description(2, 1, 9000, 7);
            description(1, 2, 1500, 7);
            scene.after(5);
        }
        List<String> all = findings();
        assertEquals("ERROR routing_mismatch: OSPF routers 192.0.2.2 and 192.0.2.1 are stuck in ExStart: their MTUs differ, "
                + "9000 and 1500", all.get(0));
    }

    @Test
    void shouldTakeAnExchangeThatGoesOnForHealthy() throws Exception {
        for (int i = 0; i < 4; i++) {
            description(2, 1, 1500, 7);
            description(2, 1, 1500, 1);
            scene.after(20);
        }
        assertEquals(List.of(), findings());
    }

    @Test
    void shouldTellANeighbourThatFellSilentAndCameBack() throws Exception {
        hello(2, 1);
        for (int i = 0; i < 4; i++) {
            hello(1, 2);
            scene.after(10);
        }
        hello(1);
        assertEquals(List.of("ERROR routing_neighbor_lost: OSPF neighbour 192.0.2.2 of 192.0.2.1 is lost: silent for 40 s"),
                findings());
        hello(2);
        hello(1, 2);
        assertEquals(List.of("WARNING routing_neighbor_lost: OSPF neighbour 192.0.2.2 of 192.0.2.1 is lost: silent for 40 s"),
                findings());
    }

    @Test
    void shouldTellOneThatIsNoLongerHeardAlthoughItSpeaks() throws Exception {
        for (int i = 0; i < 5; i++) {
            hello(1, 2);
            hello(2, 1);
            scene.after(10);
        }
        hello(1, 3);
        assertEquals(List.of("ERROR routing_neighbor_lost: OSPF router 192.0.2.1 no longer hears 192.0.2.2, whose hellos go on"),
                findings());
    }

    @Test
    void shouldBeFoundByProtocolAndByHost() throws Exception {
        for (int i = 0; i < 3; i++) {
            hello(1);
            hello(2, "00000003", 10, "0000 0000000000000000");
            scene.after(10);
        }
        assertEquals(1, scene.findings(folder, null, "ospf").size());
        assertEquals(1, scene.findings(folder, "192.0.2.2", null).size());
        assertEquals(List.of(), scene.findings(folder, "192.0.2.3", null));
        assertEquals(List.of(), scene.findings(folder, null, "vrrp"));
    }

    @Test
    void shouldTakeCutPackets() throws Exception {
        for (int length = 0; length < 48; length++) {
            scene.ip(1, OSPF, 1, java.util.Arrays.copyOf(Hex.of("02010030c000020100000000"), length));
            scene.ip(1, OSPF, 1, java.util.Arrays.copyOf(Hex.of("03020030c000020100000000"), length));
        }
        assertEquals(List.of(), findings());
    }
}
