package io.wirecause.cli;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How many frames a capture file holds, about, told from the sizes of the first ones. It is there to choose options of Java by,
 * before anything of the analysis is loaded; nothing in an answer depends on it.
 */
final class FrameEstimate {
    /** Enough to get past the small frames that a conversation begins with. */
    private static final int SAMPLE = 1 << 20;
    private static final int PCAP_MICROSECONDS = 0xa1b2c3d4;
    private static final int PCAP_NANOSECONDS = 0xa1b23c4d;
    private static final int PCAP_HEADER = 24;
    private static final int PCAP_RECORD_HEADER = 16;
    private static final int PCAP_CAPTURED_LENGTH = 8;
    private static final int PCAPNG_SECTION = 0x0a0d0d0a;
    private static final int PCAPNG_BYTE_ORDER = 0x1a2b3c4d;
    private static final int PCAPNG_LENGTH = 4;
    private static final int PCAPNG_ORDER_MARK = 8;
    private static final int PCAPNG_SMALLEST = 12;

    private FrameEstimate() {
    }

    /**
     * The number of frames, never 0 in a file of a known kind.
     *
     * @return -1 where the file is neither pcap nor pcapng, a compressed one among them
     */
    static long of(File capture) throws IOException {
        byte[] head;
        try (InputStream in = new FileInputStream(capture)) {
            head = in.readNBytes(SAMPLE);
        }
        ByteBuffer bytes = ByteBuffer.wrap(head);
        if (head.length < PCAP_HEADER) {
            return -1;
        }
        int frames;
        if (bytes.getInt(0) == PCAPNG_SECTION) {
            order(bytes, bytes.getInt(PCAPNG_ORDER_MARK) == PCAPNG_BYTE_ORDER);
            frames = records(bytes, 0, PCAPNG_LENGTH, 0);
        } else if (isPcap(bytes.getInt(0)) || isPcap(Integer.reverseBytes(bytes.getInt(0)))) {
            order(bytes, isPcap(bytes.getInt(0)));
            frames = records(bytes, PCAP_HEADER, PCAP_CAPTURED_LENGTH, PCAP_RECORD_HEADER);
        } else {
            return -1;
        }
        return Math.max(1, Math.round((double) frames * capture.length() / head.length));
    }

    private static boolean isPcap(int magic) {
        return magic == PCAP_MICROSECONDS || magic == PCAP_NANOSECONDS;
    }

    private static void order(ByteBuffer bytes, boolean bigEndian) {
        bytes.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    /** Counts the records that begin in the sample. One that cannot be counts as the last: damage is told by the analysis. */
    private static int records(ByteBuffer bytes, int first, int lengthAt, int header) {
        int count = 0;
        long at = first;
        while (at + PCAPNG_SMALLEST <= bytes.limit()) {
            long length = header + Integer.toUnsignedLong(bytes.getInt((int) at + lengthAt));
            if (length < PCAPNG_SMALLEST) {
                break;
            }
            count++;
            at += length;
        }
        return count;
    }
}
