package io.wirecause.icmp.error;

import io.wirecause.analysis.collect.Examples;
import io.wirecause.icmp.message.Address;
import io.wirecause.icmp.message.IcmpKind;
import io.wirecause.icmp.trace.Trace;
import java.util.ArrayList;
import java.util.List;

/** Errors of one kind from one reporter about packets to one destination and port. Times in nanoseconds. */
public final class ErrorGroup {
    /** Sources and connections kept as examples. */
    public static final int EXAMPLES = 5;

    /**
     * What the errors of a group have in common.
     *
     * @param v6       whether they are ICMPv6
     * @param type     ICMP type
     * @param code     ICMP code
     * @param reporter who sent them
     * @param target   where the quoted packets went; null if none is quoted
     * @param protocol IP protocol of the quoted packets; -1 if none is quoted
     * @param port     destination port of the quoted packets; -1 if none is quoted
     */
    public record Key(boolean v6, int type, int code, Address reporter, Address target, int protocol, int port) {
        /** What the errors are about. */
        public IcmpKind kind() {
            return IcmpKind.of(v6, type, code);
        }
    }

    final Key key;
    long count;
    long firstFrame;
    long lastFrame;
    /** Errors about probes of {@link #trace}, which may turn out not to be a traceroute. */
    long probes;
    Trace trace;
    /** Errors about packets from a server's port to a client's: answers that came after the client had closed. */
    long lateAnswers;
    /** What a parameter problem points at: an offset in the quoted packet. */
    long pointer;
    final Examples frames = new Examples();
    final List<String> sources = new ArrayList<>();
    final List<Integer> streams = new ArrayList<>();

    ErrorGroup(Key key) {
        this.key = key;
    }

    void add(long frame) {
        if (count++ == 0) {
            firstFrame = frame;
        }
        lastFrame = frame;
        frames.add(frame);
    }

    /** Errors that are not part of a traceroute: those that indicate a fault. */
    public long unprovoked() {
        return trace != null && trace.isTraceroute() ? count - probes : count;
    }

    /** First frame. */
    public long firstFrame() {
        return firstFrame;
    }

    /** What the errors have in common. */
    public Key key() {
        return key;
    }

    /** The trace whose probes the errors quote; null for none. */
    public Trace trace() {
        return trace;
    }

    /** Errors. */
    public long count() {
        return count;
    }

    /** Last frame. */
    public long lastFrame() {
        return lastFrame;
    }

    /** The first few senders of the quoted packets, with their ports. */
    public List<String> sources() {
        return sources;
    }

    /** The first few TCP connections of the quoted packets (tcp.stream). */
    public List<Integer> streams() {
        return streams;
    }

    /** Errors about probes of {@link #trace}. */
    public long probes() {
        return probes;
    }

    /** Errors about packets from a server's port to a client's: answers that came after the client had closed. */
    public long lateAnswers() {
        return lateAnswers;
    }

    /** What the first parameter problem points at: an offset in the quoted packet. */
    public long pointer() {
        return pointer;
    }

    /** Some of the frames, spread over the capture. */
    public List<Long> frames() {
        return frames.frames();
    }
}
