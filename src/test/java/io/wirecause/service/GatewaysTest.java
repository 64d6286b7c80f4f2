package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.wirecause.testing.Packets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VRRP and HSRP: which router is the gateway. */
class GatewaysTest {
    private static final int VRRP = 112;
    private static final int UDP = 17;

    @TempDir
    private Path folder;
    private final FrameScene scene = new FrameScene();

    private void vrrp(int router, int priority, String password) {
        scene.ip(router, VRRP, 255, Hex.of("2107"), new byte[] {(byte) priority}, Hex.of("01 01 01 0000 c00002fe"),
                Hex.text(password));
    }

    private void vrrp(int router, int priority) {
        vrrp(router, priority, "12345678");
    }

    private void hsrp(int router, int operation, int state, int priority) {
        scene.ip(router, UDP, 1, Packets.udp(1985, 1985, Hex.join(Hex.of("00"), new byte[] {(byte) operation, (byte) state, 3, 10,
            (byte) priority, 4, 0}, Hex.text("cisco\0\0\0"), Hex.of("c00002fe"))));
    }

    private List<String> findings() throws Exception {
        return scene.findings(folder);
    }

    @Test
    void shouldTellAGatewayThatFellSilent() throws Exception {
        for (int i = 0; i < 4; i++) {
            vrrp(1, 150);
            scene.after(1);
        }
        scene.after(2.6);
        for (int i = 0; i < 4; i++) {
            vrrp(2, 100);
            scene.after(1);
        }
        assertEquals(List.of("WARNING gateway_failover: The gateway 192.0.2.254 (VRRP group 7) moved from 192.0.2.1 to "
                + "192.0.2.2: "
                + "192.0.2.1 fell silent, and after 3.6 s 192.0.2.2 took over"), findings());
    }

    @Test
    void shouldTakeAnOrderlyChangeForANote() throws Exception {
        vrrp(1, 150);
        scene.after(1);
        vrrp(1, 0);
        scene.after(0.4);
        vrrp(2, 100);
        scene.after(1);
        vrrp(2, 100);
        assertEquals(List.of("NOTE gateway_failover: The gateway 192.0.2.254 (VRRP group 7) moved from 192.0.2.1 to 192.0.2.2: "
                + "192.0.2.1 gave it up"), findings());
    }

    @Test
    void shouldTellTwoGatewaysWithoutTheirPasswords() throws Exception {
        for (int i = 0; i < 6; i++) {
            vrrp(1, 150, "wonderla");
            scene.after(0.5);
            vrrp(2, 100, "yesterda");
            scene.after(0.5);
        }
        assertEquals(List.of("ERROR gateway_conflict: Two routers are the gateway of VRRP group 7 at once, 192.0.2.1 and "
                + "192.0.2.2: their passwords differ"), findings());
        assertFalse(scene.answer(folder).toString().contains("wonderla"));
    }

    @Test
    void shouldTellThatNobodyIsLeft() throws Exception {
        vrrp(1, 150);
        scene.after(1);
        vrrp(1, 0);
        scene.after(10);
        scene.ip(3, UDP, 1, Packets.udp(1, 2, new byte[1]));
        assertEquals(List.of("ERROR gateway_failover: The gateway 192.0.2.254 (VRRP group 7) was given up by 192.0.2.1, and no "
                + "other router takes over"), findings());
    }

    @Test
    void shouldNotTakeCarpForVrrp() throws Exception {
        for (int i = 0; i < 8; i++) {
            scene.ip(1 + i % 2, VRRP, 255, Hex.of("21010007 00010000"), Hex.zeros(28));
            scene.after(0.5);
        }
        assertEquals(List.of(), findings().stream().filter(f -> f.contains("gateway")).toList());
    }

    @Test
    void shouldTellThatARouterOfHigherPriorityTookTheGateway() throws Exception {
        hsrp(1, 0, 16, 100);
        scene.after(3);
        hsrp(1, 0, 16, 100);
        hsrp(2, 1, 8, 120);
        hsrp(1, 2, 4, 100);
        hsrp(2, 0, 16, 120);
        scene.after(3);
        hsrp(1, 0, 8, 100);
        hsrp(2, 0, 16, 120);
        assertEquals(List.of("NOTE gateway_failover: The gateway 192.0.2.254 (HSRP group 4) moved from 192.0.2.1 to 192.0.2.2: "
                + "192.0.2.2 took it, with priority 120 against 100"), findings());
    }
}
