package io.wirecause.sip;

import io.wirecause.analysis.Tool;
import io.wirecause.sip.evidence.SipFindingCode;
import java.util.List;

/** The tool {@code analyze_sip_packets}. */
public final class SipTool {
    /** The tool. */
    public static final Tool<SipArguments> TOOL = new Tool<>("analyze_sip_packets", "SIP calls, registrations and RTP media",
            "VoIP: why calls or registrations fail, who hung up, and how the audio was. Decodes SIP over UDP, TCP and "
                    + "WebSocket on "
            + "any port, follows calls (set-up, ringing, duration, retries, transfers), registrations and the RTP that "
            + "SDP announces (loss, jitter, one-way audio). Filter by call_id, user or ip; list=calls, registrations or "
            + "rtp_streams pages through those, detailed=true gives all headers of messages. SIP over TLS cannot be read.",
            SipArguments.class, SipTotals.class, SipAnswer.class, List.of(SipFindingCode.values()), SipReport::new);

    private SipTool() {
    }
}
