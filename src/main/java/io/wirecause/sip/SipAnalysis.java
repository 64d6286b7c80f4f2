package io.wirecause.sip;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.sip.call.CallState;
import io.wirecause.sip.call.SipCallTracker;
import io.wirecause.sip.evidence.FindingEvidence;
import io.wirecause.sip.evidence.SipFindingCode;
import io.wirecause.sip.evidence.WorstRecords;
import io.wirecause.sip.registration.RegistrationRecord;
import io.wirecause.sip.registration.RegistrationTracker;
import io.wirecause.sip.transport.SipDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** SIP and the RTP that belongs to it: calls, registrations and media, and what is wrong with them. */
public final class SipAnalysis implements Analysis {
    private final SipPacketLog log;
    private final SipAnalyzer analyzer;
    /** Null until asked for. */
    private List<Finding> findings;
    private final WorstRecords<RegistrationRecord> registrations = new WorstRecords<>();
    private final FindingEvidence recovered = new FindingEvidence();

    /** Every message; none is listed. */
    public SipAnalysis(ToolContext context) {
        this(context, SipFilter.ALL, PageWindow.none(), false);
    }

    /**
     * The messages of the dialogs that match.
     *
     * @param page     those of them that are kept to be listed
     * @param detailed whether all their headers are kept
     */
    SipAnalysis(ToolContext context, SipFilter filter, PageWindow page, boolean detailed) {
        this.log = new SipPacketLog(filter, detailed, page);
        this.analyzer = new SipAnalyzer(log, filter.isOpen(), PayloadStreams.Source.in(context));
    }

    @Override
    public List<Analyzer> analyzers() {
        return List.of(analyzer);
    }

    @Override
    public void finish(Pass.Reading reading) {
        analyzer.finish();
        analyzer.registrations().report(registrations,
                analyzer.evidence().get(SipFindingCode.SIP_REGISTRATION_FAILED), recovered);
    }

    @Override
    public List<Finding> findings() {
        if (findings == null) {
            findings = SipFindings.of(analyzer.evidence(), recovered, analyzer.credentials(), analyzer.callStatistics(),
                    analyzer.transactionStatistics(), analyzer.rtpEvidence(), analyzer.detector().refused(), log);
        }
        return findings;
    }

    @Override
    public List<String> malformed() {
        return analyzer.malformedMedia().line("RTP");
    }

    @Override
    public List<String> healthy() {
        Map<CallState, Long> states = analyzer.callStatistics().states();
        long good = states.getOrDefault(CallState.ESTABLISHED, 0L) + states.getOrDefault(CallState.COMPLETED, 0L);
        boolean sound = findings().stream().allMatch(finding -> finding.severity() == Severity.NOTE);
        return good == 0 || !sound ? List.of() : List.of(Plural.of(good, "SIP call") + " set up, "
                + (analyzer.callStatistics().answeredWithoutMedia() > 0 || analyzer.streams().isEmpty()
                        ? "no failure of signalling" : "audio agreed and neither one-way nor broken"));
    }

    /** Messages counted and listed. */
    SipPacketLog log() {
        return log;
    }

    /** What was seen. */
    SipAnalyzer seen() {
        return analyzer;
    }

    /** Registrations, judged. */
    WorstRecords<RegistrationRecord> registrations() {
        return registrations;
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (analyzer.encryptedConnections() > 0) {
            notes.add(analyzer.encryptedConnections()
                    + " TCP connections on port 5060 or 5061 are encrypted (TLS): their SIP cannot be "
                    + "read, so calls over them are missing here.");
        }
        SipDetector detector = analyzer.detector();
        if (detector.webSockets() > 0) {
            notes.add("SIP over WebSocket was read in " + Plural.of(detector.webSockets(), "TCP connection")
                    + (detector.compressed() == 0 ? "." : ", but for " + detector.compressed() + " compressed messages."));
        }
        if (detector.inPart() > 0) {
            notes.add("Of " + Plural.of(detector.inPart(), "SIP message")
                    + " only the first fragment is in the capture; read as far "
                    + "as it goes. Where it was answered, the capture filter left the other fragments out.");
        }
        if (analyzer.transactionStatistics().evidentlyAnswered() > 0) {
            notes.add("Responses to " + analyzer.transactionStatistics().evidentlyAnswered()
                    + " INVITEs are not in the capture although the "
                    + "calls went on: it sees one direction only.");
        }
        if (analyzer.callStatistics().answeredWithoutMedia() > 0) {
            notes.add("Answered calls without any RTP in the capture: " + analyzer.callStatistics().answeredWithoutMedia()
                    + ". Their media go another way, or there are none; nothing can be said about their audio.");
        }
        if (analyzer.rtpEvidence().unannounced() > 0) {
            notes.add(analyzer.rtpEvidence().unannounced()
                    + " RTP streams were found by content only, no SDP in the capture announced them; "
                    + "in Wireshark use Decode As RTP on their ports.");
        }
        notes.addAll(log.malformed.notes());
        limits(notes);
        return notes;
    }

    private void limits(List<String> notes) {
        if (log.callIds.isFull() || log.agents.isFull()) {
            notes.add("There are more different Call-IDs or User-Agents than can be distinguished; their "
                    + "numbers are lower bounds.");
        }
        if (analyzer.callsEvicted() > 0) {
            notes.add(analyzer.callsEvicted() + " calls were judged before the end of the capture because more than "
                    + SipCallTracker.MAX_CALLS
                    + " were open at once; later messages of them count as other calls.");
        }
        if (analyzer.callStatistics().records().total() > WorstRecords.MOST
                || analyzer.rtpEvidence().records().total() > WorstRecords.MOST) {
            notes.add("Of calls and RTP streams the worst " + WorstRecords.MOST
                    + " can be listed; filter by call_id, user or ip for others.");
        }
        if (analyzer.rtpUntracked() > 0) {
            notes.add(analyzer.rtpUntracked() + " RTP packets belong to streams beyond the limit and were not measured.");
        }
        if (analyzer.registrations().untracked() > 0) {
            notes.add(analyzer.registrations().untracked() + " REGISTER transactions belong to users beyond the limit of "
                    + RegistrationTracker.MAX_REGISTRATIONS + " and are counted only.");
        }
        if (analyzer.segmentsUntracked() > 0) {
            notes.add(analyzer.segmentsUntracked() + " TCP segments belong to connections beyond the limit and were not read.");
        }
    }
}
