package io.wirecause.tcp;

import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ToolContext;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionTracker;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.verdict.Verdict;
import io.wirecause.tcp.wireshark.WiresharkFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one line for each TCP segment: frame, stream, payload length, Wireshark's flags and our verdict, separated by tabs. A
 * line says what was known when the segment was read: that a later D-SACK shows a retransmission to be spurious is in the
 * counts of the tools, not in a line already written.
 */
public final class SegmentLines {
    private final Appendable out;
    private final StringBuilder line = new StringBuilder(128);

    private SegmentLines(Appendable out) {
        this.out = out;
    }

    /**
     * Writes the lines of a capture.
     *
     * @return what the capture lacks, one sentence each
     * @throws UserFacingException where the capture cannot be read, or the call's watch stops the work
     * @throws IOException where {@code out} takes no more
     */
    public static List<String> write(ToolContext context, Appendable out) throws UserFacingException, IOException {
        try (TcpAnalysis analysis = new TcpAnalysis(context, TcpFilter.ALL, new SegmentLines(out)::write)) {
            List<String> notes = new ArrayList<>(Pass.read(context, List.of(analysis)).coverage().notes());
            notes.addAll(analysis.notes());
            return notes;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(Segment segment, Connection connection, ConnectionTracker tracker) {
        line.setLength(0);
        line.append(segment.frame()).append('\t').append(connection.id()).append('\t').append(segment.payload()).append('\t');
        if (tracker.wiresharkFlags() != 0) {
            line.append(WiresharkFlag.labels(tracker.wiresharkFlags()));
        }
        Verdict verdict = tracker.verdict();
        line.append('\t').append(verdict.label());
        if (verdict != Verdict.NEW && verdict != Verdict.NONE) {
            line.append(" (").append(tracker.evidence().label()).append(')');
        }
        try {
            out.append(line.append('\n'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
