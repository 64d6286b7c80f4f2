package io.wirecause.sip.rtp;

import io.wirecause.analysis.MalformedCounter;
import io.wirecause.analysis.collect.LruMap;
import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.packet.Packet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds RTP streams and RTCP reports among the UDP datagrams of a capture: at once where a session announced them,
 * otherwise after a few packets in sequence.
 */
public final class RtpStreams {
    /** Streams kept at most; packets of further ones are counted only. */
    static final int MAX_STREAMS = 50_000;
    /** Streams on probation at once; beyond it the one idle longest is dropped. */
    static final int MAX_PROBATION = 4_096;
    /** Announced ports known at once; beyond it the one idle longest is dropped. */
    static final int MAX_PORTS = 100_000;

    private final RtpView rtp = new RtpView();
    private final ReceiverReports reports = new ReceiverReports();
    private final Map<Endpoint, MediaPort> ports = new LruMap<>(MAX_PORTS);
    private final Map<Key, RtpStream> probation = new LruMap<>(MAX_PROBATION);
    private final Map<Key, RtpStream> current = new LinkedHashMap<>();
    private final List<RtpStream> streams = new ArrayList<>();
    private final MalformedCounter malformed = new MalformedCounter();
    private long untracked;

    private record Key(Endpoint source, Endpoint destination, int ssrc) {
    }

    /** No streams yet. */
    public RtpStreams() {
    }

    /**
     * A session wants media at this endpoint.
     *
     * @param port the port of an earlier announcement, or a new one
     */
    public void announce(Endpoint endpoint, MediaPort port) {
        ports.put(endpoint, port);
    }

    /** The port that was last announced for an endpoint; null for none. */
    public MediaPort announced(Endpoint endpoint) {
        return ports.get(endpoint);
    }

    /** Adds a UDP datagram whose first byte may be that of RTP or RTCP. */
    public void packet(Packet packet) {
        ByteView datagram = packet.payload();
        if (!RtpView.isVersion2(datagram)) {
            return;
        }
        Endpoint source = new Endpoint(packet.ipVersion(), packet.sourceHi(), packet.sourceLo(), packet.sourcePort());
        Endpoint destination = new Endpoint(packet.ipVersion(), packet.destinationHi(), packet.destinationLo(),
                packet.destinationPort());
        long nanos = packet.frame().timestampNanos();
        boolean announced = ports.containsKey(destination) || ports.containsKey(source);
        if (RtpView.isRtcp(datagram)) {
            boolean sound = reports.take(datagram, source, destination, nanos);
            if (announced && !sound) {
                boolean cut = datagram.length() < packet.payloadLength();
                malformed.add(packet,
                        List.of(cut ? MalformedCounter.CUT : "RTCP: lengths that do not add up to the datagram"));
            }
        } else if (rtp.check(datagram)) {
            String problem = rtp.problem(packet.payloadLength());
            if (problem != null) {
                if (!announced) {
                    return;
                }
                malformed.add(packet, List.of(problem));
            }
            RtpStream stream = stream(new Key(source, destination, rtp.ssrc()), packet.frame().number(), nanos);
            if (stream != null) {
                stream.packet(rtp, packet.payloadLength() - RtpView.FIXED_LENGTH, packet.frame().number(), nanos);
            }
        }
    }

    private RtpStream stream(Key key, long frame, long nanos) {
        MediaPort to = ports.get(key.destination);
        RtpStream stream = current.get(key);
        if (stream != null && to != null && stream.to() != null && stream.to() != to) {
            // The same endpoints and source again, but for another call: a stream of its own.
            current.remove(key);
            stream = null;
        }
        if (stream == null) {
            stream = probation.get(key);
            if (stream == null) {
                stream = new RtpStream(key.source, key.destination, key.ssrc, frame, nanos);
                probation.put(key, stream);
            }
            attach(stream, to);
            if (stream.isProven()) {
                probation.remove(key);
                stream = admit(key, stream);
            }
        } else {
            attach(stream, to);
        }
        return stream;
    }

    private void attach(RtpStream stream, MediaPort to) {
        if (stream.to() == null && to != null) {
            stream.attachTo(to);
        }
        if (stream.from() == null) {
            MediaPort from = ports.get(stream.source());
            if (from != null) {
                stream.attachFrom(from);
            }
        }
    }

    private RtpStream admit(Key key, RtpStream stream) {
        if (streams.size() >= MAX_STREAMS) {
            // All packets of an announced stream; otherwise those that proved it.
            untracked += stream.packets() + 1;
            return null;
        }
        current.put(key, stream);
        streams.add(stream);
        return stream;
    }

    /** Ties reports to streams. To be called once, after the pass. */
    public void finish() {
        for (RtpStream stream : streams) {
            ReceiverReport report = reports.about(stream);
            if (report != null) {
                stream.attach(report);
            }
        }
    }

    /** All streams, in the order in which they were recognised. */
    public List<RtpStream> streams() {
        return java.util.Collections.unmodifiableList(streams);
    }

    /** RTP and RTCP to and from announced ports that is malformed. */
    public MalformedCounter malformed() {
        return malformed;
    }

    /** Packets of streams beyond the limit. */
    public long untracked() {
        return untracked;
    }
}
