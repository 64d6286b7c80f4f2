package io.wirecause.fuzz;

import io.wirecause.analysis.Tool;
import io.wirecause.capture.Capture;
import io.wirecause.capture.FrameCursor;
import io.wirecause.packet.Packet;
import io.wirecause.packet.PacketDecoder;
import io.wirecause.report.UserFacingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The input is messages between hosts, which the parsers of one protocol get to read: for each a byte that says how it
 * travels, two addresses, two ports, its length and its bytes.
 */
final class Traffic {
    private static final int IPV6 = 1;
    private static final int CARRIER_SHIFT = 1;
    private static final int UDP = 0;
    private static final int TCP = 1;
    private static final int ICMP = 2;
    private static final int PAUSE_SHIFT = 4;
    /** Microseconds before a message. */
    private static final long[] PAUSES = {1, 1_000, 40_000, 500_000, 1_100_000, 6_000_000, 40_000_000, 4_000_000_000L};
    private static final int MOST_BYTES = 65_000;
    private static final int ICMP_V4 = 1;
    private static final int ICMP_V6 = 58;

    private Traffic() {
    }

    /** One input for the tool that reads this protocol. */
    static void check(String tool, byte[] input) throws Exception {
        Tool<?> asked = Answers.tool(tool);
        Cost.bounded(input, () -> Answers.check(input, capture(input), List.of(asked), null));
    }

    /** Microseconds before a message, as bits 4 to 6 of the byte before it tell. */
    static long pause(int how) {
        return PAUSES[how >> PAUSE_SHIFT & 7];
    }

    private static byte[] capture(byte[] input) {
        FuzzInput reader = new FuzzInput(input);
        RawCapture capture = new RawCapture();
        while (reader.more()) {
            int how = reader.u8();
            boolean ipv6 = (how & IPV6) != 0;
            var ends = new RawCapture.Ends(ipv6, reader.i32(), reader.u16(), reader.i32(), reader.u16());
            byte[] message = reader.bytes(Math.min(MOST_BYTES, reader.u16()));
            capture.after(pause(how));
            switch (how >> CARRIER_SHIFT & 3) {
                case UDP -> capture.udp(ends, message);
                case TCP -> capture.tcp(ends, message);
                case ICMP -> capture.packet(ends, ipv6 ? ICMP_V6 : ICMP_V4, message, 0, 1 + (how & 0xc0));
                default -> capture.packet(ends, reader.u8(), message, 0, 64);
            }
        }
        return capture.bytes();
    }

    /** An input that tells what a capture holds, as far as it can be told so. */
    static byte[] of(Path capture, int most) throws IOException, UserFacingException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PacketDecoder decoder = new PacketDecoder();
        Packet packet = new Packet();
        try (Capture open = Capture.open(capture)) {
            FrameCursor cursor = open.frames();
            while (cursor.next() && out.size() < most) {
                decoder.decode(cursor.frame(), packet);
                do {
                    add(packet, out);
                } while (decoder.decodeNext(packet));
            }
        }
        return out.toByteArray();
    }

    private static void add(Packet packet, ByteArrayOutputStream out) {
        boolean icmp = packet.protocol() == ICMP_V4 || packet.protocol() == ICMP_V6;
        boolean ports = packet.isTcp() || packet.isUdp();
        if (packet.transport() == null || !ports && !icmp) {
            return;
        }
        byte[] message = icmp ? packet.transport().copy() : packet.payload().copy();
        if (message.length == 0) {
            return;
        }
        int carrier = packet.isUdp() ? UDP : packet.isTcp() ? TCP : ICMP;
        ByteBuffer record = ByteBuffer.allocate(15 + message.length);
        record.put((byte) (carrier << CARRIER_SHIFT | (packet.ipVersion() == 6 ? IPV6 : 0) | 1 << PAUSE_SHIFT));
        record.putInt((int) packet.sourceLo()).putShort((short) (ports ? packet.sourcePort() : 0));
        record.putInt((int) packet.destinationLo()).putShort((short) (ports ? packet.destinationPort() : 0));
        out.writeBytes(record.putShort((short) message.length).put(message).array());
    }
}
