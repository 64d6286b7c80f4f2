package io.wirecause.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes a pcap file frame by frame: little-endian, times in microseconds. */
public final class PcapWriter implements AutoCloseable {
    /** Link type of Ethernet. */
    public static final int ETHERNET = 1;
    /** Link type of IP packets without a link header. */
    public static final int RAW_IP = 101;
    /** A snaplen that cuts nothing. */
    public static final int WHOLE = 262_144;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int MICROS = 1_000_000;

    private final OutputStream out;
    private final ByteBuffer header = ByteBuffer.allocate(FILE_HEADER).order(ByteOrder.LITTLE_ENDIAN);

    /** Frames are not cut; the file header is written at once. */
    public PcapWriter(OutputStream out, int linkType) {
        this(out, linkType, WHOLE);
    }

    /** The snaplen is only told; {@link #frame(long, byte[], int, int)} cuts. */
    public PcapWriter(OutputStream out, int linkType, int snaplen) {
        this.out = out;
        header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0).putInt(snaplen).putInt(linkType);
        write(header.array(), FILE_HEADER);
    }

    /** A whole frame. */
    public void frame(long micros, byte[] bytes) {
        frame(micros, bytes, bytes.length, bytes.length);
    }

    /** A frame of which the first bytes were captured. */
    public void frame(long micros, byte[] bytes, int captured, int wireLength) {
        header.clear().putInt((int) (micros / MICROS)).putInt((int) (micros % MICROS)).putInt(captured).putInt(wireLength);
        write(header.array(), RECORD_HEADER);
        write(bytes, captured);
    }

    private void write(byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes what is written to. */
    @Override
    public void close() throws IOException {
        out.close();
    }
}
