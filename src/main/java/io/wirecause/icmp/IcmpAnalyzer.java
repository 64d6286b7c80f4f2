package io.wirecause.icmp;

import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.MalformedCounter;
import io.wirecause.flow.AddressCounts;
import io.wirecause.flow.TcpStreams;
import io.wirecause.icmp.echo.EchoTracker;
import io.wirecause.icmp.echo.SizeLimit;
import io.wirecause.icmp.error.ErrorTracker;
import io.wirecause.icmp.error.PathMtuTracker;
import io.wirecause.icmp.error.RedirectTracker;
import io.wirecause.icmp.message.IcmpChecksum;
import io.wirecause.icmp.message.IcmpKind;
import io.wirecause.icmp.message.IcmpMessage;
import io.wirecause.icmp.message.IcmpValidator;
import io.wirecause.icmp.neighbor.NeighborTracker;
import io.wirecause.icmp.trace.LoopTracker;
import io.wirecause.icmp.trace.Trace;
import io.wirecause.icmp.trace.TraceTracker;
import io.wirecause.packet.IpProtocol;
import io.wirecause.packet.Layer;
import io.wirecause.packet.Packet;
import io.wirecause.packet.QuotedPacket;
import java.util.ArrayList;
import java.util.List;

/** Reads every ICMP message once and passes it to the trackers. */
final class IcmpAnalyzer implements Analyzer {
    private static final int BAD_FRAMES = 5;
    private static final int TYPES = 256;

    private final IcmpFilter filter;
    private final IcmpPacketPage page;
    private final TcpStreams streams;
    final EchoTracker echo = new EchoTracker();
    final TraceTracker traces = new TraceTracker();
    final LoopTracker loops = new LoopTracker();
    final ErrorTracker errors;
    final PathMtuTracker pathMtu = new PathMtuTracker();
    final RedirectTracker redirects = new RedirectTracker();
    final NeighborTracker neighbors = new NeighborTracker();
    final AddressCounts sources = new AddressCounts();
    final AddressCounts destinations = new AddressCounts();
    final AddressCounts unreachable = new AddressCounts();
    final long[] typeCounts = new long[2 * TYPES];
    final long[] checksums = new long[IcmpChecksum.Status.values().length];
    final List<Long> badChecksumFrames = new ArrayList<>();
    final MalformedCounter malformed = new MalformedCounter();
    private final IcmpMessage message = new IcmpMessage();
    private final IcmpPacketPage.Links links = new IcmpPacketPage.Links();
    private final QuotedPacket quote = new QuotedPacket();
    private long found;
    private long analyzed;
    private long lastTime;
    /** Whether the packet was seen before with a higher TTL, as in a routing loop. */
    private boolean again;
    private List<SizeLimit> sizeLimits = List.of();

    IcmpAnalyzer(IcmpFilter filter, IcmpPacketPage page, int maxConnections) {
        this.filter = filter;
        this.page = page;
        this.streams = new TcpStreams(maxConnections);
        this.errors = new ErrorTracker(streams);
    }

    @Override
    public void packet(Packet packet) {
        if (packet.frame().hasTimestamp()) {
            lastTime = packet.frame().timestampNanos();
        }
        if (packet.isTcp()) {
            streams.segment(packet);
        }
        again = packet.ipVersion() != 0 && loops.isAgain(packet);
        Layer transport = packet.transportLayer();
        if (transport == Layer.ICMP || transport == Layer.ICMPV6) {
            message(packet, transport == Layer.ICMPV6);
        } else if (packet.isFirstFragment() && isIcmp(packet)) {
            begun(packet);
        } else if (packet.isTcp() || packet.isUdp()) {
            traces.transport(packet, again);
        }
        if (packet.ipVersion() != 0) {
            pathMtu.watch(packet);
            echo.packet(packet);
            neighbors.packet(packet);
        }
    }

    private static boolean isIcmp(Packet packet) {
        return packet.protocol() == (packet.ipVersion() == 6 ? IpProtocol.ICMPV6 : IpProtocol.ICMP);
    }

