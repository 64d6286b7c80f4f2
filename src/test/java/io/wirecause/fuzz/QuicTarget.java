package io.wirecause.fuzz;

import io.wirecause.analysis.Tool;
import io.wirecause.report.UserFacingException;
import io.wirecause.tls.quic.InitialPackets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Frames of QUIC's Initial packets, which this target protects, for no changed packet would be opened otherwise. For each: a
 * byte (1: from the server; 2: a datagram as it stands; 4: version 2; 8: a connection of its own; 0x70: the pause before it),
 * its length and its bytes.
 */
public final class QuicTarget {
    private static final int SERVER = 1;
    private static final int RAW = 2;
    private static final int SECOND = 4;
    private static final int OTHER = 8;
    private static final int V1 = 1;
    private static final int V2 = 0x6b3343cf;
    private static final byte[] CHOSEN = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final byte[] CLIENT_ID = {9, 9, 9};
    private static final byte[] SERVER_ID = {7, 7, 7, 7};
    private static final int MOST_BYTES = 4_096;

    private QuicTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Tool<?> asked = Answers.tool("analyze_tls_handshakes");
        Cost.bounded(input, () -> Answers.check(input, capture(input), List.of(asked), null));
    }

    private static byte[] capture(byte[] input) {
        FuzzInput reader = new FuzzInput(input);
        RawCapture capture = new RawCapture();
        boolean answered = false;
        for (int number = 0; reader.more(); number++) {
            int how = reader.u8();
            boolean server = (how & SERVER) != 0;
            int port = (how & OTHER) != 0 ? 50_001 : 50_000;
            var ends = server ? new RawCapture.Ends(false, 0x0a000002, 443, 0x0a000001, port)
                    : new RawCapture.Ends(false, 0x0a000001, port, 0x0a000002, 443);
            byte[] bytes = reader.bytes(Math.min(MOST_BYTES, reader.u16()));
            capture.after(Traffic.pause(how));
            byte[] destination = server ? CLIENT_ID : answered ? SERVER_ID : CHOSEN;
            capture.udp(ends, (how & RAW) != 0 ? bytes : InitialPackets.protect((how & SECOND) != 0 ? V2 : V1, CHOSEN, !server,
                    destination, server ? SERVER_ID : CLIENT_ID, number, bytes));
            answered |= server;
        }
        return capture.bytes();
    }

    /** An input of the Initial packets of a capture. */
    static byte[] of(Path capture) throws IOException, UserFacingException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (InitialPackets.Frames frames : InitialPackets.of(capture)) {
            // Padding teaches the fuzzer nothing.
            int length = frames.bytes().length;
            while (length > 0 && frames.bytes()[length - 1] == 0) {
                length--;
            }
            out.writeBytes(ByteBuffer.allocate(3).put((byte) (1 << 4 | (frames.fromClient() ? 0 : SERVER)))
                    .putShort((short) length).array());
            out.write(frames.bytes(), 0, length);
        }
        return out.toByteArray();
    }
}
