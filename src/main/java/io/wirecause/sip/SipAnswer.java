package io.wirecause.sip;

import io.wirecause.report.Coverage;
import io.wirecause.report.Describe;
import io.wirecause.report.Finding;
import io.wirecause.report.Page;
import io.wirecause.sip.call.CallRecord;
import io.wirecause.sip.registration.RegistrationRecord;
import io.wirecause.sip.rtp.RtpStreamRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What {@code analyze_sip_packets} answers. */
record SipAnswer(
        @Describe("The capture, as asked for") String file,
        @Describe("When the analysis was made, UTC") Instant analysisTimestamp,
        @Describe("Frames in the capture") long totalPackets,
        @Describe("SIP messages in the capture") long sipPacketsFound,
        @Describe("Those that the filter chooses, which the rest is about") long sipPacketsAnalyzed,
        @Describe("What was asked: call_id, user, ip and method, null for any") Map<String, Object> filter,
        @Describe("What the messages add up to") SipStatistics statistics,
        @Describe("Calls, worst first; list=calls pages through them") List<CallRecord> calls,
        @Describe("Calls there are") long callsTotal,
        @Describe("Registrations, worst first; list=registrations pages through them") List<RegistrationRecord> registrations,
        @Describe("Registrations there are") long registrationsTotal,
        @Describe("RTP streams, worst first; list=rtp_streams pages through them") List<RtpStreamRecord> rtpStreams,
        @Describe("RTP streams there are") long rtpStreamsTotal,
        @Describe("Messages in the order of the capture") List<SipPacketRecord> packets,
        @Describe("Which part of the list asked for this answer holds") Page page,
        @Describe("What is wrong, in short sentences, worst first") List<String> issues,
        @Describe("The evidence behind the issues") List<Finding> findings,
        @Describe("What the answer rests on and what cannot be concluded") Coverage coverage) {
}
