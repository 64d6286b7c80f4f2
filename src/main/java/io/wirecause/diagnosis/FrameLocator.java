package io.wirecause.diagnosis;

import io.wirecause.analysis.Analyzer;
import io.wirecause.flow.TcpStreams;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Packet;
import io.wirecause.report.Subject;
import java.util.HashSet;
import java.util.Set;

/** Finds out what one frame belongs to. */
final class FrameLocator implements Analyzer {
    private final long number;
    private final TcpStreams streams;
    private final Set<Subject> subjects = new HashSet<>();
    private boolean tcp;

    FrameLocator(long number, int maxConnections) {
        this.number = number;
        this.streams = new TcpStreams(maxConnections);
    }

    @Override
    public void packet(Packet packet) {
        // Numbers of connections depend on all segments before.
        int stream = packet.isTcp() && packet.frame().number() <= number ? streams.segment(packet) : -1;
        if (packet.frame().number() != number) {
            return;
        }
        if (stream >= 0) {
            tcp = true;
            subjects.add(Subject.connection(stream));
            subjects.add(Subject.endpoint(streams.endpoint(true).toString()));
            subjects.add(Subject.endpoint(streams.endpoint(false).toString()));
        } else if (packet.ipVersion() != 0) {
            subjects.add(Subject.host(IpAddress.source(packet)));
            subjects.add(Subject.host(IpAddress.text(packet.ipVersion(), packet.destinationHi(), packet.destinationLo())));
        }
    }

    /** The frame's number. */
    long number() {
        return number;
    }

    /** Whether the frame holds a TCP segment. */
    boolean isTcp() {
        return tcp;
    }

    /** Whether the capture has such a frame with an IP packet. */
    boolean isFound() {
        return !subjects.isEmpty();
    }

    /** The connection of the frame with its ends, or the hosts that it went between. */
    Set<Subject> subjects() {
        return subjects;
    }
}
