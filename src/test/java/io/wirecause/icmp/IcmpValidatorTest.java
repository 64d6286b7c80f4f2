package io.wirecause.icmp;

import static io.wirecause.testing.Packets.hex;
import static io.wirecause.testing.Packets.icmp;
import static io.wirecause.testing.Packets.ipv4Frame;
import static io.wirecause.testing.Packets.ipv6Frame;
import static io.wirecause.testing.Packets.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.wirecause.testing.Answered;
import io.wirecause.testing.FrameList;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IcmpValidatorTest {
    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";
    private static final String TARGET = "20010db8000000000000000000000005";

    @TempDir
    Path folder;

    private List<String> problems(byte[] frame) throws Exception {
        return Icmp.answer(new FrameList().add(0, frame).write(folder.resolve("fault.pcap"))).body().packets().get(0).problems();
    }

    private List<String> four(byte[] message) throws Exception {
        return problems(ipv4Frame(A, B, 1, 64, message));
    }

    private List<String> six(String message) throws Exception {
        return problems(ipv6Frame("fe80::1", "ff02::1", 58, 255, hex(message)));
    }

    private static byte[] quoted() {
        return Arrays.copyOfRange(ipv4Frame(B, A, 17, 64, udp(1, 2, new byte[20])), 14, 14 + 28);
    }

    @Test
    void shouldFindNothingWrongWithSoundMessages() throws Exception {
        assertNull(four(icmp(8, 0, 1, new byte[0])));
        assertNull(four(icmp(3, 3, 0, quoted())));
        assertNull(four(icmp(9, 0, 0, new byte[8])));
        assertNull(six("87000000 00000000" + TARGET + "0101 020000000001"));
        assertNull(six("86000000 40c80708 00007530 000003e8"));
    }

    @Test
    void shouldNameWhatIsMissing() throws Exception {
        assertEquals(List.of("only 4 of the 8 bytes that its type needs"), four(hex("0800f7ff")));
        assertEquals(List.of("only 20 of the 24 bytes that its type needs"), six("87000000 00000000 20010db8 00000000 00000000"));
        assertEquals(List.of("only 8 of the 40 bytes that its type needs"), six("89000000 00000000"));
    }

    @Test
    void shouldNameAnErrorThatQuotesNothingOrGarbage() throws Exception {
        assertEquals(List.of("an error that quotes nothing"), four(icmp(3, 1, 0, new byte[0])));
        assertEquals(List.of("an error that quotes no IP header"), four(icmp(3, 1, 0, hex("ffffffff ffffffff ffffffff"))));
        assertEquals(List.of("an error that quotes no IP header"), four(icmp(11, 0, 0, hex("45000054"))));
        assertEquals(List.of("an error that quotes no IP header"), six("01000000 00000000 6000000000"));
    }

    @Test
    void shouldNameAQuoteThatIsLongerThanTheMessage() throws Exception {
        assertEquals(List.of("a quote of 400 bytes announced, 28 there"), four(icmp(11, 0, 100 << 16, quoted())));
    }

    @Test
    void shouldNameOptionsOfNeighborDiscoveryThatDoNotFit() throws Exception {
        List<String> fault = List.of("an option of length zero or one that runs beyond the message");
        assertEquals(fault, six("87000000 00000000" + TARGET + "0100 020000000001"));
        assertEquals(fault, six("88000000 00000000" + TARGET + "02ff 020000000001"));
        assertEquals(fault, six("86000000 40c80708 00007530 000003e8 01"));
    }

    @Test
    void shouldCountFaultsAndTellCutMessagesApart() throws Exception {
        FrameList capture = new FrameList().add(0, ipv4Frame(A, B, 1, 64, icmp(3, 1, 0, new byte[0])))
                .add(1, ipv4Frame(A, B, 1, 64, icmp(3, 3, 0, quoted())))
                .add(2, ipv4Frame(A, B, 1, 64, icmp(8, 0, 1, new byte[9])));
        Answered<IcmpAnswer> answer = Icmp.answer(capture.write(folder.resolve("cut.pcap"), 46));
        assertEquals(Map.of("an error that quotes nothing", 1L), answer.body().statistics().malformed().kinds());
        assertEquals(List.of(1L), answer.body().statistics().malformed().frames());
        assertEquals(List.of("cut short by the snaplen"), answer.body().packets().get(1).problems());
        assertNull(answer.body().packets().get(2).problems());
    }
}
