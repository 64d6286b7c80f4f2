package io.wirecause.diagnosis;

import io.wirecause.capture.Capture;
import io.wirecause.report.UserFacingException;
import io.wirecause.testing.PcapWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Writes captures in which one story is hidden in a crowd: a small healthy capture, repeated at later times with other clients,
 * servers and names. Each copy has checksums of its own, so that nothing but its addresses tells it from a recorded one.
 */
final class Crowd {
    private static final int ETHERNET = 14;
    private static final int IPV4 = 20;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final byte[] NAME = "shop".getBytes(StandardCharsets.US_ASCII);
    private static final int SERVERS = 40;
    private static final long MICRO = 1_000L;

    private final List<Recorded> healthy = new ArrayList<>();
    private final int connections;
    private long epoch;

    /** A frame and its time in microseconds after the first. */
    private record Recorded(long micros, byte[] bytes, int wireLength) {
    }

    /** What is still to be written of one copy, or of the story. */
    private static final class Rest {
        private final List<Recorded> frames;
        private final long begin;
        private final int copy;
        private int next;

        Rest(List<Recorded> frames, long begin, int copy) {
            this.frames = frames;
            this.begin = begin;
            this.copy = copy;
        }

        long due() {
            return begin + frames.get(next).micros();
        }
    }

    /**
     * A crowd made of a healthy capture.
     *
     * @param connections TCP connections in that capture
     */
    Crowd(Path capture, int connections) throws IOException, UserFacingException {
        this.connections = connections;
        healthy.addAll(recorded(capture));
    }

    private List<Recorded> recorded(Path capture) throws IOException, UserFacingException {
        List<Recorded> frames = new ArrayList<>();
        try (Capture open = Capture.open(capture)) {
            var cursor = open.frames();
            long first = 0;
            while (cursor.next()) {
                long micros = cursor.frame().timestampNanos() / MICRO;
                first = frames.isEmpty() ? micros : first;
                epoch = first;
                frames.add(new Recorded(micros - first, cursor.frame().bytes().copy(), (int) cursor.frame().wireLength()));
            }
        }
        return frames;
    }

    /** Writes at least so many healthy connections over so many seconds, and the story from the middle on. */
    void hide(Path story, int atLeast, int seconds, Path out) throws IOException, UserFacingException {
        int copies = (atLeast + connections - 1) / connections;
        long span = seconds * 1_000_000L;
        List<Recorded> hidden = recorded(story);
        // The story keeps its time of day, as certificates have theirs.
        long begin = epoch - span / 2;
        PriorityQueue<Rest> rests = new PriorityQueue<>((one, other) -> Long.compare(one.due(), other.due()));
        for (int copy = 0; copy < copies; copy++) {
            rests.add(new Rest(healthy, begin + span * copy / copies, copy));
        }
        rests.add(new Rest(hidden, epoch, -1));
        try (PcapWriter writer = new PcapWriter(new BufferedOutputStream(Files.newOutputStream(out), 1 << 16),
                PcapWriter.ETHERNET)) {
            while (!rests.isEmpty()) {
                Rest rest = rests.poll();
                Recorded frame = rest.frames.get(rest.next);
                byte[] bytes = rest.copy < 0 ? frame.bytes() : moved(frame.bytes(), rest.copy);
                writer.frame(rest.due(), bytes, bytes.length, frame.wireLength());
                rest.next++;
                if (rest.next < rest.frames.size()) {
                    rests.add(rest);
                }
            }
        }
    }

    /** The frame with the addresses and names of a copy; the addresses within a DNS answer move with it. */
    private static byte[] moved(byte[] original, int copy) {
        byte[] frame = original.clone();
        if (frame.length < ETHERNET + IPV4 || frame[12] != 8 || frame[13] != 0 || (frame[ETHERNET] & 0xf) != IPV4 / 4) {
            return frame;
        }
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        for (int at = ETHERNET + 12; at + 4 <= frame.length; at++) {
            // In the header at its two places, in the payload of DNS wherever an address stands.
            if (at == ETHERNET + 12 || at == ETHERNET + 16 || at > ETHERNET + IPV4 + 8 && frame[ETHERNET + 9] == UDP) {
                bytes.putInt(at, address(bytes.getInt(at), copy));
            }
        }
        rename(frame, copy);
        sum(bytes);
        return frame;
    }

    private static int address(int address, int copy) {
        return switch (address) {
            case 0xc000020a -> 0x0a000000 | copy + 256; // the client
            case 0xc0000201 -> 0xac110035; // the resolver
            case 0xc6336450 -> 0xac100050 | copy % SERVERS << 8; // the server
            default -> address;
        };
    }

    /** Another name of the same length, in DNS and in the ClientHello. */
    private static void rename(byte[] frame, int copy) {
        for (int at = ETHERNET + IPV4; at + NAME.length < frame.length; at++) {
            int same = 0;
            while (same < NAME.length && frame[at + same] == NAME[same]) {
                same++;
            }
            if (same == NAME.length && frame[at + NAME.length] != '-') {
                frame[at + 2] = (byte) ('a' + copy % SERVERS % 20);
                frame[at + 3] = (byte) ('a' + copy % SERVERS / 20);
            }
        }
    }

    private static void sum(ByteBuffer frame) {
        int transport = ETHERNET + IPV4;
        int protocol = frame.get(ETHERNET + 9);
        int length = (frame.getShort(ETHERNET + 2) & 0xffff) - IPV4;
        frame.putShort(ETHERNET + 10, (short) 0);
        frame.putShort(ETHERNET + 10, (short) ~folded(added(frame, ETHERNET, IPV4)));
        int at = transport + (protocol == TCP ? 16 : 6);
        if (protocol != TCP && protocol != UDP || transport + length > frame.capacity()) {
            return;
        }
        frame.putShort(at, (short) 0);
        frame.putShort(at, (short) ~folded(added(frame, ETHERNET + 12, 8) + protocol + length + added(frame, transport, length)));
    }

    private static long added(ByteBuffer frame, int from, int length) {
        long sum = 0;
        for (int i = 0; i + 1 < length; i += 2) {
            sum += frame.getShort(from + i) & 0xffff;
        }
        return length % 2 == 0 ? sum : sum + ((frame.get(from + length - 1) & 0xff) << 8);
    }

    private static int folded(long sum) {
        long folded = sum;
        while (folded >> 16 != 0) {
            folded = (folded & 0xffff) + (folded >> 16);
        }
        return (int) folded;
    }
}
