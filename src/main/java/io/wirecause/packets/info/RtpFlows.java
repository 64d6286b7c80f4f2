package io.wirecause.packets.info;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Packet;
import java.util.Locale;

/**
 * Tells RTP and RTCP (RFC 3550) from other datagrams that look like it. One datagram of version 2 proves nothing; a second one
 * of the same source that goes on counting where the first one was does. Of a fixed size: of flows that fall into one
 * slot the last one counts.
 */
final class RtpFlows {
    private static final int SLOTS = 1 << 12;
    private static final int HEADER = 12;
    private static final int FIRST_PORT = 1_024;
    private static final int FIRST_RTCP = 200;
    private static final int LAST_RTCP = 207;
    /** Packets that may have been lost in between. */
    private static final int LARGEST_STEP = 64;

    private final int[] sources = new int[SLOTS];
    private final char[] numbers = new char[SLOTS];

    /** RTP, RTCP, or null where the datagram is surely or probably something else. */
    String of(Packet packet) {
        ByteView payload = packet.payload();
        if (payload.length() < 8 || (payload.u8(0) & 0xc0) != 0x80 || packet.sourcePort() < FIRST_PORT
                || packet.destinationPort() < FIRST_PORT) {
            return null;
        }
        int second = payload.u8(1);
        if (second >= FIRST_RTCP && second <= LAST_RTCP) {
            return payload.u16be(2) * 4 + 4 <= packet.payloadLength() ? "RTCP" : null;
        }
        int type = second & 0x7f;
        if (payload.length() < HEADER || type > 34 && type < 96) {
            return null;
        }
        int source = payload.i32be(8);
        int slot = (int) ((source * 31L + packet.sourceLo()) * 31 + packet.sourcePort()) & SLOTS - 1;
        char number = (char) payload.u16be(2);
        char step = (char) (number - numbers[slot]);
        boolean goesOn = sources[slot] == source && (step <= LARGEST_STEP || step >= 0xffff - LARGEST_STEP);
        sources[slot] = source;
        numbers[slot] = number;
        return goesOn ? "RTP" : null;
    }

    /** The line of an RTP or RTCP packet. */
    static String line(Packet packet) {
        ByteView payload = packet.payload();
        int second = payload.u8(1);
        if (second >= FIRST_RTCP && second <= LAST_RTCP) {
            return switch (second) {
                case 200 -> "sender report";
                case 201 -> "receiver report";
                case 202 -> "source description";
                case 203 -> "goodbye";
                case 204 -> "application-defined";
                default -> "feedback";
            } + (payload.length() >= 8 ? String.format(Locale.ROOT, ", ssrc 0x%08x", payload.i32be(4)) : "");
        }
        return String.format(Locale.ROOT, "payload type %d, ssrc 0x%08x, seq %d, time %d%s", second & 0x7f, payload.i32be(8),
                payload.u16be(2), payload.u32be(4), (second & 0x80) != 0 ? ", mark" : "");
    }
}
