package io.wirecause.packet;

import io.wirecause.bytes.ByteView;

/**
 * A TCP header (RFC 9293, section 3.1) where it lies in the frame.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |          Source Port          |       Destination Port        |
 * +-------------------------------+-------------------------------+
 * |                        Sequence Number                        |
 * +---------------------------------------------------------------+
 * |                    Acknowledgment Number                      |
 * +-------+-------+---------------+-------------------------------+
 * |Offset |  Res  |     Flags     |            Window             |
 * +-------+-------+---------------+-------------------------------+
 * |           Checksum            |         Urgent Pointer        |
 * +-------------------------------+-------------------------------+
 * |                           [Options]                           |
 * </pre>
 *
 * All fields are big endian. Options are read in one go on first use; what follows a malformed one is left out.
 */
public final class TcpView {
    static final int FIXED_LENGTH = 20;
    private static final int SEQUENCE = 4;
    private static final int ACKNOWLEDGMENT = 8;
    private static final int DATA_OFFSET = 12;
    private static final int CHECKSUM = 16;

    private static final int OPTION_END = 0;
    private static final int OPTION_NOP = 1;
    private static final int OPTION_MSS = 2;
    private static final int OPTION_WINDOW_SCALE = 3;
    private static final int OPTION_SACK_PERMITTED = 4;
    private static final int OPTION_SACK = 5;
    private static final int OPTION_TIMESTAMPS = 8;
    private static final int OPTION_FAST_OPEN = 34;
    /** Fast Open as it was before it had a number of its own: an experimental option that begins so (RFC 7413, section 4.1.1). */
    private static final int OPTION_EXPERIMENT = 254;
    /** Two NOPs and a timestamps option: what most segments carry, so laid out by common stacks (RFC 7323, appendix A). */
    private static final int ALIGNED_TIMESTAMPS = 0x0101080a;
    private static final int ALIGNED_TIMESTAMPS_LENGTH = 12;
    private static final int EXPERIMENT_FAST_OPEN = 0xf989;
    /** 40 bytes of options hold at most four SACK blocks of 8 bytes (RFC 2018, section 3). */
    private static final int MAX_SACK_BLOCKS = 4;

    private ByteView bytes;
    private int start;
    private int end;
    private int sequence;
    private int acknowledgment;
    private int offsetFlagsWindow;
    private int checksum;
    private boolean optionsRead;
    private int mss;
    private int windowScale;
    private boolean sackPermitted;
    private boolean timestamps;
    private int tsVal;
    private int tsEcr;
    private int sackBlocks;
    private int fastOpenCookieLength;
    private final int[] sackEdges = new int[2 * MAX_SACK_BLOCKS];

    TcpView() {
    }

    /**
     * Points the view at a header. The fields that every analyzer asks for more than once are read here, with one check of
     * the bounds each.
     *
     * @param start    where the header starts
     * @param captured captured bytes from there on, at least {@link #FIXED_LENGTH}
     */
    void point(ByteView frame, int start, int captured) {
        this.bytes = frame;
        this.start = start;
        this.sequence = frame.i32be(start + SEQUENCE);
        this.acknowledgment = frame.i32be(start + ACKNOWLEDGMENT);
        this.offsetFlagsWindow = frame.i32be(start + DATA_OFFSET);
        this.checksum = frame.u16be(start + CHECKSUM);
        this.end = start + Math.min(captured, headerLength());
        this.optionsRead = false;
    }

    /** Source port, 0 to 65,535. */
    public int sourcePort() {
        return bytes.u16be(start);
    }

    /** Destination port, 0 to 65,535. */
    public int destinationPort() {
        return bytes.u16be(start + 2);
    }

    /** Sequence number, 32 bits that wrap: compare by signed difference. */
    public int sequence() {
        return sequence;
    }

    /** Acknowledgement number, 32 bits that wrap; counts only with {@link TcpFlags#ACK}. */
    public int acknowledgment() {
        return acknowledgment;
    }

    /** Bytes of the header with its options, 20 to 60 in a sound one; below 20 the segment is malformed. */
    public int headerLength() {
        return offsetFlagsWindow >>> 28 << 2;
    }

    /** The control bits, see {@link TcpFlags}. */
    public int flags() {
        return offsetFlagsWindow >>> 16 & 0xff;
    }

