package io.wirecause.tcp.findings;

import io.wirecause.analysis.CancellableList;
import io.wirecause.report.Finding;
import io.wirecause.tcp.connection.Connection;
import java.util.List;

/** What is wrong with a set of connections: each rule group adds its findings, broader ones claiming connections first. */
public final class TcpFindings {
    private TcpFindings() {
    }

    /**
     * Findings over all these connections, worst first.
     *
     * @param captureEnd time of the last packet of the capture, nanoseconds: what was sent just before it may still be answered
     */
    public static List<Finding> of(CancellableList<Connection> connections, long captureEnd) {
        return of(connections, notable(connections), captureEnd);
    }

    /**
     * The same for a part of a capture.
     *
     * @param all the connections of the whole capture, among which are answers to those of the part
     */
    public static List<Finding> ofPart(CancellableList<Connection> connections, CancellableList<Connection> all,
            long captureEnd) {
        return of(connections, notable(connections), all, captureEnd);
    }

    private static CancellableList<Connection> notable(CancellableList<Connection> connections) {
        return connections.of(connections.stream().filter(TcpFindings::isNotable).toList());
    }

    /** The same, where it is known which of them are {@link #isNotable}. */
    public static List<Finding> of(CancellableList<Connection> connections, CancellableList<Connection> notable,
            long captureEnd) {
        return of(connections, notable, notable, captureEnd);
    }

    private static List<Finding> of(CancellableList<Connection> connections, CancellableList<Connection> notable,
            CancellableList<Connection> answering, long captureEnd) {
        TcpFindingList list = new TcpFindingList();
        CoveredConnections covered = new CoveredConnections();
        new SetupFindings(connections, notable, covered, list).add();
        new AnsweredElsewhere(notable, answering, covered, list).add();
        new AcceptQueueFindings(connections, notable, covered, list).add();
        new QueueingFindings(connections, notable, covered, list).add();
        new FailedSetups(connections, notable, covered, list, captureEnd).add();
        new EndFindings(notable, covered, list).add();
        new UnansweredCloses(connections, notable, covered, list).add();
        new ResetFindings(connections, notable, covered, list).add();
        new StrayFindings(notable, list).add();
        new CorruptionFindings(notable, list).add();
        new PolicedRates(notable, covered, list).add();
        new FlowFindings(connections, notable, covered, list).add();
        new StallFindings(notable, list).add();
        new PaceFindings(notable, list).add();
        new SynCookies(connections, list).add();
        new VisibilityFindings(notable, list).add();
        return list.worstFirst();
    }

    /**
     * Whether any rule can hit a connection. Most are healthy, and some twenty rules that each looked at all of them took
     * a third of the time of a call with many short connections.
     */
    private static boolean isNotable(Connection c) {
        return FailedSetups.concern(c) || AcceptQueueFindings.concern(c) || AnsweredElsewhere.concern(c)
                || EndFindings.concern(c) || ResetFindings.concern(c)
                || FlowFindings.concern(c) || StallFindings.concern(c) || QueueingFindings.concern(c)
                || PaceFindings.concern(c) || StrayFindings.concern(c) || UnansweredCloses.concern(c)
                || CorruptionFindings.concern(c) || VisibilityFindings.concern(c);
    }
}
