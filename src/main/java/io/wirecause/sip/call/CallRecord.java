package io.wirecause.sip.call;

import io.wirecause.report.Describe;
import io.wirecause.report.Durations;
import io.wirecause.sip.call.CallState.Verdict;
import io.wirecause.sip.evidence.DisplayText;
import io.wirecause.sip.evidence.SipFindingCode;
import io.wirecause.sip.exchange.SipTransaction;
import io.wirecause.sip.rtp.CallRole;
import io.wirecause.sip.sdp.Codec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One call in an answer. */
public record CallRecord(
        @Describe(value = "Call-ID", optional = true) String callId,
        @Describe(value = "URI in From", optional = true) String from,
        @Describe(value = "URI in To", optional = true) String to,
        @Describe("Address and port that the first INVITE came from") String caller,
        @Describe("Address and port that it went to") String callee,
        @Describe("How the call stands") CallState state,
        @Describe(value = "Why it failed", optional = true) String cause,
        @Describe(value = "Final status of the INVITE", optional = true) Integer statusCode,
        @Describe(value = "The sender's words for it", optional = true) String reasonPhrase,
        @Describe(value = "Warning or Reason header with it", optional = true) String explanation,
        @Describe("Time of the first frame, UTC") Instant startTime,
        @Describe("First frame, Wireshark's number") long firstFrame,
        @Describe("Last frame, Wireshark's number") long lastFrame,
        @Describe("SIP messages") long messages,
        @Describe(value = "From the INVITE to the first sign that it goes through: 18x or a final response, milliseconds",
            optional = true) Double setupDelayMs,
        @Describe(value = "From 180 Ringing to the answer, milliseconds", optional = true) Double ringTimeMs,
        @Describe(value = "From the first INVITE to the answer, milliseconds", optional = true) Double answerDelayMs,
        @Describe(value = "From the answer to the BYE, or to the last message, seconds", optional = true) Double durationSeconds,
        @Describe(value = "Who hung up", optional = true) CallRole endedBy,
        @Describe(value = "Retransmitted messages", optional = true) Integer retransmissions,
        @Describe(value = "Times credentials were asked for", optional = true) Integer authRounds,
        @Describe(value = "Redirections by 3xx", optional = true) Integer redirects,
        @Describe(value = "Parties that rang or answered, where more than one", optional = true) Integer forks,
        @Describe(value = "Transfers asked for by REFER", optional = true) Integer transfers,
        @Describe(value = "Where to, and how far it came", optional = true) String transfer,
        @Describe(value = "Takes the place of another call (Replaces)", optional = true) Boolean replaces,
        @Describe(value = "Changes of the session within the call", optional = true) Integer sessionChanges,
        @Describe(value = "Times one side put the other on hold", optional = true) Integer holds,
        @Describe(value = "Hops on which the call was seen, where more than one", optional = true) Integer hops,
        @Describe(value = "Media agreed: codec and RTP packets to each side", optional = true) String media,
        @Describe(value = "Codes of the findings that it is part of", optional = true) List<String> findings) {

    static CallRecord of(SipCall call, SipCallOutcome outcome, List<SipFindingCode> codes) {
        SipTransaction decisive = outcome.decisive();
        SipTransaction.FinalResponse last = decisive == null ? null : decisive.finalResponse();
        long auth = call.invites().stream().filter(SipTransaction::isChallenged).count();
        long redirects = call.invites().stream().filter(t -> t.finalStatus() / 100 == 3).count();
        String explanation = last != null && last.explanation() != null ? last.explanation() : call.reason();
        return new CallRecord(DisplayText.text(call.id(), DisplayText.SHORT), DisplayText.text(call.from(), DisplayText.SHORT),
                DisplayText.text(call.to(), DisplayText.SHORT), call.caller().toString(), call.callee().toString(),
                outcome.state(), outcome.cause(), last == null ? null : (Integer) last.status(),
                last == null ? null : DisplayText.text(last.reason(), 40),
                DisplayText.text(explanation, DisplayText.SHORT), Instant.EPOCH.plusNanos(call.firstNanos()), call.firstFrame(),
                call.lastFrame(), call.messages(), Durations.millisOrNull(CallTimes.setup(call)),
                Durations.millisOrNull(CallTimes.ring(call)),
                Durations.millisOrNull(CallTimes.answer(call)), Durations.secondsOrNull(CallTimes.duration(call)),
                endedBy(call, outcome),
                some(call.retransmissions(), 1),
                some(auth, 1), some(redirects, 1), some(call.forks(), 2), some(call.transfers(), 1), transfer(call),
                call.isReplacing() ? true : null, some(call.changes(), 1),
                some(call.legs().stream().mapToInt(CallLeg::holds).max().orElse(0), 1), some(call.legs().size(), 2), media(call),
                codes.isEmpty() ? null : codes.stream().map(SipFindingCode::code).toList());
    }

    private static Integer some(long count, int least) {
        return count >= least ? (int) count : null;
    }

    private static CallRole endedBy(SipCall call, SipCallOutcome outcome) {
        if (call.bye() != null) {
            return call.isByeByCaller() ? CallRole.CALLER : CallRole.CALLEE;
        }
        return outcome.state() == CallState.CANCELLED ? CallRole.CALLER : null;
    }

    private static String transfer(SipCall call) {
        if (call.transferTarget() == null) {
            return null;
        }
        String status = call.transferStatus() == null ? "outcome not seen" : DisplayText.quote(call.transferStatus(), 40);
        return DisplayText.quote(call.transferTarget(), DisplayText.SHORT) + ": " + status;
    }

    private static String media(SipCall call) {
        List<String> legs = new ArrayList<>();
        for (CallLeg leg : call.legs()) {
            Codec agreed = leg.agreed(0);
            if (agreed != null && legs.size() < 2) {
                legs.add(DisplayText.quote(agreed.name(), 20) + ", " + CallTimes.packets(leg.caller().incoming(leg.callee()))
                        + " packets to the caller, "
                        + CallTimes.packets(leg.callee().incoming(leg.caller())) + " to the callee");
            }
        }
        return legs.isEmpty() ? null : String.join("; ", legs);
    }

    /** Failed before troubled before open before good. */
    static int badness(SipCallOutcome outcome, List<SipFindingCode> codes) {
        if (outcome.state().verdict() == Verdict.FAILED) {
            return 3;
        }
        return !codes.isEmpty() ? 2 : outcome.state().verdict() == Verdict.GOOD ? 0 : 1;
    }
}
