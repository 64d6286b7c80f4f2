package io.wirecause.sip;

import io.wirecause.report.Describe;
import io.wirecause.sip.call.CallRecord;
import io.wirecause.sip.registration.RegistrationRecord;
import io.wirecause.sip.rtp.RtpStreamRecord;
import java.util.List;

/** The body of what {@code analyze_sip_packets} answers. */
record SipAnswer(
        @Describe("What the messages add up to") SipStatistics statistics,
        @Describe("Calls, worst first; list=calls pages through them") List<CallRecord> calls,
        @Describe("Calls there are") long callsTotal,
        @Describe("Registrations, worst first; list=registrations pages through them") List<RegistrationRecord> registrations,
        @Describe("Registrations there are") long registrationsTotal,
        @Describe("RTP streams, worst first; list=rtp_streams pages through them") List<RtpStreamRecord> rtpStreams,
        @Describe("RTP streams there are") long rtpStreamsTotal,
        @Describe("Messages in the order of the capture") List<SipPacketRecord> packets) {
}
