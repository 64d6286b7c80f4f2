package io.wirecause.sip.evidence;

import io.wirecause.report.FindingCode;

/** The kinds of findings about SIP and its media, the likelier cause before the likelier symptom. */
public enum SipFindingCode implements FindingCode {
    /** Calls refused, given up without ringing, or answered without the ACK arriving. */
    SIP_CALL_FAILED("A call did not come about for another reason than that nobody took it: the INVITE was refused with a "
            + "4xx, 5xx or 6xx status, made no progress, or the answer was never acknowledged. The detail names the status "
            + "and what it means. Busy, declined, unavailable and cancelled calls are counted by state but are no finding."),
    /** REGISTER refused. */
    SIP_REGISTRATION_FAILED("A REGISTER was refused for another reason than its credentials: the client cannot be called. A "
            + "warning where a later attempt succeeded."),
    /** Credentials refused. */
    SIP_AUTH_FAILURES("Credentials made for a fresh nonce were refused, or a REGISTER with credentials was answered by 403: a "
            + "wrong password, user or realm, or somebody guessing. The challenge itself (401 or 407 without credentials "
            + "before it) is normal and is not counted."),
    /** Requests without any response. */
    SIP_UNANSWERED("A request got no response at all although it was sent again or 32 seconds went by: the server is down, a "
            + "packet filter drops it, the address is wrong, or responses take a way that the capture does not see."),
    /** Codecs that do not fit. */
    SIP_CODEC_MISMATCH("An answer named no codec of its offer, or RTP was sent with a payload type that the receiver never "
            + "announced: the receiver cannot play it."),
    /** Addresses that cannot be reached from the other side. */
    SIP_NAT_ADDRESS("A party announced a private or local address for its media to a peer outside of that network: unless a "
            + "media relay or a peer that answers to where media come from helps, it will hear nothing."),
    /** Audio one way only. */
    SIP_ONE_WAY_AUDIO("A call was answered and both parties agreed to speak and to hear, yet the capture holds RTP in one "
            + "direction only."),
    /** RTP packets missing. */
    RTP_LOSS("Numbers are missing in RTP streams: the network (or the capture) lost packets, which cannot be sent again and "
            + "are heard as gaps."),
    /** RTP packets at uneven intervals. */
    RTP_JITTER("RTP packets arrived so unevenly that usual jitter buffers drop some or add delay."),
    /** Messages sent again. */
    SIP_RETRANSMISSIONS("Requests or final responses were sent again over UDP although they were answered in the end: packets "
            + "get lost, or a server takes longer than 500 ms for its first response.");

    private final String explanation;

    SipFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
