package io.wirecause.sip.rtp;

import io.wirecause.sip.sdp.Codec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where one party of a call wants its media, as announced, and the RTP streams found to go there or to come from there.
 */
public final class MediaPort {
    /** Streams kept of one port; further ones are still counted. */
    static final int MAX_STREAMS = 8;

    private final String call;
    private final CallRole role;
    private final String mediaType;
    private Map<Integer, Codec> codecs = Map.of();
    /** Mostly none: a port without media takes no lists. */
    private List<RtpStream> incoming = List.of();
    private List<RtpStream> outgoing = List.of();

    /**
     * A port of a call.
     *
     * @param call      the Call-ID
     * @param role      whose port it is
     * @param mediaType {@code audio}, {@code video}, ...
     */
    public MediaPort(String call, CallRole role, String mediaType) {
        this.call = call;
        this.role = role;
        this.mediaType = mediaType;
    }

    /** Adds the encodings that payload types stand for here; later ones win. They must not change. */
    public void addCodecs(Map<Integer, Codec> more) {
        if (codecs.isEmpty()) {
            codecs = more;
        } else if (!codecs.equals(more)) {
            Map<Integer, Codec> both = new HashMap<>(codecs);
            both.putAll(more);
            codecs = both;
        }
    }

    /** The Call-ID. */
    public String call() {
        return call;
    }

    /** Whose port it is. */
    public CallRole role() {
        return role;
    }

    /** {@code audio}, {@code video}, ... */
    public String mediaType() {
        return mediaType;
    }

    /** The encoding that the party announced for a payload type; null for none. */
    Codec codec(int payloadType) {
        return codecs.get(payloadType);
    }

    /** The payload type that the party announced for tones; -1 for none. */
    public int eventType() {
        for (Map.Entry<Integer, Codec> each : codecs.entrySet()) {
            if (each.getValue().name().equalsIgnoreCase("telephone-event")) {
                return each.getKey();
            }
        }
        return -1;
    }

    /** Streams sent to this port. */
    public List<RtpStream> incoming() {
        return Collections.unmodifiableList(incoming);
    }

    /** Streams sent from this port. */
    public List<RtpStream> outgoing() {
        return Collections.unmodifiableList(outgoing);
    }

    void addIncoming(RtpStream stream) {
        incoming = with(incoming, stream);
    }

    void addOutgoing(RtpStream stream) {
        outgoing = with(outgoing, stream);
    }

    private static List<RtpStream> with(List<RtpStream> streams, RtpStream more) {
        List<RtpStream> all = streams.isEmpty() ? new ArrayList<>(2) : streams;
        if (all.size() < MAX_STREAMS) {
            all.add(more);
        }
        return all;
    }
}
