package io.wirecause.sip.rtp;

import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.sip.sdp.Codec;
import io.wirecause.sip.sdp.PayloadTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** RTP packets of one source from one endpoint to another: packets, loss, and jitter. */
public final class RtpStream {
    /** Packets in sequence after which a stream that nobody announced counts as one... */
    static final int PROOF = 8;
    /** ...if no more than one packet of so many stands out of sequence or comes again... */
    private static final int DISORDER = 8;
    /** ...and if it has no more payload types than these. */
    private static final int MAX_TYPES = 3;
    private static final int FIRST_FREE_PORT = 1024;
    /** A step of the timestamp that a packet of real media makes at most: 10 s of a clock of 90 kHz. */
    private static final int LONGEST_STEP = 900_000;
    /** Arrivals kept until the clock rate is known. */
    private static final int MAX_PENDING = 64;
    /** Time without packets that is a pause and no gap. */
    private static final long PAUSE_NANOS = 2_000_000_000L;
    private static final int MAX_PAUSES = 64;
    private static final long[] NO_PAUSES = {};
    /** Clock rate of video, whose marker ends a picture (RFC 3551, section 5). */
    private static final int VIDEO_CLOCK = 90_000;
    /** Payload type of comfort noise (RFC 3389, section 4). */
    private static final int COMFORT_NOISE = 13;
    /** Length of an event of RFC 4733. */
    private static final int EVENT_BYTES = 4;
    /** Packets that make a digit: each is sent three times at its end alone. */
    private static final int LEAST_EVENTS = 3;

    private final Endpoint source;
    private final Endpoint destination;
    private final int ssrc;
    private final long firstFrame;
    private final long firstNanos;
    private final SequenceCounter sequence = new SequenceCounter();
    private final Jitter jitter = new Jitter();
    private final BitSet payloadTypes = new BitSet(128);
    private final BitSet unexpectedTypes = new BitSet(128);
    private List<long[]> pending = new ArrayList<>();
    private int mainType = -1;
    private Codec mainCodec;
    private MediaPort to;
    private MediaPort from;
    private long forward;
    private long steps;
    private int lastTimestamp;
    private long packets;
    private long bytes;
    private long lastFrame;
    private long lastNanos;
    private long longestPauseNanos;
    private ReceiverReport report;
    /** Begin and end of each pause. */
    private long[] pauses = NO_PAUSES;
    private boolean noiseLast;
    private int eventType = -1;
    private long events;

    RtpStream(Endpoint source, Endpoint destination, int ssrc, long firstFrame, long firstNanos) {
        this.source = source;
        this.destination = destination;
        this.ssrc = ssrc;
        this.firstFrame = firstFrame;
        this.firstNanos = firstNanos;
        this.lastNanos = firstNanos;
    }

    /** Adds the next packet. */
    void packet(RtpView rtp, int payloadBytes, long frame, long nanos) {
        SequenceCounter.Place place = sequence.take(rtp.sequence());
        longestPauseNanos = Math.max(longestPauseNanos, nanos - lastNanos);
        if (nanos - lastNanos >= PAUSE_NANOS) {
            pause(lastNanos, nanos);
        }
        packets++;
        bytes += payloadBytes;
        lastFrame = frame;
        lastNanos = Math.max(lastNanos, nanos);
        int type = rtp.payloadType();
        payloadTypes.set(type);
        if (to != null && to.codec(type) == null) {
            unexpectedTypes.set(type);
            unexpected(type, payloadBytes);
        }
        Codec said = type == COMFORT_NOISE || type >= PayloadTypes.FIRST_DYNAMIC ? codec(type) : null;
        noiseLast = said != null && said.name().equalsIgnoreCase("cn");
        if (place == SequenceCounter.Place.FORWARD) {
            int step = rtp.timestamp() - lastTimestamp;
            steps += forward > 0 && step > 0 && step <= LONGEST_STEP ? 1 : 0;
            lastTimestamp = rtp.timestamp();
            forward++;
        }
        if (place == SequenceCounter.Place.FORWARD || place == SequenceCounter.Place.LATE) {
            measure(type, nanos, rtp.timestamp(), rtp.marker());
        }
    }

    /** Keeps a pause; where there are too many, later ones are not kept. */
    private void pause(long from, long to) {
        if (pauses.length < 2 * MAX_PAUSES) {
            pauses = Arrays.copyOf(pauses, pauses.length + 2);
            pauses[pauses.length - 2] = from;
            pauses[pauses.length - 1] = to;
        }
    }

    private void unexpected(int type, int payloadBytes) {
        if (payloadBytes == EVENT_BYTES && (eventType < 0 || eventType == type)) {
            eventType = type;
            events++;
        }
    }

    /** Nanoseconds within a span in which packets came; pauses of two seconds and more do not count. */
    public long heardNanos(long from, long to) {
        long heard = overlap(from, to, firstNanos, lastNanos);
        for (int i = 0; i < pauses.length; i += 2) {
            heard -= overlap(from, to, Math.max(firstNanos, pauses[i]), pauses[i + 1]);
        }
        return Math.max(0, heard);
    }

    private static long overlap(long from, long to, long start, long end) {
        return Math.max(0, Math.min(to, end) - Math.max(from, start));
    }

    /** When packets came last before a time; {@link Long#MIN_VALUE} for never. */
    public long lastHeardBefore(long time) {
        if (firstNanos > time) {
            return Long.MIN_VALUE;
        }
        for (int i = 0; i < pauses.length; i += 2) {
            if (pauses[i] <= time && time < pauses[i + 1]) {
                return pauses[i];
            }
        }
        return Math.min(time, lastNanos);
    }

