package io.wirecause.dns.message;

import io.wirecause.analysis.stream.StreamReader;
import io.wirecause.bytes.ByteView;
import java.util.Arrays;

/**
 * DNS over TCP: each message follows a length of two bytes (RFC 1035, section 4.2.2). A message within one segment is read
 * in place. Where reading starts mid-stream or bytes are missing, segments are skipped until one starts like a message.
 */
public final class DnsStream implements StreamReader {
    private static final int PREFIX = 2;
    /** Buffer kept between messages. */
    private static final int KEPT = 2_048;

    /** Receives the messages of a stream. */
    public interface Sink {
        /**
         * A complete message, without its length prefix.
         *
         * @return whether the stream still looks like DNS
         */
        boolean message(ByteView message, long frame, long timestampNanos);

        /** Bytes are missing that were sent. */
        void gap();

        /**
         * Reserves memory for an unfinished message; a negative number releases it.
         *
         * @return whether the memory may be used
         */
        boolean mayHold(int more);
    }

    private final Sink sink;
    private final ByteView window = new ByteView();
    private byte[] partial = new byte[0];
    private int held;
    private long lastFrame;
    private long lastTime;
    private boolean aligned;

    /**
     * Reads one direction.
     *
     * @param aligned whether the first byte is known to start a message
     */
    public DnsStream(Sink sink, boolean aligned) {
        this.sink = sink;
        this.aligned = aligned;
    }

    @Override
    public boolean data(ByteView bytes, long frame, long timestampNanos) {
        if (!aligned) {
            if (!startsMessage(bytes)) {
                return true;
            }
            aligned = true;
        }
        if (held == 0) {
            lastFrame = 0;
            lastTime = Long.MIN_VALUE;
        }
        // Bytes that waited for a gap to close carry their own, earlier frame; the last frame completes the message.
        lastFrame = Math.max(lastFrame, frame);
        lastTime = Math.max(lastTime, timestampNanos);
        int at = 0;
        while (at < bytes.length()) {
            if (held > 0) {
                int taken = fill(bytes, at);
                if (taken < 0) {
                    return false;
                }
                at += taken;
                lastFrame = held == 0 ? frame : lastFrame;
                lastTime = held == 0 ? timestampNanos : lastTime;
                continue;
            }
            int left = bytes.length() - at;
            int needed = left < PREFIX ? Integer.MAX_VALUE : PREFIX + bytes.u16be(at);
            if (needed > left) {
                return hold(bytes, at, left);
            }
            window.point(bytes, at + PREFIX, needed - PREFIX);
            if (!sink.message(window, lastFrame, lastTime)) {
                return false;
            }
            at += needed;
        }
        return true;
    }

    /** Whether the bytes start with a length and a plausible header. */
    public static boolean startsMessage(ByteView bytes) {
        return bytes.length() >= PREFIX + DnsMessage.HEADER
                && DnsMessage.plausibleHeader(bytes.slice(PREFIX, bytes.length() - PREFIX), bytes.u16be(0));
    }

    private boolean hold(ByteView bytes, int at, int size) {
        if (!sink.mayHold(size)) {
            return false;
        }
        if (held + size > partial.length) {
            partial = Arrays.copyOf(partial, Math.max(2 * partial.length, held + size));
        }
        System.arraycopy(bytes.copy(at, size), 0, partial, held, size);
        held += size;
        return true;
    }

    /** Adds bytes to the unfinished message; the number taken, -1 to stop. */
    private int fill(ByteView bytes, int at) {
        int left = bytes.length() - at;
        if (held < PREFIX) {
            return hold(bytes, at, 1) ? 1 : -1;
        }
        int needed = PREFIX + ((partial[0] & 0xff) << 8 | partial[1] & 0xff) - held;
        int taken = Math.min(left, needed);
        if (taken > 0 && !hold(bytes, at, taken)) {
            return -1;
        }
        if (taken == needed) {
            window.point(ByteView.of(partial), PREFIX, held - PREFIX);
            release();
            if (!sink.message(window, lastFrame, lastTime)) {
                return -1;
            }
        }
        return taken;
    }

    private void release() {
        sink.mayHold(-held);
        held = 0;
        if (partial.length > KEPT) {
            partial = new byte[0];
        }
    }

    @Override
    public boolean gap(long bytes) {
        sink.gap();
        release();
        aligned = false;
        return true;
    }

    @Override
    public void end() {
        release();
        partial = new byte[0];
    }
}
