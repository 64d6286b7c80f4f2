package io.wirecause.sip.call;

import io.wirecause.analysis.collect.Latencies;
import io.wirecause.report.Finding;
import io.wirecause.sip.call.CallState.Verdict;
import io.wirecause.sip.evidence.DisplayText;
import io.wirecause.sip.evidence.FindingEvidence;
import io.wirecause.sip.evidence.SipFindingCode;
import io.wirecause.sip.evidence.SipThresholds;
import io.wirecause.sip.evidence.WorstRecords;
import io.wirecause.sip.exchange.SipTransaction;
import io.wirecause.sip.rtp.MediaPort;
import io.wirecause.sip.rtp.RtpStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Judges calls at their end and keeps counts, times, evidence and the worst calls. */
public final class CallStatistics {
    private final Map<CallState, Long> states = new EnumMap<>(CallState.class);
    private final Map<SipFindingCode, FindingEvidence> evidence;
    private final WorstRecords<CallRecord> records = new WorstRecords<>();
    private final Latencies setup = new Latencies();
    private final Latencies ring = new Latencies();
    private final Latencies duration = new Latencies();
    /** Filters for the media of calls with one-way audio. */
    private final Set<String> silent = new LinkedHashSet<>();
    private long answeredWithoutMedia;
    private boolean severeChange;
    /** Filters for the media with payload types that were not announced. */
    private final Set<String> unexpected = new LinkedHashSet<>();
    private long withoutCodec;
    private boolean over;

    /**
     * No calls yet.
     *
     * @param evidence where evidence is gathered, by finding
     */
    public CallStatistics(Map<SipFindingCode, FindingEvidence> evidence) {
        this.evidence = evidence;
    }

    /** The capture has been read: nothing changes any more. */
    public void captureOver() {
        over = true;
    }

    /** Adds a call at its end. */
    public void close(SipCall call, long nowNanos) {
        SipCallOutcome outcome = SipCallOutcome.of(call, nowNanos);
        states.merge(outcome.state(), 1L, Long::sum);
        add(setup, CallTimes.setup(call));
        add(ring, CallTimes.ring(call));
        add(duration, call.bye() == null ? -1 : CallTimes.duration(call));
        List<SipFindingCode> codes = new ArrayList<>(2);
        if (outcome.state().verdict() == Verdict.FAILED) {
            codes.add(failure(call, outcome));
        }
        if (outcome.state().verdict() == Verdict.GOOD) {
            media(call, codes, nowNanos);
        }
        for (SessionChanges.Failure each : SessionChanges.of(call, nowNanos)) {
            note(SipFindingCode.SIP_SESSION_FAILED, codes, each.request().frame(), call, each.reason());
            severeChange |= each.severe();
        }
        Supplier<CallRecord> record = () -> CallRecord.of(call, outcome, codes);
        int badness = CallRecord.badness(outcome, codes);
        if (over) {
            records.addOver(record, badness, call.firstFrame());
        } else {
            records.addNow(record, badness, call.firstFrame());
        }
    }

    private static void add(Latencies latencies, long nanos) {
        if (nanos >= 0) {
            latencies.add(nanos);
        }
    }

    private SipFindingCode failure(SipCall call, SipCallOutcome outcome) {
        if (outcome.state() == CallState.AUTHENTICATION_FAILED) {
            return SipFindingCode.SIP_AUTH_FAILURES;
        }
        if (outcome.state() == CallState.UNANSWERED) {
            return SipFindingCode.SIP_UNANSWERED;
        }
        SipTransaction.FinalResponse last = outcome.decisive().finalResponse();
        evidence.get(SipFindingCode.SIP_CALL_FAILED).add(last == null ? outcome.decisive().frame() : last.frame(),
                outcome.decisive().stream(), call.id(),
                outcome.cause() + ", from " + outcome.decisive().server().address());
        return SipFindingCode.SIP_CALL_FAILED;
    }

