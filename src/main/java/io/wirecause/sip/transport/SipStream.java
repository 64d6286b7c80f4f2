package io.wirecause.sip.transport;

import io.wirecause.analysis.stream.StreamReader;
import io.wirecause.bytes.ByteView;
import io.wirecause.sip.message.SipMessage;
import io.wirecause.sip.message.SipParser;
import io.wirecause.sip.message.StartLine;
import java.util.Arrays;

/**
 * Cuts a TCP stream into messages by their Content-Length (RFC 3261, section 18.3). Data that is not a
 * message, as after a gap, is skipped up to the next start line. Buffers one head and the beginning of one body at most.
 */
final class SipStream implements StreamReader {
    /** A longer body is implausible: the next message is searched by its start line instead. */
    static final long MAX_BELIEVED_BODY = 16L << 20;
    /** Bytes without a message after which a stream is not SIP. */
    static final int MAX_JUNK = 64 * 1024;
    private static final int MAX_KEPT = SipParser.MAX_HEAD + SipParser.MAX_BODY;

    private final Sink sink;
    private byte[] kept = new byte[2048];
    /** What is kept starts here... */
    private int from;
    /** ...and ends here. */
    private int to;
    /** Where the last line begins that was looked at, and up to where: each byte is looked at once. */
    private int lineStart;
    private int scanned;
    private SipParser head;
    private long bodyLength;
    private long skip;
    private long frame;
    private long timeNanos;
    private long junk;
    private long messages;

    /** Takes messages. */
    interface Sink {
        /**
         * The next message.
         *
         * @param frame the frame that completed it
         * @param timeNanos when that was captured
         */
        void message(SipMessage message, long frame, long timeNanos);
    }

    SipStream(Sink sink) {
        this.sink = sink;
    }

    @Override
    public boolean data(ByteView bytes, long frame, long timeNanos) {
        if (frame > this.frame || from == to) {
            this.frame = frame;
            this.timeNanos = timeNanos;
        }
        int at = 0;
        while (at < bytes.length()) {
            if (skip > 0) {
                int skipped = (int) Math.min(skip, bytes.length() - at);
                skip -= skipped;
                at += skipped;
                continue;
            }
            int taken = Math.min(bytes.length() - at, MAX_KEPT - (to - from));
            append(bytes, at, taken);
            at += taken;
            read(false);
        }
        return messages > 0 || junk <= MAX_JUNK;
    }

    private void append(ByteView bytes, int at, int length) {
        if (to + length > kept.length) {
            int size = to - from;
            byte[] target = size + length <= kept.length ? kept
                    : new byte[Math.max(size + length, (int) Math.min(MAX_KEPT, 2L * kept.length))];
            System.arraycopy(kept, from, target, 0, size);
            kept = target;
            lineStart -= from;
            scanned -= from;
            from = 0;
            to = size;
        }
        bytes.get(at, kept, to, length);
        to += length;
    }

    /** Emits all complete messages; at the end also an incomplete one. */
    private void read(boolean end) {
        boolean progress = true;
        while (progress && from < to) {
            progress = head == null ? readHead(end) : readBody(end);
        }
    }

    /** Continues the search for the empty line after the headers; whether it was found. */
    private boolean emptyLineSeen() {
        while (scanned < to) {
            if (kept[scanned++] == '\n') {
                int length = scanned - 1 - lineStart;
                boolean empty = length == 0 || length == 1 && kept[lineStart] == '\r';
                boolean first = lineStart == from;
                lineStart = scanned;
                if (empty && !first) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean readHead(boolean end) {
        while (from < to && (kept[from] == '\r' || kept[from] == '\n')) {
            drop(1);
        }
        boolean full = end || to - from >= SipParser.MAX_HEAD;
        boolean headComplete = emptyLineSeen();
        if (from == to || lineStart == from && !full) {
            return false;
        }
        ByteView view = ByteView.of(kept).slice(from, to - from);
        if (!StartLine.isAt(view, 0)) {
            int next = StartLine.find(view, 0);
            int dropped = next >= 0 ? next : behindLastLine(view);
            junk += dropped;
            drop(dropped);
            return next >= 0;
        }
        if (!headComplete && !full) {
            return false;
        }
        head = SipParser.head(view, 0, view.length());
        bodyLength = head.isHeadComplete() ? head.contentLength() : 0;
        if (bodyLength < 0) {
            head.problem("no valid Content-Length over TCP: the body is taken up to the next start line");
        } else if (bodyLength > MAX_BELIEVED_BODY) {
            head.problem("Content-Length " + bodyLength + " is not believed: the body is taken up to the next start line");
            bodyLength = -1;
        }
        return true;
    }

    /** Without a whole line in sight that starts a message, only the last, unfinished line can become one. */
    private int behindLastLine(ByteView view) {
        for (int i = view.length() - 1; i >= 0; i--) {
            if (view.u8(i) == '\n') {
                return i + 1;
            }
        }
        return view.length();
    }

    private boolean readBody(boolean end) {
        int start = head.headLength();
        int there = to - from - start;
        if (bodyLength < 0) {
            ByteView view = ByteView.of(kept).slice(from, to - from);
            int next = StartLine.isAt(view, start) ? start : StartLine.find(view, start);
            emit(start, next < 0 ? there : next - start);
        } else if (there >= bodyLength) {
            emit(start, (int) bodyLength);
        } else if (end) {
            head.problem("the capture lacks the end of the message");
            emit(start, there);
        } else if (there >= SipParser.MAX_BODY) {
            // The beginning of the body is enough; the rest is skipped, so the message ends in this frame.
            head.problem("only the first " + SipParser.MAX_BODY + " bytes of the body were read");
            skip = bodyLength - there;
            emit(start, there);
        } else {
            return false;
        }
        return true;
    }

    private void emit(int bodyStart, int length) {
        int body = from + bodyStart;
        SipMessage message = head.message(Arrays.copyOfRange(kept, body, body + Math.min(length, SipParser.MAX_BODY)));
        head = null;
        messages++;
        junk = 0;
        drop(bodyStart + length);
        sink.message(message, frame, timeNanos);
    }

    private void drop(int length) {
        from += length;
        lineStart = from;
        scanned = from;
    }

    @Override
    public boolean gap(long bytes) {
        if (skip >= bytes) {
            skip -= bytes;
            return true;
        }
        read(true);
        skip = 0;
        head = null;
        drop(to - from);
        return true;
    }

    @Override
    public void end() {
        read(true);
    }
}
