package io.wirecause.sip;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.Cursor;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.collect.BoundedCounter;
import io.wirecause.report.Page;
import io.wirecause.report.UserFacingException;
import io.wirecause.sip.call.CallRecord;
import io.wirecause.sip.call.CallStatistics;
import io.wirecause.sip.evidence.DisplayText;
import io.wirecause.sip.evidence.WorstRecords;
import io.wirecause.sip.registration.RegistrationRecord;
import io.wirecause.sip.rtp.RtpStreamRecord;
import java.util.List;
import java.util.function.Supplier;

/** Presents {@code analyze_sip_packets}: a few of each list, and more of the one that the caller pages through. */
final class SipReport implements Presentation {
    private static final int SHOWN_CALLS = 5;
    private static final int SHOWN_REGISTRATIONS = 3;
    private static final int SHOWN_STREAMS = 4;
    private static final int SHOWN_NAMES = 10;

    private final SipArguments arguments;
    private final String list;
    private final PageWindow window;
    private final SipAnalysis analysis;

    SipReport(SipArguments arguments, ToolContext context) throws UserFacingException {
        this.arguments = arguments;
        this.list = arguments.list() == null ? "packets" : arguments.list();
        boolean asked = arguments.list() != null || arguments.method() != null || arguments.detailed();
        this.window = list.equals("packets") ? PageWindow.messages(arguments.page(), asked)
                : PageWindow.messages(new PageArguments(null, null), false);
        this.analysis = new SipAnalysis(context, SipFilter.of(arguments), window, arguments.detailed());
    }

    @Override
    public List<Analysis> analyses() {
        return List.of(analysis);
    }

    @Override
    public int shorterVersions() {
        boolean whole = arguments.detailed() || arguments.page().exceedsDefault();
        return whole ? 0 : Math.max(0, window.listed(analysis.log().page()).size() - 1);
    }

    @Override
    public String absent() {
        return analysis.log().found() == 0 && analysis.seen().rtpEvidence().records().total() == 0
                && analysis.findings().isEmpty() ? "SIP or RTP" : null;
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) throws UserFacingException {
        SipPacketLog log = analysis.log();
        SipAnalyzer seen = analysis.seen();
        WorstRecords<CallRecord> calls = seen.callStatistics().records();
        WorstRecords<RtpStreamRecord> streams = seen.rtpEvidence().records();
        Cursor.Part<CallRecord> callPart = part("calls", calls, SHOWN_CALLS);
        Cursor.Part<RegistrationRecord> registrationPart = part("registrations", analysis.registrations(), SHOWN_REGISTRATIONS);
        Cursor.Part<RtpStreamRecord> streamPart = part("rtp_streams", streams, SHOWN_STREAMS);
        List<SipPacketRecord> packets = window.listed(log.page());
        int listed = packets.size() - shorter;
        Page page = switch (list) {
            case "calls" -> callPart.page();
            case "registrations" -> registrationPart.page();
            case "rtp_streams" -> streamPart.page();
            default -> window.page(listed);
        };
        return new Body(new SipTotals(log.found(), log.analyzed()), new SipAnswer(statistics(log, seen), callPart.items(),
                calls.total(), registrationPart.items(), analysis.registrations().total(), streamPart.items(), streams.total(),
                packets.subList(0, listed)), page);
    }

    private <T extends Record> Cursor.Part<T> part(String list, WorstRecords<T> all, int shown) throws UserFacingException {
        boolean chosen = this.list.equals(list);
        Cursor.Part<Supplier<T>> part = Cursor.part(all.list(), chosen ? arguments.page().cursor() : null,
                chosen ? arguments.page().items() : shown);
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
}
