package io.wirecause.sip;

import io.wirecause.analysis.AnswerSize;
import io.wirecause.analysis.CaptureFindingCode;
import io.wirecause.analysis.CaptureFindings;
import io.wirecause.analysis.Cursor;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Tool;
import io.wirecause.analysis.ToolContext;
import io.wirecause.report.Coverage;
import io.wirecause.report.Finding;
import io.wirecause.report.FindingCode;
import io.wirecause.report.UserFacingException;
import io.wirecause.sip.call.CallRecord;
import io.wirecause.sip.call.CallStatistics;
import io.wirecause.sip.call.SipCallTracker;
import io.wirecause.sip.evidence.BoundedCounter;
import io.wirecause.sip.evidence.DisplayText;
import io.wirecause.sip.evidence.FindingEvidence;
import io.wirecause.sip.evidence.SipFindingCode;
import io.wirecause.sip.evidence.WorstRecords;
import io.wirecause.sip.registration.RegistrationRecord;
import io.wirecause.sip.registration.RegistrationTracker;
import io.wirecause.sip.rtp.RtpStreamRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** The tool {@code analyze_sip_packets}. */
public final class SipTool implements Tool<SipArguments> {
    private static final int SHOWN_CALLS = 5;
    private static final int SHOWN_REGISTRATIONS = 3;
    private static final int SHOWN_STREAMS = 4;
    private static final int SHOWN_MESSAGES = 3;
    private static final int SHOWN_NAMES = 10;

    /** The tool. */
    public SipTool() {
    }

    @Override
    public String name() {
        return "analyze_sip_packets";
    }

    @Override
    public String title() {
        return "SIP calls, registrations and RTP media";
    }

    @Override
    public String description() {
        return "VoIP: why calls or registrations fail, who hung up, and how the audio was. Decodes SIP over UDP and TCP on "
                + "any port, follows calls (set-up, ringing, duration, retries, transfers), registrations and the RTP that "
                + "SDP announces (loss, jitter, one-way audio). Filter by call_id, user or ip; list=calls, registrations or "
                + "rtp_streams pages through those, detailed=true gives all headers of messages. SIP over TLS cannot be read.";
    }

    @Override
    public Class<SipArguments> arguments() {
        return SipArguments.class;
    }

    @Override
    public Class<? extends Record> answer() {
        return SipAnswer.class;
    }

    @Override
    public List<? extends FindingCode> findingCodes() {
        List<FindingCode> codes = new ArrayList<>(List.of(SipFindingCode.values()));
        codes.addAll(List.of(CaptureFindingCode.values()));
        return codes;
    }

    @Override
    public Record run(SipArguments arguments, ToolContext call) throws UserFacingException {
        SipFilter filter = SipFilter.of(arguments);
        boolean packets = arguments.list().equals("packets");
        PageWindow window = new PageWindow(packets ? arguments.cursor() : null, packets ? arguments.limit() : SHOWN_MESSAGES);
        SipPacketLog log = new SipPacketLog(filter, arguments.detailed(), window);
        SipAnalyzer analyzer = new SipAnalyzer(log, filter.isOpen(), call.limits().maxConnections());
        Pass.Reading reading = Pass.read(call, List.of(analyzer));
        analyzer.finish();
        WorstRecords<RegistrationRecord> registrations = new WorstRecords<>();
        FindingEvidence recovered = new FindingEvidence();
        analyzer.registrations().report(registrations, analyzer.evidence().get(SipFindingCode.SIP_REGISTRATION_FAILED),
                recovered);
        List<Finding> findings = new ArrayList<>(SipFindings.of(analyzer.evidence(), recovered, analyzer.credentials(),
                analyzer.callStatistics(),
                analyzer.transactionStatistics(),
                analyzer.rtpEvidence(), log.analyzed()));
        findings.addAll(CaptureFindings.of(reading));
        findings.sort(Comparator.comparing(Finding::severity));
        Coverage coverage = reading.coverage();
        WorstRecords<CallRecord> calls = analyzer.callStatistics().records();
        WorstRecords<RtpStreamRecord> streams = analyzer.rtpEvidence().records();
        Cursor.Part<CallRecord> callPart = part(arguments, "calls", calls, SHOWN_CALLS);
        Cursor.Part<RegistrationRecord> registrationPart = part(arguments, "registrations", registrations, SHOWN_REGISTRATIONS);
        Cursor.Part<RtpStreamRecord> streamPart = part(arguments, "rtp_streams", streams, SHOWN_STREAMS);
        Instant made = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<SipPacketRecord> listed = log.page();
        boolean whole = arguments.detailed() || arguments.limit() > AnswerSize.DEFAULT_MESSAGES;
        SipStatistics statistics = statistics(log, analyzer);
        return AnswerSize.fit(listed.size(), whole, room -> new SipAnswer(call.file(), made, coverage.packetsRead(), log.found(),
                log.analyzed(), SipFilter.asked(arguments), statistics, callPart.items(), calls.total(), registrationPart.items(),
                registrations.total(), streamPart.items(), streams.total(), listed.subList(0, room),
                switch (arguments.list()) {
                    case "calls" -> callPart.page();
                    case "registrations" -> registrationPart.page();
                    case "rtp_streams" -> streamPart.page();
                    default -> window.page(room);
                },
                findings.stream().map(Finding::title).toList(), findings, coverage.withNotes(notes(log, analyzer))));
    }

    private static <T extends Record> Cursor.Part<T> part(SipArguments arguments, String list, WorstRecords<T> all, int shown)
            throws UserFacingException {
        boolean chosen = arguments.list().equals(list);
        Cursor.Part<Supplier<T>> part = Cursor.part(all.list(), chosen ? arguments.cursor() : null,
                chosen ? arguments.limit() : shown);
        return new Cursor.Part<>(part.items().stream().map(Supplier::get).toList(), part.page());
    }

    private static SipStatistics statistics(SipPacketLog log, SipAnalyzer analyzer) {
        CallStatistics calls = analyzer.callStatistics();
        return new SipStatistics(log.requests(), log.responses(), log.methods.top(SHOWN_NAMES), log.classes().top(SHOWN_NAMES),
                log.statuses().top(SHOWN_NAMES), log.callIds.kinds(), shown(log.callIds), log.transports().top(SHOWN_NAMES),
                shown(log.agents), log.agents.kinds(), log.retransmissions(), log.duplicates(), log.malformed.summary(),
                analyzer.malformedMedia().summary(), calls.states(), calls.setup().summary(), calls.ring().summary(),
                calls.duration().summary(), analyzer.transactionStatistics().times(SHOWN_CALLS));
    }

    private static List<String> shown(BoundedCounter tally) {
        return tally.names(SHOWN_NAMES).stream().map(name -> DisplayText.text(name, DisplayText.SHORT)).toList();
    }

    private static List<String> notes(SipPacketLog log, SipAnalyzer analyzer) {
        List<String> notes = new ArrayList<>();
        if (analyzer.encryptedConnections() > 0) {
            notes.add(analyzer.encryptedConnections()
                    + " TCP connections on port 5060 or 5061 are encrypted (TLS): their SIP cannot be "
                    + "read, so calls over them are missing here.");
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
        limits(log, analyzer, notes);
        return notes;
    }

    private static void limits(SipPacketLog log, SipAnalyzer analyzer, List<String> notes) {
        if (log.callIds.isFull() || log.agents.isFull()) {
            notes.add("There are more different Call-IDs or User-Agents than are told apart; their numbers are lower bounds.");
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
