package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DCE RPC: bindings that are refused, calls that fault, in both orders of bytes. */
class DceRpcTest {
    private static final String SAMR = "78573412 3412 cdab ef00 0123456789ac 01000000";
    private static final String NDR = "045d888aeb1cc9119fe808002b104860 02000000";

    @TempDir
    private Path folder;

    private static byte[] pdu(int type, int call, String body) {
        byte[] bytes = Hex.of(body);
        return Hex.join(Hex.of("0500"), new byte[] {(byte) type, 3, 0x10, 0, 0, 0, (byte) (16 + bytes.length), 0, 0, 0,
            (byte) call, 0, 0, 0}, bytes);
    }

    private static ServiceScene bound() {
        return new ServiceScene(49_200).clientBytes(pdu(11, 1, "b810b810 00000000 01000000 0000 0100" + SAMR + NDR));
    }

    @Test
    void shouldTellWhyABindingIsRefused() throws Exception {
        assertEquals(List.of("service_refused: DCE RPC refuses the binding (bind_nak): 4 (protocol version not supported)"),
                bound().serverBytes(pdu(13, 1, "0400 00000000")).findings(folder));
    }

    @Test
    void shouldNameTheInterfaceOfACallThatFaults() throws Exception {
        ServiceScene scene = bound().serverBytes(pdu(12, 1, "b810b810 01000000 0400 31333500 0000 01000000 0000 0000" + NDR))
                .clientBytes(pdu(0, 2, "00000000 0000 0500 00000000")).serverBytes(pdu(3, 2,
                        "20000000 0000 0000 f7060000 00000000"));
        assertEquals(List.of("service_error: DCE RPC answers 0x000006f7 (bad stub data) to SAMR call"), scene.findings(folder));
        assertEquals(List.of("bind ok", "SAMR call error 0x000006f7"), scene.exchanges(folder));
    }

    @Test
    void shouldReadNumbersWithTheirHighestByteFirst() throws Exception {
        ServiceScene scene = new ServiceScene(135)
                .clientBytes(Hex.of("05000b03 00000000 0048 0000 00000001 10b810b8 00000000 01000000 0000 0100 "
                        + "123457781234abcdef000123456789ac 00000001 8a885d041cebc9119fe808002b104860 00000002"))
                .serverBytes(Hex.of("05000d03 00000000 0015 0000 00000001 0002 000000"));
        assertEquals(List.of("service_refused: DCE RPC refuses the binding (bind_nak): 2 (local limit exceeded)"),
                scene.findings(folder));
    }
}
