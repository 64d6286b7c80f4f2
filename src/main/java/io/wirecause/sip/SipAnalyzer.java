package io.wirecause.sip;

import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.MalformedCounter;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.packet.Packet;
import io.wirecause.sip.call.CallStatistics;
import io.wirecause.sip.call.SipCallTracker;
import io.wirecause.sip.evidence.FindingEvidence;
import io.wirecause.sip.evidence.SipFindingCode;
import io.wirecause.sip.exchange.SipTransaction;
import io.wirecause.sip.exchange.SipTransactionTracker;
import io.wirecause.sip.message.SipMessageContext;
import io.wirecause.sip.registration.AuthenticationTracker;
import io.wirecause.sip.registration.RegistrationTracker;
import io.wirecause.sip.rtp.RtpEvidence;
import io.wirecause.sip.rtp.RtpStream;
import io.wirecause.sip.rtp.RtpStreams;
import io.wirecause.sip.transport.SipDetector;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Follows SIP and RTP through a capture. After the pass {@link #finish} judges what is still open. */
final class SipAnalyzer implements Analyzer {
    private final SipPacketLog log;
    private final boolean unfiltered;
    private final Map<SipFindingCode, FindingEvidence> evidence = new EnumMap<>(SipFindingCode.class);
    private final RtpStreams rtp = new RtpStreams();
    private final RegistrationTracker registrations = new RegistrationTracker();
    private final AuthenticationTracker credentials = new AuthenticationTracker();
    private final RtpEvidence rtpEvidence = new RtpEvidence();
    private final CallStatistics callStatistics = new CallStatistics(evidence);
    private final SipCallTracker calls = new SipCallTracker(rtp, callStatistics::close);
    private final TransactionStatistics transactionStatistics;
    private final SipTransactionTracker transactions;
    private final SipDetector detector;
    private long lastNanos = Long.MIN_VALUE;

    SipAnalyzer(SipPacketLog log, boolean unfiltered, PayloadStreams.Source source) {
        this.log = log;
        this.unfiltered = unfiltered;
        for (SipFindingCode code : SipFindingCode.values()) {
            evidence.put(code, new FindingEvidence());
        }
        transactionStatistics = new TransactionStatistics(calls, registrations, evidence.get(SipFindingCode.SIP_UNANSWERED),
                evidence.get(SipFindingCode.SIP_RETRANSMISSIONS));
        transactions = new SipTransactionTracker(transactionStatistics::close);
        detector = new SipDetector(this::message, log.malformed, source);
    }

    @Override
    public void packet(Packet packet) {
        lastNanos = Math.max(lastNanos, packet.frame().timestampNanos());
        detector.packet(packet);
        if (packet.isUdp()) {
            rtp.packet(packet);
        }
    }

    private void message(SipMessageContext context) {
        if (!log.matches(context)) {
            return;
        }
        SipTransactionTracker.Step step = transactions.take(context);
        log.take(context, step.kind());
        calls.take(context, step);
        boolean decided = step.kind() == SipTransaction.Kind.NEW && context.message().statusCode() >= 200;
        if (decided && step.transaction() != null && step.transaction().finalResponse().frame() == context.frame()) {
            credentials.answered(step.transaction());
        }
    }

    /** Judges all that is still open. To be called once, after the pass. */
    void finish() {
        detector.finish();
        rtp.finish();
        transactions.finish(lastNanos);
        callStatistics.captureOver();
        calls.finish(lastNanos);
        for (RtpStream stream : rtp.streams()) {
            // With a filter only media of the calls that it matches are of interest.
            if (unfiltered || stream.to() != null || stream.from() != null) {
                rtpEvidence.take(stream);
            }
        }
    }

    /** The evidence of findings, by code. */
    Map<SipFindingCode, FindingEvidence> evidence() {
        return evidence;
    }

    /** Calls, judged. */
    CallStatistics callStatistics() {
        return callStatistics;
    }

    /** Transactions, judged. */
    TransactionStatistics transactionStatistics() {
        return transactionStatistics;
    }

    /** Registrations. */
    RegistrationTracker registrations() {
        return registrations;
    }

    /** Credentials accepted and refused. */
    AuthenticationTracker credentials() {
        return credentials;
    }

    /** All RTP streams. */
    List<RtpStream> streams() {
        return rtp.streams();
    }

    /** RTP and RTCP to and from announced ports that is malformed. */
    MalformedCounter malformedMedia() {
        return rtp.malformed();
    }

    /** RTP streams, judged. */
    RtpEvidence rtpEvidence() {
        return rtpEvidence;
    }

    /** Calls evicted before they were over. */
    long callsEvicted() {
        return calls.evicted();
    }

    /** RTP packets of streams beyond the limit. */
    long rtpUntracked() {
        return rtp.untracked();
    }

    /** Where messages were found. */
    SipDetector detector() {
        return detector;
    }

    /** TCP segments of connections beyond the limit. */
    long segmentsUntracked() {
        return detector.untracked();
    }

    /** TCP connections on SIP's ports that are encrypted. */
    int encryptedConnections() {
        return detector.encryptedConnections();
    }
}
