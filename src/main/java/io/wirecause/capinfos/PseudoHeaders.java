package io.wirecause.capinfos;

import io.wirecause.bytes.ByteView;
import io.wirecause.capture.Frame;

/** What of a frame is a header that only the capturing system added: capinfos does not count it as data. */
final class PseudoHeaders {
    private static final int IRDA = 144;
    private static final int LINUX_LAPD = 177;
    private static final int ERF = 197;
    private static final int ERF_HEADER = 16;
    private static final int ERF_WIRE_LENGTH = 14;

    private PseudoHeaders() {
    }

    /** Bytes of a frame on the wire without the pseudo-header, as capinfos counts data. */
    static long dataLength(Frame frame) {
        if (frame.linkType() == ERF) {
            ByteView bytes = frame.bytes();
            return bytes.length() < ERF_HEADER ? frame.wireLength() : bytes.u16be(ERF_WIRE_LENGTH);
        }
        return Math.max(0, frame.wireLength() - pseudoHeader(frame.linkType()));
    }

    /** Bytes before the frame proper that say how it was captured: direction, channel, circuit. */
    private static int pseudoHeader(int linkType) {
        return switch (linkType) {
            // SunATM, MTP2, Bluetooth HCI, Bluetooth monitor
            case 123, 139, 201, 254 -> 4;
            // SITA, I2C
            case 196, 209 -> 5;
            // PPP with a direction
            case 204 -> 1;
            // NFC LLCP
            case 245 -> 2;
            case IRDA, LINUX_LAPD -> 16;
            default -> 0;
        };
    }
}
