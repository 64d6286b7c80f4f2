package io.wirecause.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Ethernet frames with times, which tests build by hand or take from a capture, change and write. */
public final class FrameList {
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;

    private final List<byte[]> frames = new ArrayList<>();
    private final List<Long> micros = new ArrayList<>();

    /** No frame yet. */
    public FrameList() {
    }

    /** The frames of a little-endian pcap file of microseconds, as tcpdump writes it. */
    public static FrameList read(Path capture) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(capture)).order(ByteOrder.LITTLE_ENDIAN);
        FrameList all = new FrameList();
        file.position(FILE_HEADER);
        while (file.remaining() >= RECORD_HEADER) {
            long time = (file.getInt() & 0xffffffffL) * 1_000_000 + file.getInt();
            byte[] frame = new byte[file.getInt()];
            file.getInt();
            file.get(frame);
            all.add(time, frame);
        }
        return all;
    }

    /** Adds a frame. */
    public FrameList add(long timeMicros, byte[] frame) {
        micros.add(timeMicros);
        frames.add(frame);
        return this;
    }

    /** Adds all frames of another one. */
    public FrameList addAll(FrameList other) {
        micros.addAll(other.micros);
        frames.addAll(other.frames);
        return this;
    }

    /** The frames; changes to their bytes show in what is written. */
    public List<byte[]> frames() {
        return frames;
    }

    /** Writes the file with frames cut at {@code snaplen} bytes. */
    public Path write(Path to, int snaplen) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PcapWriter pcap = new PcapWriter(out, PcapWriter.ETHERNET, snaplen);
        for (int i = 0; i < frames.size(); i++) {
            byte[] frame = frames.get(i);
            pcap.frame(micros.get(i), frame, Math.min(frame.length, snaplen), frame.length);
        }
        try {
            return Files.write(to, out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the file with whole frames. */
    public Path write(Path to) {
        return write(to, PcapWriter.WHOLE);
    }
}