    /** Whether any of these control bits is set. */
    public boolean has(int flags) {
        return (flags() & flags) != 0;
    }

    /** The window field as it stands, not scaled, 0 to 65,535. */
    public int window() {
        return offsetFlagsWindow & 0xffff;
    }

    /** The checksum as it stands, 0 to 65,535. */
    public int checksum() {
        return checksum;
    }

    /** Maximum segment size option in bytes; -1 where there is none. */
    public int mss() {
        readOptions();
        return mss;
    }

    /** Window scale option, 0 to 14 in a sound one (RFC 7323, section 2.2); -1 where there is none. */
    public int windowScale() {
        readOptions();
        return windowScale;
    }

    /** Whether the SACK-permitted option is there (RFC 2018, section 2). */
    public boolean sackPermitted() {
        readOptions();
        return sackPermitted;
    }

    /** Whether there is a timestamps option (RFC 7323, section 3.2). */
    public boolean hasTimestamps() {
        readOptions();
        return timestamps;
    }

    /** TSval, 32 bits that wrap; counts only with {@link #hasTimestamps}. */
    public int tsVal() {
        readOptions();
        return tsVal;
    }

    /** TSecr, 32 bits that wrap; counts only with {@link #hasTimestamps}. */
    public int tsEcr() {
        readOptions();
        return tsEcr;
    }

    /** How many SACK blocks there are, 0 to 4. */
    public int sackBlocks() {
        readOptions();
        return sackBlocks;
    }

    /** First sequence number of a SACK block. */
    public int sackLeft(int block) {
        return sackEdges[2 * java.util.Objects.checkIndex(block, sackBlocks)];
    }

    /** The sequence number behind a SACK block. */
    public int sackRight(int block) {
        return sackEdges[2 * java.util.Objects.checkIndex(block, sackBlocks) + 1];
    }

    /** Bytes of the Fast Open cookie (RFC 7413, section 4.1.1), 0 where one is asked for; -1 where there is no such option. */
    public int fastOpenCookieLength() {
        readOptions();
        return fastOpenCookieLength;
    }

    private void readOptions() {
        if (optionsRead) {
            return;
        }
        optionsRead = true;
        mss = -1;
        windowScale = -1;
        sackPermitted = false;
        timestamps = false;
        sackBlocks = 0;
        fastOpenCookieLength = -1;
        int at = start + FIXED_LENGTH;
        if (end - at == ALIGNED_TIMESTAMPS_LENGTH && bytes.i32be(at) == ALIGNED_TIMESTAMPS) {
            readTimestamps(at + 4);
            return;
        }
        while (at < end) {
            int kind = bytes.u8(at);
            if (kind == OPTION_NOP) {
                at++;
                continue;
            }
            if (kind == OPTION_END || at + 2 > end) {
                return;
            }
            int length = bytes.u8(at + 1);
            if (length < 2 || at + length > end) {
                return;
            }
            readOption(kind, at, length);
            at += length;
        }
    }

    private void readTimestamps(int at) {
        timestamps = true;
        tsVal = bytes.i32be(at);
        tsEcr = bytes.i32be(at + 4);
    }

    private void readOption(int kind, int at, int length) {
        if (kind == OPTION_TIMESTAMPS && length == 10) {
            readTimestamps(at + 2);
        } else if (kind == OPTION_SACK) {
            for (int block = at + 2; block + 8 <= at + length && sackBlocks < MAX_SACK_BLOCKS; block += 8) {
                sackEdges[2 * sackBlocks] = bytes.i32be(block);
                sackEdges[2 * sackBlocks + 1] = bytes.i32be(block + 4);
                sackBlocks++;
            }
        } else if (kind == OPTION_MSS && length == 4) {
            mss = bytes.u16be(at + 2);
        } else if (kind == OPTION_WINDOW_SCALE && length == 3) {
            windowScale = bytes.u8(at + 2);
        } else if (kind == OPTION_SACK_PERMITTED && length == 2) {
            sackPermitted = true;
        } else if (kind == OPTION_FAST_OPEN) {
            fastOpenCookieLength = length - 2;
        } else if (kind == OPTION_EXPERIMENT && length >= 4 && bytes.u16be(at + 2) == EXPERIMENT_FAST_OPEN) {
            fastOpenCookieLength = length - 4;
        }
    }
}
