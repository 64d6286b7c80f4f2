package io.wirecause.sip.sdp;

/**
 * An address that ICE may use (RFC 8839, section 5.1).
 *
 * @param address   as written
 * @param port      0 to 65,535
 * @param component 1 for RTP, 2 for RTCP
 */
public record Candidate(String address, int port, int component) {
}
