package io.wirecause.source.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The content of a gzip file (RFC 1952), members in a row read as one. The JDK's own stream takes a damaged or cut
 * second member for the end of the file; this one says so. Zero bytes after a member are the padding of tapes.
 */
final class GzipInput extends InputStream {
    private static final int HEADER_CRC = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;
    private static final int RESERVED = 0xe0;
    private static final int DEFLATE = 8;

    private final PackedInput in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] input = new byte[32 << 10];
    private int position;
    private int limit;
    private boolean inMember;
    private boolean ended;

    GzipInput(PackedInput in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return readMembers(bytes, offset, length);
        } catch (DataFormatException e) {
            in.unread(inflater.getRemaining());
            throw new ZipException(e.getMessage());
        } catch (IOException e) {
            in.unread(limit - position);
            throw e;
        }
    }

    private int readMembers(byte[] bytes, int offset, int length) throws IOException, DataFormatException {
        while (true) {
            if (!inMember && !startMember()) {
                return -1;
            }
            int count = inflater.inflate(bytes, offset, length);
            if (count > 0) {
                crc.update(bytes, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("a preset dictionary is asked for");
            } else if (length > 0) {
                fill();
                inflater.setInput(input, 0, limit);
                position = limit;
            } else {
                return 0;
            }
        }
    }

    private void fill() throws IOException {
        position = 0;
        limit = Math.max(in.read(input, 0, input.length), 0);
        if (limit == 0) {
            throw new EOFException("the gzip member is not complete");
        }
    }

    private int u8() throws IOException {
        if (position == limit) {
            fill();
        }
        return input[position++] & 0xff;
    }

    private int u16() throws IOException {
        return u8() | u8() << 8;
    }

    private int i32() throws IOException {
        return u16() | u16() << 16;
    }

    /** Whether there is one more member; its header is read then. */
    private boolean startMember() throws IOException {
        if (ended) {
            return false;
        }
        int first = 0;
        while (first == 0) {
            if (position == limit) {
                position = 0;
                limit = Math.max(in.read(input, 0, input.length), 0);
                if (limit == 0) {
                    ended = true;
                    return false;
                }
            }
            first = u8();
        }
        if (first != 0x1f || u8() != 0x8b || u8() != DEFLATE) {
            throw new ZipException("no gzip member begins here");
        }
        int flags = u8();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("a reserved flag is set");
        }
        skip(6);
        skipOptional(flags);
        inflater.reset();
        inflater.setInput(input, position, limit - position);
        position = limit;
        crc.reset();
        inMember = true;
        return true;
    }

    private void skipOptional(int flags) throws IOException {
        if ((flags & EXTRA) != 0) {
            skip(u16());
        }
        for (int text : new int[]{NAME, COMMENT}) {
            if ((flags & text) != 0) {
                while (u8() != 0) {
                    continue;
                }
            }
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            u8();
        }
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        inMember = false;
        if (i32() != (int) crc.getValue() || i32() != (int) inflater.getBytesWritten()) {
            throw new ZipException("the checksum or length of a gzip member is wrong");
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
