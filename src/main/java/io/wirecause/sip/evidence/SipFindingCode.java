package io.wirecause.sip.evidence;

import io.wirecause.report.FindingCode;

/** The kinds of findings about SIP and its media, probable causes before symptoms. */
public enum SipFindingCode implements FindingCode {
    /** Calls refused, given up without ringing, or answered without the ACK arriving. */
    SIP_CALL_FAILED("A call failed for a technical reason: the INVITE was refused with a 4xx, 5xx or 6xx status, made no "
            + "progress, or the answer was never acknowledged. The detail names the status and its meaning. Busy, declined, "
            + "unavailable and cancelled calls are counted by state but are not findings."),
    /** A server that refuses SIP over WebSocket. */
    SIP_WEBSOCKET_REFUSED("A server refused to upgrade an HTTP connection to WebSocket for SIP (RFC 7118), so the client "
            + "can neither "
            + "register nor call. The status says why: wrong path, origin or port, no such sub-protocol, or no permission."),
    /** A change within a call failed. */
    SIP_SESSION_FAILED("A request within an answered call failed: a re-INVITE or UPDATE that changes or refreshes the "
            + "session got no "
            + "response or was refused for good, the session timer (RFC 4028) ran out, or a BYE met a side that does not "
            + "know the "
            + "call. The detail says which request, and what became of the call."),
    /** REGISTER refused. */
    SIP_REGISTRATION_FAILED("A REGISTER was refused for a reason other than its credentials, so the client cannot be called. A "
            + "warning if a later attempt succeeded."),
    /** Credentials refused. */
    SIP_AUTH_FAILURES("Credentials made for a fresh nonce were refused, or a REGISTER with credentials was answered with 403: a "
            + "wrong password, user or realm, or password guessing. The challenge itself (401 or 407 without credentials "
            + "before it) is normal and is not counted."),
    /** Requests without any response. */
    SIP_UNANSWERED("A request got no response although it was retransmitted or 32 seconds passed: the server is down, a packet "
            + "filter drops it, the address is wrong, or responses bypass the capture point."),
    /** Codecs that do not fit. */
    SIP_CODEC_MISMATCH("An answer contained no codec of its offer, or RTP was sent with a payload type that the receiver never "
            + "announced: the receiver cannot play it."),
    /** Addresses that cannot be reached from the other side. */
    SIP_NAT_ADDRESS("A party announced a private or local address for its media to a peer outside that network: it will not "
            + "hear anything unless a media relay or a peer that replies to the source address compensates."),
    /** Audio one way only. */
    SIP_ONE_WAY_AUDIO("A call was answered with audio agreed in both directions, but the capture holds RTP in one direction "
            + "only."),
    /** RTP packets missing. */
    RTP_LOSS("Sequence numbers are missing in RTP streams: the network (or the capture) lost packets. RTP does not "
            + "retransmit, so they are heard as gaps."),
    /** RTP packets at uneven intervals. */
    RTP_JITTER("RTP packets arrived so unevenly that common jitter buffers drop some or add delay."),
    /** Retransmitted messages. */
    SIP_RETRANSMISSIONS("Requests or final responses were retransmitted over UDP although they were answered in the end: "
            + "packets are lost, or a server takes longer than 500 ms for its first response."),
    /** Messages that break the format. */
    SIP_MALFORMED("SIP messages break the format: a header that is required is missing or cannot be read, or the body does not "
            + "fit its "
            + "length. Receivers drop them or refuse them with 400. Often a device on the way rewrote them (SIP ALG). A note: "
            + "findings about calls and requests say what came of it.");

    private final String explanation;

    SipFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
