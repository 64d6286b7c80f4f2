package io.wirecause.fuzz;

/** Messages of SIP, SDP, RTP and RTCP, as {@link Traffic} writes them. */
public final class SipTarget {
    private SipTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Traffic.check("analyze_sip_packets", input);
    }
}
