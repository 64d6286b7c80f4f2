package io.wirecause.fuzz;

import io.wirecause.analysis.Tool;
import io.wirecause.catalog.Catalog;
import java.util.List;

/**
 * The input is TCP segments of four connections, made so that most of them mean something: sequence and acknowledgement
 * numbers lie near those that the two sides are at, unless the input says otherwise.
 */
public final class TcpTarget {
    private static final List<Tool<?>> TOOLS =
            Catalog.PROTOCOLS.stream().filter(protocol -> protocol.name().equals("tcp")).findFirst().orElseThrow().tools();
    private static final int CLIENT = 0xc0000201;
    private static final int SERVER = 0xc0000202;
    private static final int SYN_OR_FIN = 3;
    private static final int MOST_SEGMENTS = 400;
    private static final long[] PAUSES = {1, 100, 20_000, 250_000, 1_200_000, 70_000_000, -500, 0};

    private TcpTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Cost.bounded(input, () -> Answers.check(input, capture(input), TOOLS, "192.0.2.2"));
    }

    /** Each segment: how it differs, its flags, then what differs. */
    private static byte[] capture(byte[] input) {
        FuzzInput reader = new FuzzInput(input);
        RawCapture capture = new RawCapture();
        int[] next = {reader.i32(), reader.i32(), reader.i32(), reader.i32(), 1, 1, 1, 1};
        for (int i = 0; reader.more() && i < MOST_SEGMENTS; i++) {
            int how = reader.u8();
            int flags = reader.u8();
            int connection = how & 3;
            boolean fromServer = (how & 4) != 0;
            int own = connection + (fromServer ? 4 : 0);
            int peer = connection + (fromServer ? 0 : 4);
            int sequence = next[own];
            int acknowledgment = next[peer];
            if ((how & 8) != 0) {
                sequence += (short) reader.u16();
                acknowledgment += (short) reader.u16();
            } else if ((how & 0x80) != 0) {
                sequence = reader.i32();
                acknowledgment = reader.i32();
            }
            byte[] options = (how & 0x10) != 0 ? reader.bytes(reader.u8() % 41) : new byte[0];
            byte[] payload = (how & 0x20) != 0 ? reader.bytes(Math.min(1460, reader.u16())) : new byte[0];
            int about = (how & 0x40) != 0 ? reader.u16() : 0;
            capture.after(PAUSES[about & 7]);
            next[own] = sequence + payload.length + ((flags & SYN_OR_FIN) != 0 ? 1 : 0);
            capture.segment(ends(connection, fromServer), new RawCapture.Segment(sequence, acknowledgment, flags,
                    (how & 0x40) != 0 ? reader.u16() : 0x2000, options, payload, about >> 3, (about >> 8) + 1));
        }
        return capture.bytes();
    }

    private static RawCapture.Ends ends(int connection, boolean fromServer) {
        int client = 40_000 + connection;
        int server = connection == 3 ? 443 : 80;
        boolean ipv6 = connection == 2;
        return fromServer ? new RawCapture.Ends(ipv6, SERVER, server, CLIENT, client)
                : new RawCapture.Ends(ipv6, CLIENT, client, SERVER, server);
    }
}
