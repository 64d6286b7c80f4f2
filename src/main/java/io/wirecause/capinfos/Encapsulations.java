package io.wirecause.capinfos;

import io.wirecause.bytes.ByteView;
import io.wirecause.capture.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Link types: their names, and what of a frame is a header that only the capturing system added. */
final class Encapsulations {
    private static final int IRDA = 144;
    private static final int LINUX_LAPD = 177;
    private static final int ERF = 197;
    private static final int ERF_HEADER = 16;
    private static final int ERF_WIRE_LENGTH = 14;

    private static final Properties NAMES = names();

    private Encapsulations() {
    }

    private static Properties names() {
        Properties names = new Properties();
        try (InputStream in = Encapsulations.class.getResourceAsStream("encapsulations.properties")) {
            names.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /** The short name of a link type, such as {@code ether}; {@code linktype-N} where it has none. */
    static String name(int linkType) {
        return NAMES.getProperty(String.valueOf(linkType), "linktype-" + linkType);
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
