package io.wirecause.source.unpack;

import io.wirecause.report.UserFacingException;
import io.wirecause.report.WireText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The content of the one capture in a zip archive (PKWARE APPNOTE 6.3), whatever else lies beside it. Captures are known by their
 * first bytes, not by their names. Several are refused, as is none: which was meant, the archive does not say.
 */
final class ZipInput extends InputStream {
    private static final int HEAD_LENGTH = 8;
    private static final int NAME_LENGTH = 80;
    /** First bytes of pcap in both byte orders, with nanoseconds, modified, and of pcapng and snoop. */
    private static final int[][] CAPTURES = {{0xa1, 0xb2, 0xc3, 0xd4}, {0xd4, 0xc3, 0xb2, 0xa1}, {0xa1, 0xb2, 0x3c, 0x4d},
        {0x4d, 0x3c, 0xb2, 0xa1}, {0xa1, 0xb2, 0xcd, 0x34}, {0x34, 0xcd, 0xb2, 0xa1}, {0x0a, 0x0d, 0x0d, 0x0a},
        {'s', 'n', 'o', 'o', 'p', 0, 0, 0}};

    private final ZipInputStream zip;
    private final byte[] head = new byte[HEAD_LENGTH];
    private int headLength;
    private int headRead;
    private String capture;
    private boolean any;

    ZipInput(PackedInput packed) {
        // Names of another encoding than UTF-8 must not keep the content from being read; they are shown only.
        zip = new ZipInputStream(packed, StandardCharsets.ISO_8859_1);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (capture == null) {
            capture = nextCapture();
            if (capture == null && !any) {
                throw new EOFException("No entry is whole");
            }
            if (capture == null) {
                // What else lies in it is nobody's business.
                throw refused("The zip archive holds no capture (pcap, pcapng or snoop).");
            }
        }
        if (headRead < headLength) {
            int count = Math.min(length, headLength - headRead);
            System.arraycopy(head, headRead, bytes, offset, count);
            headRead += count;
            return count;
        }
        int count = zip.read(bytes, offset, length);
        if (count < 0) {
            headLength = 0;
            headRead = 0;
            String second = nextCapture();
            if (second != null) {
                throw refused("The zip archive holds several captures, such as " + capture + " and " + second
                        + "; unpack it, and give the path of one of them or of the folder.");
            }
        }
        return count;
    }

    /** Goes to the next entry that is a capture; gives its name in quotes, or null at the end. */
    private String nextCapture() throws IOException {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            headLength = zip.readNBytes(head, 0, HEAD_LENGTH);
            any = true;
            if (isCapture()) {
                return WireText.quote(entry.getName(), NAME_LENGTH);
            }
        }
        headLength = 0;
        return null;
    }

    private boolean isCapture() {
        for (int[] magic : CAPTURES) {
            boolean same = headLength >= magic.length;
            for (int i = 0; same && i < magic.length; i++) {
                same = (head[i] & 0xff) == magic[i];
            }
            if (same) {
                return true;
            }
        }
        return false;
    }

    private static PackedInput.Stopped refused(String sentence) {
        return new PackedInput.Stopped(new UserFacingException(sentence));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