    private void media(SipCall call, List<SipFindingCode> codes, long nowNanos) {
        boolean any = false;
        boolean wanted = false;
        for (CallLeg leg : call.legs()) {
            Set<RtpStream> toCaller = leg.caller().incoming(leg.callee());
            Set<RtpStream> toCallee = leg.callee().incoming(leg.caller());
            any |= !toCaller.isEmpty() || !toCallee.isEmpty();
            wanted |= leg.isTwoWay();
            mismatch(call, leg, toCaller, toCallee, codes);
            unreachableAddress(call, leg.caller(), toCaller, toCallee, codes);
            unreachableAddress(call, leg.callee(), toCallee, toCaller, codes);
            oneWay(call, leg, toCaller, toCallee, codes);
        }
        boolean longEnough = CallTimes.duration(call) >= SipThresholds.SPEECH_NANOS;
        answeredWithoutMedia += wanted && !any && longEnough ? 1 : 0;
    }

    private void note(SipFindingCode code, List<SipFindingCode> codes, long frame, SipCall call, String reason) {
        evidence.get(code).add(frame, call.invites().isEmpty() ? -1 : call.invites().get(0).stream(), call.id(), reason);
        if (!codes.contains(code)) {
            codes.add(code);
        }
    }

    private void mismatch(SipCall call, CallLeg leg, Set<RtpStream> toCaller, Set<RtpStream> toCallee,
            List<SipFindingCode> codes) {
        if (leg.mismatch() != null) {
            withoutCodec++;
            note(SipFindingCode.SIP_CODEC_MISMATCH, codes, leg.mismatchFrame(), call,
                    DisplayText.quote(leg.mismatch(), DisplayText.LINE));
        } else if (!isUnannounced(call, toCaller, codes)) {
            isUnannounced(call, toCallee, codes);
        }
    }

    private void unannounced(RtpStream stream) {
        if (unexpected.size() < Finding.EXAMPLES) {
            unexpected.add("udp.port == " + stream.destination().port());
        }
    }

    /** Notes media with a payload type that the receiver did not announce; whether there are any. */
    private boolean isUnannounced(SipCall call, Set<RtpStream> streams, List<SipFindingCode> codes) {
        for (RtpStream stream : streams) {
            // Comfort noise has a static type that senders use without announcing it (RFC 3389, section 4).
            int tones = stream.unannouncedEventType();
            if (tones >= 0 && stream.to() != null) {
                int agreed = stream.to().eventType();
                unannounced(stream);
                note(SipFindingCode.SIP_CODEC_MISMATCH, codes, stream.firstFrame(), call, "digits sent with payload type " + tones
                        + " to " + stream.destination() + (agreed < 0 ? ", which announced none for telephone-event"
                        : " although " + agreed + " was agreed for telephone-event") + ": the receiver ignores them ("
                        + stream.unannouncedEvents() + " packets)");
                return true;
            }
            boolean never = stream.unexpectedTypes().contains(stream.payloadType()) && stream.payloadType() != 13;
            if (never && stream.packets() >= SipThresholds.ONE_WAY_PACKETS) {
                unannounced(stream);
                note(SipFindingCode.SIP_CODEC_MISMATCH, codes, stream.firstFrame(), call, "payload type " + stream.payloadType()
                        + " sent to " + stream.destination() + ", which did not announce it");
                return true;
            }
        }
        return false;
    }

    private void unreachableAddress(SipCall call, CallLeg.Party party, Set<RtpStream> incoming, Set<RtpStream> outgoing,
            List<SipFindingCode> codes) {
        CallLeg.UnreachableAddress unreachableAddress = party.unreachableAddress();
        if (unreachableAddress == null) {
            return;
        }
        // Media to or from another address than the announced one show that a relay or a tunnel is in use.
        boolean works = incoming.stream().anyMatch(s -> !s.destination().address().equals(unreachableAddress.address()))
                || outgoing.stream().anyMatch(s -> s.source().address().equals(unreachableAddress.address()));
        boolean mediaSeen = !incoming.isEmpty() || !outgoing.isEmpty();
        if (!works && (mediaSeen || unreachableAddress.scope() != AddressScope.PRIVATE)) {
            note(SipFindingCode.SIP_NAT_ADDRESS, codes, unreachableAddress.frame(), call,
                    DisplayText.quote(unreachableAddress.address(), 45) + " announced in a message from "
                    + unreachableAddress.source().address() + (incoming.isEmpty() ? ", no media to that party seen"
                    : ", media sent there does not arrive"));
        }
    }

