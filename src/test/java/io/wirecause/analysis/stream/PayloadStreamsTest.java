package io.wirecause.analysis.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.bytes.ByteView;
import io.wirecause.capture.Capture;
import io.wirecause.packet.TcpFlags;
import io.wirecause.testing.PcapBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadStreamsTest {
    private static final int ISN = -10;
    private static final int SYN = TcpFlags.SYN;
    private static final int ACK = TcpFlags.ACK;

    @TempDir
    private Path folder;
    private final PcapBuilder pcap = new PcapBuilder();
    private final List<String> log = new ArrayList<>();

    private PcapBuilder client(int offset, int flags, String payload) {
        return pcap.tcp(1, 40_000, 2, 53, ISN + offset, 0, flags, payload.getBytes(StandardCharsets.ISO_8859_1));
    }

    private PcapBuilder serverAck(int offset) {
        return pcap.tcp(2, 53, 1, 40_000, 5_000, ISN + offset, ACK, new byte[0]);
    }

    private List<String> read() throws Exception {
        return read((direction, first) -> new StreamReader() {
            private final String name = direction.stream() + ":" + direction.source().port() + (direction.fromStart() ? "+" : "");

            @Override
            public boolean data(ByteView bytes, long frame, long timestampNanos) {
                log.add(name + " " + frame + " " + bytes.latin1(0, bytes.length()));
                return true;
            }

            @Override
            public boolean gap(long bytes) {
                log.add(name + " gap " + bytes);
                return true;
            }

            @Override
            public void end() {
                log.add(name + " end");
            }
        });
    }

    private List<String> read(PayloadStreams.Chooser chooser) throws Exception {
        PayloadStreams streams = PayloadStreams.Source.of(100).streams(chooser);
        try (Capture capture = pcap.open(folder)) {
            Pass.run(new ToolContext("built", capture, Limits.DEFAULT, ProgressListener.NONE), List.of(streams));
            streams.finish();
        }
        return log;
    }

    @Test
    void shouldPassOnBothDirectionsWhenSequenceNumbersWrap() throws Exception {
        client(0, SYN, "");
        pcap.tcp(2, 53, 1, 40_000, 99, ISN + 1, SYN | ACK, new byte[0]);
        client(1, ACK, "0123456789abcdef");
        pcap.tcp(2, 53, 1, 40_000, 100, ISN + 17, ACK, "ok".getBytes(StandardCharsets.ISO_8859_1));
        client(17, ACK | TcpFlags.FIN, "gh");
        assertEquals(List.of("0:40000+ 3 0123456789abcdef", "0:53+ 4 ok", "0:40000+ 5 gh", "0:40000+ end", "0:53+ end"), read());
    }

    @Test
    void shouldTakeOutRetransmissionsAndOverlapsWhenBytesComeTwice() throws Exception {
        client(0, SYN, "");
        client(1, ACK, "abc");
        client(1, ACK, "abc");
        client(2, ACK, "bcde");
        assertEquals(List.of("0:40000+ 2 abc", "0:40000+ 4 de", "0:40000+ end"), read());
    }

    @Test
    void shouldPutInOrderWhenSegmentsAreReordered() throws Exception {
        client(0, SYN, "");
        client(4, ACK, "def");
        client(1, ACK, "abc");
        assertEquals(List.of("0:40000+ 3 abc", "0:40000+ 2 def", "0:40000+ end"), read());
    }

    @Test
    void shouldTellAGapWhenTheReceiverGotWhatTheCaptureLacks() throws Exception {
        client(0, SYN, "");
        client(1, ACK, "abc");
        client(14, ACK, "xyz");
        serverAck(17);
        for (int i = 0; i < 20; i++) {
            serverAck(17);
        }
        client(17, ACK, "!");
        assertEquals(List.of("0:40000+ 2 abc", "0:40000+ gap 10", "0:40000+ 3 xyz", "0:40000+ 25 !", "0:40000+ end"), read());
    }

    @Test
    void shouldNotClaimTheStartWhenTheFirstBytesAreMissing() throws Exception {
        client(0, SYN, "");
        client(4, ACK, "def");
        assertEquals(List.of("0:40000 2 def", "0:40000 end"), read());
    }

    @Test
    void shouldStartInBetweenWhenTheSynWasNotCaptured() throws Exception {
        client(500, ACK, "abc");
        client(503, ACK, "def");
        assertEquals(List.of("0:40000 1 abc", "0:40000 2 def", "0:40000 end"), read());
    }

    @Test
    void shouldTellAGapWhenTheSnaplenCutsPayload() throws Exception {
        client(0, SYN, "");
        pcap.tcp(1, 40_000, 2, 53, ISN + 1, 0, ACK, "abcdef".getBytes(StandardCharsets.ISO_8859_1), 2);
        client(7, ACK, "gh");
        assertEquals(List.of("0:40000+ 2 ab", "0:40000+ gap 4", "0:40000+ 3 gh", "0:40000+ end"), read());
    }

    @Test
    void shouldFlushAndForgetWhenReset() throws Exception {
        client(0, SYN, "");
        client(1, ACK, "a");
        client(5, ACK, "b");
        pcap.tcp(2, 53, 1, 40_000, 0, 0, TcpFlags.RST, "diagnostic text".getBytes(StandardCharsets.ISO_8859_1));
        client(6, ACK, "late");
        assertEquals(List.of("0:40000+ 2 a", "0:40000+ gap 3", "0:40000+ 3 b", "0:40000+ end"), read());
    }

    @Test
    void shouldReadAnotherConnectionWhenPortsAreUsedAgain() throws Exception {
        client(0, SYN, "");
        client(1, ACK, "a");
        client(100_000, SYN, "");
        client(100_001, ACK, "b");
        client(100_000, SYN, "");
        client(100_002, ACK, "c");
        assertEquals(List.of("0:40000+ 2 a", "0:40000+ end", "1:40000+ 4 b", "1:40000+ 6 c", "1:40000+ end"), read());
    }

    @Test
    void shouldAskOnceAndNeverReadWhenNotWanted() throws Exception {
        client(0, SYN, "");
        client(1, ACK, "abc");
        client(4, ACK, "def");
        assertEquals(List.of("asked abc"), read((direction, first) -> {
            log.add("asked " + first.latin1(0, first.length()));
            return null;
        }));
    }

    @Test
    void shouldReadDataOfASynWhenItCarriesSome() throws Exception {
        client(0, SYN, "early");
        client(6, ACK, "late");
        assertEquals(List.of("0:40000+ 1 early", "0:40000+ 2 late", "0:40000+ end"), read());
    }

    @Test
    void shouldCountSegmentsWhenConnectionsAreBeyondTheLimit() throws Exception {
        for (int port = 1; port <= 3; port++) {
            pcap.tcp(1, port, 2, 53, 1, 0, ACK, new byte[4]);
        }
        PayloadStreams streams = PayloadStreams.Source.of(2).streams((direction, first) -> null);
        try (Capture capture = pcap.open(folder)) {
            Pass.run(new ToolContext("built", capture, Limits.DEFAULT, ProgressListener.NONE), List.of(streams));
        }
        assertEquals(1, streams.untracked());
    }

    private List<String> directions() throws Exception {
        return read((direction, first) -> {
            log.add(direction.stream() + " " + direction.source().port() + " client " + direction.client().port() + " by "
                    + direction.roleBasis());
            return null;
        });
    }

    @Test
    void shouldGiveTheStreamOfWiresharkWhenConnectionsWithoutPayloadComeBefore() throws Exception {
        pcap.tcp(3, 1_000, 2, 80, 1, 1, ACK, new byte[0]);
        pcap.tcp(3, 1_001, 2, 80, 1, 0, TcpFlags.RST, new byte[0]);
        client(0, SYN, "");
        client(1, ACK, "a");
        assertEquals(List.of("2 40000 client 40000 by SYN"), directions());
    }

    @Test
    void shouldTellTheClientByTheSurestSignThatTheCaptureHolds() throws Exception {
        pcap.tcp(2, 40_001, 1, 40_000, 99, 1, SYN | ACK, new byte[0]);
        pcap.tcp(2, 40_001, 1, 40_000, 100, 1, ACK, new byte[1]);
        pcap.tcp(2, 443, 1, 40_000, 100, 1, ACK, new byte[1]);
        pcap.tcp(2, 50_000, 1, 50_001, 100, 1, ACK, new byte[0]);
        pcap.tcp(1, 50_001, 2, 50_000, 100, 1, ACK, new byte[1]);
        assertEquals(List.of("0 40001 client 40000 by SYN_ACK", "1 443 client 40000 by PORT",
                "2 50001 client 50000 by FIRST_PACKET"), directions());
    }
}
