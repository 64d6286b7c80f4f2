package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SMB and ONC RPC. */
class FileServicesTest {
    @TempDir
    private Path folder;

    private static byte[] smb(boolean response, int command, int id, long status) {
        byte[] header = Hex.zeros(64);
        System.arraycopy(Hex.of("fe534d424000"), 0, header, 0, 6);
        little(header, 8, status);
        header[12] = (byte) command;
        header[16] = (byte) (response ? 1 : 0);
        header[24] = (byte) id;
        return header;
    }

    private static void little(byte[] bytes, int at, long value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >> 8 * i);
        }
    }

    private static byte[] session(byte[]... messages) {
        byte[] all = Hex.join(messages);
        return Hex.join(Hex.number(all.length, 4), all);
    }

    @Test
    void shouldReadEachMessageOfAChain() throws Exception {
        byte[] create = smb(false, 5, 1, 0);
        little(create, 20, 64);
        byte[] created = smb(true, 5, 1, 0xc0000022L);
        little(created, 20, 64);
        ServiceScene scene = new ServiceScene(445).clientBytes(session(create, smb(false, 6, 2, 0)))
                .serverBytes(session(created, smb(true, 6, 2, 0xc0000128L)));
        assertEquals(List.of("create error 0xc0000022", "close negative 0xc0000128"), scene.exchanges(folder));
    }

    @Test
    void shouldReadAnAnswerBehindALongOneInAChain() throws Exception {
        byte[] find = smb(false, 14, 7, 0);
        little(find, 20, 64);
        byte[] found = smb(true, 14, 7, 0);
        little(found, 20, 1_264);
        ServiceScene scene = new ServiceScene(445).clientBytes(session(find, smb(false, 14, 8, 0)))
                .serverBytes(session(found, Hex.zeros(1_200), smb(true, 14, 8, 0x80000006L))).after(5_000)
                .clientBytes(session(smb(false, 13, 9, 0))).serverBytes(session(smb(true, 13, 9, 0))).clientCloses();
        assertEquals(List.of("query directory ok", "query directory negative 0x80000006", "echo ok"), scene.exchanges(folder));
    }

    private static byte[] call(int number, int program, int version, int procedure, byte[]... arguments) {
        return record(Hex.number(number, 4), Hex.number(0, 4), Hex.number(2, 4), Hex.number(program, 4), Hex.number(version, 4),
                Hex.number(procedure, 4), Hex.zeros(16), Hex.join(arguments));
    }

    private static byte[] reply(int number, int accepted, int status) {
        return record(Hex.number(number, 4), Hex.number(1, 4), Hex.number(0, 4), Hex.zeros(8), Hex.number(accepted, 4),
                Hex.number(status, 4));
    }

    private static byte[] record(byte[]... parts) {
        byte[] all = Hex.join(parts);
        return Hex.join(Hex.number(0x80000000L | all.length, 4), all);
    }

    @Test
    void shouldTellWhatNfsAnswersByTheCallThatItRemembers() throws Exception {
        ServiceScene scene = new ServiceScene(2049).clientBytes(Hex.join(call(1, 100_003, 3, 7), call(2, 100_003, 4, 1)))
                .serverBytes(Hex.join(reply(2, 0, 10_008), reply(1, 0, 70)));
        assertEquals(List.of("COMPOUND negative 10008", "WRITE error 70"), scene.exchanges(folder));
    }

    @Test
    void shouldTellRefusedCredentialsAndAServiceThatIsNotRegistered() throws Exception {
        ServiceScene scene = new ServiceScene(2049).clientBytes(call(1, 100_003, 3, 1))
                .serverBytes(record(Hex.number(1, 4), Hex.number(1, 4), Hex.number(1, 4), Hex.number(1, 4), Hex.number(5, 4)));
        assertEquals(List.of("service_refused: RPC server does not take the caller's credentials: AUTH_TOOWEAK"),
                scene.findings(folder));
        ServiceScene ports = new ServiceScene(111).clientBytes(call(1, 100_000, 2, 3, Hex.number(100_003, 4), Hex.number(3, 4),
                Hex.number(6, 4), Hex.zeros(4))).serverBytes(reply(1, 0, 0));
        assertEquals(List.of("service_error: The portmapper knows no such service: 100003 (program not registered) \"NFS\" to "
                + "GETPORT"),
                ports.findings(folder));
    }

    @Test
    void shouldWaitForTheAnswerBehindPending() throws Exception {
        ServiceScene scene = new ServiceScene(445).clientBytes(session(smb(false, 8, 1, 0))).serverBytes(session(smb(true, 8,
                1, 0x103)))
                .after(2_000).serverBytes(session(smb(true, 8, 1, 0)));
        assertEquals(List.of("service_slow: SMB at 192.0.2.80:445 takes 2 s to answer read"), scene.findings(folder));
    }

    @Test
    void shouldNotMissTheAnswerToAChangeNotification() throws Exception {
        ServiceScene scene = new ServiceScene(445).clientBytes(session(smb(false, 15, 1, 0), Hex.zeros(32))).after(50_000)
                .clientBytes(session(smb(false, 13, 2, 0))).serverBytes(session(smb(true, 13, 2, 0))).clientCloses();
        assertEquals(List.of(), scene.findings(folder));
    }

    @Test
    void shouldTellEncryptionAndASkewedClock() throws Exception {
        ServiceScene scene = new ServiceScene(445).clientBytes(session(smb(false, 1, 1, 0)))
                .serverBytes(session(smb(true, 1, 1, 0xc0000133L))).connect().clientBytes(session(Hex.of("fd534d4200000000")))
                .serverBytes(session(Hex.of("fd534d4200000000")));
        assertEquals(List.of("clock_skew: SMB refuses the client, as the clocks differ too much: 0xc0000133 "
                + "(STATUS_TIME_DIFFERENCE_AT_DC)"), scene.findings(folder));
        assertEquals(1, scene.answer(folder).body().statistics().encrypted());
    }

    @Test
    void shouldTellAShareThatIsNotThere() throws Exception {
        ServiceScene scene = new ServiceScene(445).clientBytes(session(smb(false, 3, 1, 0)))
                .serverBytes(session(smb(true, 3, 1, 0xc00000ccL)));
        assertEquals(List.of("service_error: SMB server does not give the share: 0xc00000cc (STATUS_BAD_NETWORK_NAME) to tree "
                + "connect"),
                scene.findings(folder));
    }
}
