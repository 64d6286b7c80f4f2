package io.wirecause.tls;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.report.Finding;
import io.wirecause.tcp.TcpCarrier;
import io.wirecause.tls.dtls.TlsOverDtls;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.handshake.HandshakeLog;
import io.wirecause.tls.handshake.TlsOverTcp;
import io.wirecause.tls.quic.TlsOverQuic;
import io.wirecause.tls.stream.UdpStreams;
import java.util.ArrayList;
import java.util.List;

/** TLS handshakes over every transport, and what is wrong with them. */
public final class TlsAnalysis implements Analysis {
    /** Handshakes kept at most, each about a kilobyte. */
    private static final int MOST_HANDSHAKES = 200_000;

    private final TlsFilter filter;
    private final TcpCarrier tcp;
    private final HandshakeLog log;
    private final TlsOverTcp overTcp;
    private final TlsAnalyzer analyzer;
    private final TlsOverQuic overQuic;
    private final TlsOverDtls overDtls;
    private List<Handshake> matching = List.of();

    /** All handshakes. */
    public TlsAnalysis(ToolContext context) {
        this(context, TlsFilter.ALL);
    }

    /** The handshakes that match. */
    TlsAnalysis(ToolContext context, TlsFilter filter) {
        this.filter = filter;
        int most = context.limits().maxConnections();
        tcp = TcpCarrier.in(context);
        log = new HandshakeLog(Math.min(MOST_HANDSHAKES, most));
        overTcp = new TlsOverTcp(tcp, log);
        analyzer = new TlsAnalyzer(overTcp, PayloadStreams.Source.in(context));
        UdpStreams udp = new UdpStreams(most);
        overQuic = new TlsOverQuic(log, udp, most);
        overDtls = new TlsOverDtls(log, udp, most);
    }

    @Override
    public List<Analyzer> analyzers() {
        return List.of(tcp, analyzer, overQuic.analyzer(), overDtls);
    }

    @Override
    public void finish(Pass.Reading reading) {
        analyzer.finish();
        overTcp.finish();
        overQuic.finish();
        overDtls.finish();
        matching = filter.isOpen() ? log.all() : log.all().stream().filter(filter::matches).toList();
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(TlsFindings.of(
                matching.stream().filter(handshake -> !overQuic.explains(handshake)).toList(),
                        overTcp.plain().stream().filter(filter::matches).toList()));
        findings.addAll(RefusedUpgrades.findings(overTcp.refused().stream().filter(filter::matches).toList()));
        findings.addAll(overQuic.findings(filter::matches));
        return findings;
    }

    @Override
    public void describe(ServiceTable services) {
        new TlsServices(matching).describe(services);
    }

    @Override
    public List<String> healthy() {
        return new TlsServices(matching).healthy();
    }

    /** Handshakes in the capture. */
    int found() {
        return log.all().size();
    }

    /** Whether there is TLS at all, handshakes or not. */
    boolean isPresent() {
        return found() + overTcp.withoutHandshake() > 0;
    }

    /** Those that match the filter. */
    List<Handshake> matching() {
        return matching;
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        note(notes, overTcp.withoutHandshake(), "TCP connections carry TLS whose handshake was before the capture; nothing is "
                + "known of "
                + "them.");
        note(notes, log.beyond(), "handshakes are beyond the limit of " + MOST_HANDSHAKES + " and are not judged.");
        note(notes, analyzer.untrackedSegments(), "TCP segments belong to connections beyond the limit and were not read.");
        note(notes, analyzer.refusedMessages(), "handshake messages were not read: too many were unfinished at once.");
        note(notes, overDtls.beyond(), "DTLS handshakes are beyond the limit of " + TlsOverDtls.MAX_CONNECTIONS
                + " and were not read.");
        notes.addAll(overQuic.notes());
        if (matching.stream().anyMatch(Handshake::isEncryptedEarly)) {
            notes.add("TLS 1.3 encrypts certificates, alerts and what follows the ServerHello: certificates are not judged "
                    + "there, "
                    + "and alerts and client certificates show by the size of records only.");
        }
        return notes;
    }

    private static void note(List<String> notes, long count, String text) {
        if (count > 0) {
            notes.add(count + " " + text);
        }
    }
}
