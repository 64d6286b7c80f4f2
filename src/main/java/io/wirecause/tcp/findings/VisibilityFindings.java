package io.wirecause.tcp.findings;

import io.wirecause.report.Confidence;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.endpoint.EndpointAnomalies;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.findings.TcpFindingList.Rule;
import java.util.List;

/** What the capture does not show of connections. */
final class VisibilityFindings {
    private final List<Connection> connections;
    private final TcpFindingList list;

    VisibilityFindings(List<Connection> connections, TcpFindingList list) {
        this.connections = connections;
        this.list = list;
    }

    void add() {
        missed();
        oneSided();
        midStream();
        checksums();
    }

    /** Whether a rule of this group can apply to the connection. */
    static boolean concern(Connection c) {
        return c.isRecovering() || isOneSided(c) || isMidStream(c) || unfilled(c) != null;
    }

    private void missed() {
        List<Connection> hit = connections.stream()
                .filter(c -> c.a().recovery().missedGaps() + c.b().recovery().missedGaps() > 0).toList();
        long gaps = hit.stream().mapToLong(c -> c.a().recovery().missedGaps() + c.b().recovery().missedGaps()).sum();
        long bytes = hit.stream().mapToLong(c -> c.a().recovery().missedBytes() + c.b().recovery().missedBytes()).sum();
        long segments = hit.stream().mapToLong(c -> c.a().dataPackets() + c.b().dataPackets()).sum();
        boolean many = gaps >= TcpThresholds.FEW_SEGMENTS && gaps >= TcpThresholds.MISSED_RATE * segments;
        list.add(new Rule(TcpFindingCode.CAPTURE_MISSED_PACKETS, many ? Severity.WARNING : Severity.NOTE, Confidence.HIGH,
                        "tcp.analysis.lost_segment || tcp.analysis.ack_lost_segment || " + TcpFindingList.FRAMES,
                        "Capture again with a larger buffer (dumpcap -B), a capture filter or a snaplen.",
                        "What looks like loss in these connections may be loss in the capture."),
                hit, TcpFindingList.count(hit) + " of which the capture missed packets",
                bytes + " bytes in " + gaps + " gaps were acknowledged by the receiver but are not in the capture",
                VisibilityFindings::firstMissedFrame);
    }

    private static long firstMissedFrame(Connection c) {
        long ofA = c.a().recovery().firstMissedFrame();
        return ofA > 0 ? ofA : c.b().recovery().firstMissedFrame();
    }

    private static boolean isOneSided(Connection c) {
        EndpointState only = c.a().packets() == 0 ? c.b() : c.b().packets() == 0 ? c.a() : null;
        // A lone SYN or RST is not a conversation; several segments with acknowledgments answer somebody.
        return only != null && only.packets() > 1 && only.acks() > 0;
    }

    private void oneSided() {
        List<Connection> hit = connections.stream().filter(VisibilityFindings::isOneSided).toList();
        int again = hit.stream().mapToInt(Connection::retransmissions).sum();
        list.add(new Rule(TcpFindingCode.ONE_SIDED, Severity.NOTE, Confidence.HIGH, "tcp",
                        "Capture where both directions pass: routes may be asymmetric, or a mirror port covers one "
                                + "direction only.",
                        "Loss, round trips and answers cannot be judged."),
                hit, TcpFindingList.count(hit) + " seen in one direction only", (again == 0 ? ""
                        : Plural.of(again, "segment") + " sent again, whether or not they were answered; ")
                        + TcpFindingList.servers(hit), c -> c.firstFrame());
    }

    private static boolean isMidStream(Connection c) {
        return c.a().syns() + c.a().synAcks() + c.b().syns() + c.b().synAcks() == 0 && c.packets() > 1
                && (c.a().acks() > 0 || c.b().acks() > 0);
    }

    private void midStream() {
        List<Connection> hit = connections.stream().filter(VisibilityFindings::isMidStream).toList();
        list.add(new Rule(TcpFindingCode.STARTS_MID_STREAM, Severity.NOTE, Confidence.HIGH, "tcp",
                        "Start the capture before the connection to see its options and its handshake.",
                        "Window scale, SACK and the client's role are not known for sure."),
                hit, TcpFindingList.count(hit) + " began before the capture", TcpFindingList.servers(hit), c -> c.firstFrame());
    }

    private static EndpointState unfilled(Connection c) {
        return unfilled(c.a()) ? c.a() : unfilled(c.b()) ? c.b() : null;
    }

    private static boolean unfilled(EndpointState side) {
        return EndpointAnomalies.checksumsLeftToCard(side) >= TcpThresholds.UNFILLED_LEAST
                && EndpointAnomalies.checksumsLeftToCard(side) >= TcpThresholds.UNFILLED_CHECKSUMS
                        * EndpointAnomalies.checksumsSeen(side);
    }

    private void checksums() {
        List<Connection> hit = connections.stream().filter(c -> unfilled(c) != null).toList();
        list.add(new Rule(TcpFindingCode.CHECKSUM_OFFLOAD, Severity.NOTE, Confidence.HIGH,
                "tcp.checksum.status == \"Bad\" || tcp",
                        "No action needed: the network card fills the checksum in. Turn the check off in Wireshark.",
                        null),
                hit, TcpFindingList.count(hit) + " captured at the sending host, whose network card fills in checksums",
                hit.isEmpty() ? "" : "packets of " + hit.get(0).endpoint(unfilled(hit.get(0))).address()
                        + " carry only the sum of the pseudo header",
                c -> EndpointAnomalies.firstChecksumFrame(unfilled(c)));
    }
}
