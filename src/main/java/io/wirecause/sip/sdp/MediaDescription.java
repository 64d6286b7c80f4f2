package io.wirecause.sip.sdp;

import java.util.List;
import java.util.Map;

/**
 * One {@code m=} line and what belongs to it (RFC 8866, section 5.14).
 *
 * @param type       {@code audio}, {@code video}, {@code image}, ...
 * @param port       0 to 65,535; 0 refuses the media or takes them away
 * @param protocol   {@code RTP/AVP}, {@code RTP/SAVP}, {@code udptl}, ...
 * @param formats    formats as written, best first; for RTP payload type numbers
 * @param codecs     the encoding of each RTP payload type that has a known one, in the order of {@code formats}
 * @param address    where media are wanted: the line's own {@code c=} or the session's, as written; null for none
 * @param addressType {@code IP4} or {@code IP6}; null where there is no address
 * @param direction  which way media flow
 * @param rtcpPort   the port of {@code a=rtcp}; -1 for none
 * @param encrypted  whether keys or a fingerprint for SRTP are given
 * @param candidates addresses for ICE
 */
public record MediaDescription(String type, int port, String protocol, List<String> formats, Map<Integer, Codec> codecs,
        String address,
                               String addressType, Direction direction, int rtcpPort, boolean encrypted,
                               List<Candidate> candidates) {

    /** Whether RTP carries the media. */
    public boolean isRtp() {
        return protocol.contains("RTP/");
    }

    /** Whether the address is the one that once meant hold (RFC 3264, section 8.4). */
    public boolean hasNullAddress() {
        return "0.0.0.0".equals(address) || "::".equals(address);
    }
}