    /** Whether the last packet was comfort noise, behind which a sender may stay silent. */
    public boolean isNoiseLast() {
        return noiseLast;
    }

    /** A payload type that the receiver did not announce and that carries tones (RFC 4733, four bytes each); -1 for none. */
    public int unannouncedEventType() {
        return events >= LEAST_EVENTS && eventType != mainType ? eventType : -1;
    }

    /** Packets of that type. */
    public long unannouncedEvents() {
        return events;
    }

    private void measure(int type, long nanos, int timestamp, boolean marker) {
        Codec codec = codec(type);
        if (codec != null && codec.isAuxiliary()) {
            // A tone repeats one timestamp while it lasts (RFC 4733, section 2.5.1.2): no measure of the network.
            return;
        }
        if (mainType < 0 || mainCodec == null) {
            mainType = type;
            mainCodec = codec;
        }
        if (codec != null && codec.clockRate() > 0) {
            settle(codec.clockRate());
            jitter.take(nanos, timestamp, codec.clockRate(), marker && codec.clockRate() < VIDEO_CLOCK);
        } else if (pending != null && pending.size() < MAX_PENDING) {
            pending.add(new long[] {nanos, timestamp});
        }
    }

    private void settle(int clockRate) {
        if (pending != null) {
            for (long[] each : pending) {
                jitter.take(each[0], (int) each[1], clockRate, false);
            }
            pending = null;
        }
    }

    /** The encoding of a payload type: as the receiver announced it, as the sender did, or as the profile says. */
    private Codec codec(int type) {
        Codec codec = to == null ? null : to.codec(type);
        if (codec == null && from != null) {
            codec = from.codec(type);
        }
        return codec == null ? PayloadTypes.codec(type) : codec;
    }

    void attachTo(MediaPort port) {
        to = port;
        port.addIncoming(this);
    }

    void attachFrom(MediaPort port) {
        from = port;
        port.addOutgoing(this);
    }

    void attach(ReceiverReport about) {
        report = about;
    }

    /**
     * Whether it is RTP for sure: announced, or behaving like it. Many protocols begin with a number that counts up, such as
     * the identifiers of one resolver's queries; but their timestamps do not step forward evenly, and their ports are known.
     */
    boolean isProven() {
        if (to != null || from != null) {
            return true;
        }
        return forward >= PROOF && (packets - forward) * DISORDER <= forward && 2 * steps >= forward && sequence.lost() <= forward
                && Math.min(source.port(), destination.port()) >= FIRST_FREE_PORT && payloadTypes.cardinality() <= MAX_TYPES
                && payloadTypes.stream().allMatch(type -> type >= PayloadTypes.FIRST_DYNAMIC || PayloadTypes.codec(type) != null);
    }

    /** Who sends. */
    public Endpoint source() {
        return source;
    }

    /** Who receives. */
    public Endpoint destination() {
        return destination;
    }

    /** The source's identifier. */
    public int ssrc() {
        return ssrc;
    }

    /** The announced port that receives; null if none was announced. */
    public MediaPort to() {
        return to;
    }

    /** The announced port that sends; null if none was announced. */
    public MediaPort from() {
        return from;
    }

    /** Packets seen, repeated ones included. */
    public long packets() {
        return packets;
    }

    /** Bytes behind the RTP headers. */
    public long bytes() {
        return bytes;
    }

    /** Number of the first frame. */
    public long firstFrame() {
        return firstFrame;
    }

    /** Number of the last frame. */
    public long lastFrame() {
        return lastFrame;
    }

    /** Time of the first frame, nanoseconds since 1970. */
    public long firstNanos() {
        return firstNanos;
    }

    /** Time of the last frame, nanoseconds since 1970. */
    public long lastNanos() {
        return lastNanos;
    }

    /** Longest time between two packets, nanoseconds. */
    public long longestPauseNanos() {
        return longestPauseNanos;
    }

    /** Packets sent as far as their numbers tell. */
    public long expected() {
        return sequence.expected();
    }

    /** Packets missing. */
    public long lost() {
        return sequence.lost();
    }

    /** Packets that came twice. */
    public long duplicates() {
        return sequence.duplicates();
    }

    /** Packets that came after one sent later. */
    public long reordered() {
        return sequence.reordered();
    }

    /** How often the sender started over with other numbers. */
    public int restarts() {
        return sequence.restarts();
    }

    /** Most packets missing in a row. */
    public int longestGap() {
        return sequence.longestGap();
    }

    /** Whether the jitter could be measured: the clock rate is known and there were two packets. */
    public boolean jitterKnown() {
        return jitter.known();
    }

    /** Mean jitter over all packets, milliseconds. */
    public double meanJitterMillis() {
        return jitter.meanMillis();
    }

    /** Greatest jitter, milliseconds. */
    public double maxJitterMillis() {
        return jitter.greatestMillis();
    }

    /** The encoding that carries the speech or picture; null if unknown. */
    public Codec codec() {
        return mainCodec;
    }

    /** The first payload type that is no tone or comfort noise; -1 for none. */
    public int payloadType() {
        return mainType;
    }

    /** All payload types seen. */
    public List<Integer> payloadTypes() {
        return payloadTypes.stream().boxed().toList();
    }

    /** Payload types that the receiver had not announced when they came. */
    public List<Integer> unexpectedTypes() {
        return unexpectedTypes.stream().boxed().toList();
    }

    /** What the receiver says of the stream in RTCP; null where nothing was seen. */
    public ReceiverReport report() {
        return report;
    }
}