    /** A message whose other fragments may be missing for good: what it begins with tells whose it is. */
    private void begun(Packet packet) {
        if (message.point(packet, packet.ipVersion() == 6) && message.isQuery() && filter.matches(packet, null)) {
            echo.begun(message);
        }
    }

    private void message(Packet packet, boolean v6) {
        found++;
        if (!message.point(packet, v6)) {
            boolean cut = packet.transport().length() < packet.transportLength();
            malformed.add(packet, List.of(cut ? MalformedCounter.CUT : "no whole type, code and checksum"));
            return;
        }
        QuotedPacket quoted = message.quote(quote) ? quote : null;
        if (!filter.matches(packet, quoted)) {
            return;
        }
        analyzed++;
        typeCounts[(v6 ? TYPES : 0) + message.type()]++;
        sources.add(packet.ipVersion(), packet.sourceHi(), packet.sourceLo());
        destinations.add(packet.ipVersion(), packet.destinationHi(), packet.destinationLo());
        IcmpChecksum.Status checksum = IcmpChecksum.of(message);
        checksums[checksum.ordinal()]++;
        if (checksum == IcmpChecksum.Status.BAD && badChecksumFrames.size() < BAD_FRAMES) {
            badChecksumFrames.add(packet.frame().number());
        }
        List<String> problems = IcmpValidator.of(message, quoted != null);
        malformed.add(packet, problems);
        links.set(-1, -1, -1);
        follow(quoted, checksum == IcmpChecksum.Status.BAD);
        if (filter.lists(message)) {
            page.add(message, checksum, quoted, links, problems);
        }
    }

    private void follow(QuotedPacket quoted, boolean damaged) {
        IcmpKind kind = message.kind();
        if (message.isQuery()) {
            echo.query(message, damaged);
            if (kind == IcmpKind.REQUEST) {
                traces.query(message, again);
                return;
            }
            if (!damaged) {
                traces.reply(message);
            }
            if (echo.requestFrame() >= 0) {
                long time = message.packet().frame().timestampNanos();
                links.set(echo.requestFrame(), Math.max(0, time - echo.requestTime()), -1);
            }
        } else if (kind.isError()) {
            error(quoted, damaged);
        } else if (kind == IcmpKind.REDIRECT) {
            redirects.redirect(message, quoted);
            if (quoted != null) {
                links.set(-1, -1, errors.stream(quoted));
            }
        } else {
            neighbors.message(message);
        }
    }

    private void error(QuotedPacket quoted, boolean damaged) {
        if (quoted == null) {
            errors.error(message, null, null);
            return;
        }
        if (message.kind() == IcmpKind.TOO_BIG) {
            pathMtu.tooBig(message, quoted, damaged);
        }
        // In IPv4 "fragmentation needed" is a code of "destination unreachable".
        if (message.kind() == IcmpKind.UNREACHABLE || message.kind() == IcmpKind.TOO_BIG && !message.v6()) {
            unreachable.add(quoted.version(), quoted.destinationHi(), quoted.destinationLo());
        }
        Trace trace = traces.error(message, quoted);
        long request = echo.error(quoted);
        errors.error(message, quoted, trace);
        long time = message.packet().frame().timestampNanos();
        boolean probe = traces.probeFrame() >= 0;
        links.set(probe ? traces.probeFrame() : request, probe ? Math.max(0, time - traces.probeTime()) : -1,
                errors.stream(quoted));
    }

    /** Decides on what is still open at the end of the capture. */
    void finish() {
        echo.finish(lastTime);
        traces.finish(loops);
        sizeLimits = SizeLimit.of(echo.sessions());
    }

    /** Hosts between which only short requests are answered. To be asked after {@link #finish}. */
    List<SizeLimit> sizeLimits() {
        return sizeLimits;
    }

    /** ICMP messages in the capture. */
    long found() {
        return found;
    }

    /** Messages that the filter matches and that could be read. */
    long analyzed() {
        return analyzed;
    }
}
