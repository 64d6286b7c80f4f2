package io.wirecause.compare.match;

import io.wirecause.analysis.ToolContext;
import io.wirecause.packet.Packet;
import io.wirecause.packet.TransportChecksum;
import io.wirecause.report.UserFacingException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where the payload of a packet differs in two captures.
 *
 * @param offset   of the first byte that differs, from the start of the payload
 * @param first    up to eight bytes from there in the first capture, in hexadecimal
 * @param other    the same in the other
 * @param checksum whether the transport's checksum is right, by capture
 */
public record FirstDifference(int offset, String first, String other, TransportChecksum[] checksum) {
    private static final int SHOWN = 8;

    /**
     * Reads the two frames once more.
     *
     * @return null where their payloads do not differ, as of frames that hold several packets
     * @throws UserFacingException where the call is cancelled or out of time
     */
    static FirstDifference of(ToolContext context, long frameOfFirst, long frameOfOther) throws UserFacingException {
        TransportChecksum[] checksums = new TransportChecksum[2];
        byte[] one = payload(context, frameOfFirst, checksums, 0);
        byte[] two = payload(context.onOther(), frameOfOther, checksums, 1);
        int at = Arrays.mismatch(one, two);
        return at < 0 ? null : new FirstDifference(at, hex(one, at), hex(two, at), checksums);
    }

    private static byte[] payload(ToolContext context, long frame, TransportChecksum[] checksums, int capture)
            throws UserFacingException {
        PointReader reader = new PointReader(context, PointInterface.ALL);
        while (reader.next()) {
            Packet packet = reader.packet();
            if (packet.frame().number() == frame && (packet.isTcp() || packet.isUdp())) {
                checksums[capture] = TransportChecksum.of(packet);
                return packet.payload().copy();
            }
        }
        return new byte[0];
    }

    private static String hex(byte[] bytes, int from) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes, Math.min(from, bytes.length), Math.min(bytes.length, from + SHOWN));
    }

    /** Whether the packet left the one point whole and came to the other damaged. */
    public boolean isDamage(int upstream) {
        return checksum[upstream] != TransportChecksum.BAD && checksum[1 - upstream] == TransportChecksum.BAD;
    }
}
