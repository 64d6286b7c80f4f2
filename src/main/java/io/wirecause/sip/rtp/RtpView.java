package io.wirecause.sip.rtp;

import io.wirecause.bytes.ByteView;

/**
 * An RTP header (RFC 3550, section 5.1) where it lies in the datagram.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---+-+-+-------+-+-------------+-------------------------------+
 * |V=2|P|X|  CC   |M|     PT      |        Sequence number        |
 * +-------------------------------+-------------------------------+
 * |                           Timestamp                           |
 * +---------------------------------------------------------------+
 * |                             SSRC                              |
 * +---------------------------------------------------------------+
 * |                   CSRC, 4 bytes for each of CC                |
 * </pre>
 *
 * All fields are big endian. {@link #check} comes first; after it the getters cannot fail.
 */
final class RtpView {
    static final int FIXED_LENGTH = 12;
    private static final int VERSION_2 = 0x80;
    private static final int PADDING = 0x20;
    private static final int EXTENSION = 0x10;
    /** Profile and length in words (RFC 3550, section 5.3.1). */
    private static final int EXTENSION_HEADER = 4;
    /** With RTP and RTCP on one port the second byte tells them apart (RFC 5761, section 4). */
    private static final int FIRST_RTCP_TYPE = 192;
    private static final int LAST_RTCP_TYPE = 223;

    private ByteView bytes;

    /** Whether the first byte is that of RTP or RTCP version 2 (RFC 7983, section 7). */
    static boolean isVersion2(ByteView datagram) {
        return datagram.length() > 1 && (datagram.u8(0) & 0xc0) == VERSION_2;
    }

    /** Whether a datagram of version 2 is RTCP rather than RTP. */
    static boolean isRtcp(ByteView datagram) {
        int type = datagram.u8(1);
        return type >= FIRST_RTCP_TYPE && type <= LAST_RTCP_TYPE;
    }

    /**
     * Points the view at a datagram.
     *
     * @return whether it holds the fixed part of an RTP header
     */
    boolean check(ByteView datagram) {
        bytes = datagram;
        return datagram.length() >= FIXED_LENGTH && isVersion2(datagram) && !isRtcp(datagram);
    }

    /**
     * What is wrong with the lengths that the header gives; null where all of them fit, or were not captured.
     *
     * @param wireLength bytes the datagram had on the wire
     */
    String problem(int wireLength) {
        int end = FIXED_LENGTH + 4 * (bytes.u8(0) & 0x0f);
        if (end > wireLength) {
            return "RTP: the list of contributing sources runs beyond the datagram";
        }
        if ((bytes.u8(0) & EXTENSION) != 0) {
            boolean captured = end + EXTENSION_HEADER <= bytes.length();
            end += EXTENSION_HEADER + (captured ? 4 * bytes.u16be(end + 2) : 0);
            if (end > wireLength) {
                return "RTP: the header extension runs beyond the datagram";
            }
        }
        boolean padded = (bytes.u8(0) & PADDING) != 0 && bytes.length() == wireLength;
        int padding = padded ? bytes.u8(wireLength - 1) : 0;
        return padded && padding == 0 || end + padding > wireLength ? "RTP: padding that does not fit" : null;
    }

    /** The marker: in audio it begins speech behind silence (RFC 3551, section 4.1). */
    boolean marker() {
        return (bytes.u8(1) & 0x80) != 0;
    }

    /** Payload type, 0 to 127. */
    int payloadType() {
        return bytes.u8(1) & 0x7f;
    }

    /** Sequence number, 0 to 65,535, which wraps. */
    int sequence() {
        return bytes.u16be(2);
    }

    /** Timestamp in ticks of the encoding's clock, 32 bits that wrap. */
    int timestamp() {
        return bytes.i32be(4);
    }

    /** Identifies the source within the session. */
    int ssrc() {
        return bytes.i32be(8);
    }
}