    private void oneWay(SipCall call, CallLeg leg, Set<RtpStream> toCaller, Set<RtpStream> toCallee, List<SipFindingCode> codes) {
        long heardByCaller = audio(toCaller);
        long heardByCallee = audio(toCallee);
        boolean oneWay = Math.max(heardByCaller, heardByCallee) >= SipThresholds.ONE_WAY_PACKETS
                && Math.min(heardByCaller, heardByCallee) == 0 && leg.isTwoWay();
        if (oneWay) {
            RtpStream stream = (heardByCaller > 0 ? toCaller : toCallee).iterator().next();
            note(SipFindingCode.SIP_ONE_WAY_AUDIO, codes, stream.firstFrame(), call,
                    (heardByCaller > 0 ? "callee to caller" : "caller to callee")
                    + " only, from " + stream.source() + " to " + stream.destination());
            if (silent.size() < Finding.EXAMPLES) {
                silent.add("udp.port == " + stream.destination().port());
            }
            return;
        }
        Silence silence = Silence.of(leg, call, toCaller, toCallee);
        if (silence != null) {
            RtpStream stream = silence.heard();
            note(SipFindingCode.SIP_ONE_WAY_AUDIO, codes, stream.firstFrame(), call,
                    (silence.toCaller() ? "caller to callee" : "callee to caller")
                    + String.format(Locale.ROOT, " only for %.1f s, ",
                    silence.nanos() / 1e9) + (silence.stopped() ? "the other direction stops" : silence.resumed()
                    ? "since the call was resumed after a hold" : "the other direction never starts")
                    + String.format(Locale.ROOT, ", %.1f s after the first message, from ",
                    (silence.fromNanos() - call.firstNanos()) / 1e9) + stream.source() + " to " + stream.destination());
            if (silent.size() < Finding.EXAMPLES) {
                silent.add("udp.port == " + stream.destination().port());
            }
        }
    }

    private static long audio(Set<RtpStream> streams) {
        long packets = 0;
        for (RtpStream stream : streams) {
            MediaPort port = stream.to() == null ? stream.from() : stream.to();
            packets += port != null && port.mediaType().equals("audio") ? stream.packets() : 0;
        }
        return packets;
    }

    /** Calls by state, in the order of the states. */
    public Map<CallState, Long> states() {
        return Collections.unmodifiableMap(states);
    }

    /** The worst calls. */
    public WorstRecords<CallRecord> records() {
        return records;
    }

    /** Times from INVITE to 18x or final response. */
    public Latencies setup() {
        return setup;
    }

    /** Times from 180 to the answer. */
    public Latencies ring() {
        return ring;
    }

    /** Times from the answer to the BYE. */
    public Latencies duration() {
        return duration;
    }

    /** A display filter for SIP and RTP of the first few calls with one-way audio. */
    public String oneWayFilter() {
        String calls = evidence.get(SipFindingCode.SIP_ONE_WAY_AUDIO).filter("sip");
        return calls + " || " + String.join(" || ", silent);
    }

    /** A display filter for SIP and RTP of the first few calls whose codecs or payload types do not fit. */
    public String mismatchFilter() {
        String calls = evidence.get(SipFindingCode.SIP_CODEC_MISMATCH).filter("sdp");
        return unexpected.isEmpty() ? calls : calls + " || " + String.join(" || ", unexpected);
    }

    /** Whether a failed change of a session broke a call. */
    public boolean isSevereChange() {
        return severeChange;
    }

    /** Calls whose offer and answer had no common codec. */
    public long withoutCodec() {
        return withoutCodec;
    }

    /** Answered calls whose agreed media were not captured. */
    public long answeredWithoutMedia() {
        return answeredWithoutMedia;
    }
}
