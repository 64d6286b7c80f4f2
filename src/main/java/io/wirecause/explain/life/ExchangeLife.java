package io.wirecause.explain.life;

import io.wirecause.analysis.Analyzer;
import io.wirecause.explain.choice.Exchange;
import io.wirecause.explain.ladder.Amounts;
import io.wirecause.explain.ladder.Ladder;
import io.wirecause.explain.ladder.Rung;
import io.wirecause.explain.ladder.Way;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.WellKnownPorts;
import io.wirecause.packet.Layer;
import io.wirecause.packet.Packet;
import io.wirecause.packets.EndpointMatch;
import io.wirecause.packets.info.ConnectionViews;
import io.wirecause.packets.info.PacketLine;
import io.wirecause.packets.info.PacketLines;
import io.wirecause.report.Durations;
import io.wirecause.report.Plural;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Follows one exchange other than a TCP connection through a capture. */
public final class ExchangeLife implements Analyzer, Life {
    private static final int MOST_ENDS = 20;
    private static final int MESSAGE = 35;
    private static final int FLOW = 20;
    private static final int ERROR = 70;
    /** Connection ids of QUIC, which tell a reader little. */
    private static final Pattern IDS = Pattern.compile(", (?:to|from) id (?:[0-9a-f]+|none)");
    private static final long SECOND = 1_000_000_000L;

    private final Exchange exchange;
    private final Members members;
    private final long leastWait;
    private final PacketLines lines = new PacketLines(new ConnectionViews(1));
    private final Ladder ladder;
    private final Set<String> protocols = new LinkedHashSet<>();
    private final Set<FlowKey.Endpoint> ends = new LinkedHashSet<>();
    private FlowKey.Endpoint first;
    private FlowKey.Endpoint second;
    private Rung flow;
    private String flowOf;
    private boolean lastForth;
    private long packets;
    private final long[] bytes = new long[2];
    private long firstTime;
    private long lastTime;
    private long lastFrame;
    private long captureStart;
    private long captureEnd;
    private boolean started;

    /**
     * The life of an exchange.
     *
     * @param cited     frames that findings name
     * @param leastWait shortest silence that is explained, nanoseconds
     */
    public ExchangeLife(Exchange exchange, Members cited, long leastWait) {
        this.exchange = exchange;
        this.members = cited;
        this.leastWait = leastWait;
        this.ladder = new Ladder(cited.frames());
    }

    @Override
    public void packet(Packet packet) {
        if (packet.frame().hasTimestamp()) {
            captureStart = started ? captureStart : packet.frame().timestampNanos();
            started = true;
            captureEnd = packet.frame().timestampNanos();
        }
        if (exchange.mayHold(packet) && exchange.equals(Exchange.of(packet))) {
            take(packet);
        }
    }

    private void take(Packet packet) {
        long frame = packet.frame().number();
        long time = packet.frame().hasTimestamp() ? packet.frame().timestampNanos() : lastTime;
        members.add(frame);
        String protocol = lines.protocol(packet);
        PacketLine line = lines.of(packet, protocol);
        // What follows a handshake of QUIC has a form that any datagram may have.
        boolean sticks = protocol.equals("UDP") && !protocols.isEmpty() && exchange.kind() == Exchange.Kind.UDP;
        protocol = sticks ? protocols.iterator().next() : protocol;
        protocols.add(protocol);
        if (packets++ == 0) {
            firstTime = time;
            lastTime = time;
        }
        if (isError(packet)) {
            flow = null;
            ladder.add(new Rung(Rung.Kind.EVENT, Way.NONE, ERROR, frame, time, protocol + ": " + line.info()));
        } else {
            boolean forth = side(packet);
            bytes[forth ? 0 : 1] += packet.payloadLength();
            if (isFlow(protocol, line)) {
                silence(frame, time, forth, "nothing is sent");
                flow(frame, time, forth, protocol, packet.payloadLength(), line);
            } else {
                message(frame, time, forth, packet.payloadLength(), between(packet) + protocol + " "
                        + IDS.matcher(line.info()).replaceAll(""));
            }
            lastForth = forth;
        }
        lastTime = Math.max(lastTime, time);
        lastFrame = frame;
    }

    private boolean isError(Packet packet) {
        return exchange.kind() != Exchange.Kind.ECHO && exchange.kind() != Exchange.Kind.HOSTS
                && (packet.innermost() == Layer.ICMP || packet.innermost() == Layer.ICMPV6);
    }

    /** Whether the first speaker sends. */
    private boolean side(Packet packet) {
        FlowKey.Endpoint from = end(packet, true);
        FlowKey.Endpoint to = end(packet, false);
        if (first == null) {
            boolean answers = packet.isUdp() && WellKnownPorts.compare(from.port(), to.port()) < 0;
            first = answers ? to : from;
            second = answers ? from : to;
        }
        if (ends.size() < MOST_ENDS) {
            ends.add(from);
            ends.add(to);
        }
        return exchange.kind() == Exchange.Kind.DHCP ? from.port() == first.port() : from.equals(first)
                || !from.equals(second) && to.equals(second);
    }

    private static FlowKey.Endpoint end(Packet packet, boolean source) {
        int port = EndpointMatch.hasPorts(packet) ? source ? packet.sourcePort() : packet.destinationPort() : 0;
        return new FlowKey.Endpoint(packet.ipVersion(), source ? packet.sourceHi() : packet.destinationHi(),
                source ? packet.sourceLo() : packet.destinationLo(), port);
    }

    /** The ends of a packet, where the exchange has more than two. */
    private String between(Packet packet) {
        boolean many = exchange.kind() == Exchange.Kind.SIP || exchange.kind() == Exchange.Kind.DHCP;
        FlowKey.Endpoint from = end(packet, true);
        FlowKey.Endpoint to = end(packet, false);
        boolean usual = from.equals(first) && to.equals(second) || from.equals(second) && to.equals(first);
        return many && !usual ? from.address() + " to " + to.address() + ": " : "";
    }

    /** Whether packets of this kind are told by their number rather than one by one. */
    private static boolean isFlow(String protocol, PacketLine line) {
        return switch (protocol) {
            case "RTP", "UDP", "DTLS", "STUN", "RTCP", "ESP" -> true;
            case "QUIC" -> line.protocol().equals("UDP") || line.info().startsWith("short header");
            default -> line.info().startsWith("IP protocol");
        };
    }

    private void flow(long frame, long time, boolean forth, String protocol, int size, PacketLine line) {
        if (flow == null || !protocol.equals(flowOf) && !flowOf.equals("UDP")) {
            String name = protocol.equals("QUIC") ? "QUIC, encrypted: "
                    : protocol.equals("DTLS") ? "DTLS " + line.info().replaceAll(", len=.*", "") + ": "
                    : protocol + ": ";
            flow = ladder.add(new Rung(Rung.Kind.DATA, Way.of(forth), FLOW, frame, time, name).called("packet"));
            flowOf = protocol;
        } else if (!protocol.equals(flowOf)) {
            // The first packets of RTP are known as such by those that follow.
            flow.rename(protocol + ": ");
            flowOf = protocol;
        }
        flow.goBothWays(Way.of(forth));
        flow.data(forth, size, List.of());
        flow.reach(frame, time);
    }

    /** A message; where it is said again, the step before carries the times. */
    private void message(long frame, long time, boolean forth, int size, String words) {
        Rung last = ladder.last();
        flow = null;
        if (last != null && last.kind() == Rung.Kind.EVENT && last.way() == Way.of(forth) && last.words().equals(words)) {
            last.carrying(forth, size).repeat(frame, time);
            last.weigh(MESSAGE + 15);
            return;
        }
        silence(frame, time, forth, null);
        ladder.add(new Rung(Rung.Kind.EVENT, Way.of(forth), MESSAGE, frame, time, words).called("packet")
                .carrying(forth, size));
    }

    private void silence(long frame, long time, boolean forth, String known) {
        long waited = time - lastTime;
        if (waited < leastWait || packets == 1) {
            return;
        }
        flow = null;
        String left = name(true);
        String right = name(false);
        String words = known != null ? known : lastForth && !forth ? left + " waits for " + right : lastForth == forth
                ? "nothing comes from " + (forth ? right : left) : "silence, then " + left + " speaks again";
        Rung step = new Rung(Rung.Kind.WAIT, Way.NONE, waited > SECOND ? 45 : 30, lastFrame, lastTime, words);
        step.reach(frame, time);
        ladder.add(step);
    }

    private static String name(boolean left) {
        return left ? "the client" : "the server";
    }

    @Override
    public Story story(int most) {
        StringBuilder summary = new StringBuilder(String.join(", ", protocols)).append(": ").append(Plural.of(packets, "packet"))
                .append(" in ").append(Durations.words(lastTime - firstTime)).append("; the client sends ")
                .append(Amounts.bytes(bytes[0])).append(", the server ").append(Amounts.bytes(bytes[1])).append('.');
        if (firstTime > captureStart) {
            summary.append(" Times count from its first packet, ").append(Durations.words(firstTime - captureStart))
                    .append(" into the capture, ").append(Instant.EPOCH.plusNanos(firstTime)).append('.');
        }
        String close = bytes[1] == 0 && first != null ? "No answer is in the capture, which goes on for "
                + Durations.words(captureEnd - lastTime) + "." : null;
        return new Story(what(), text(first), text(second), summary.toString(), ladder.lines(most), close, packets);
    }

    private String what() {
        return switch (exchange.kind()) {
            case UDP -> "UDP exchange";
            case DHCP -> "DHCP transaction";
            case SIP -> "SIP call" + (ends.size() > 2 ? " over " + ends.size() + " ends" : "");
            case ECHO -> "ICMP echo exchange";
            case HOSTS -> "IP packets between two hosts";
        };
    }

    private String text(FlowKey.Endpoint end) {
        boolean ports = exchange.kind() != Exchange.Kind.ECHO && exchange.kind() != Exchange.Kind.HOSTS;
        return end == null ? null : ports ? end.toString() : end.address();
    }

    @Override
    public List<Analyzer> analyzers() {
        return List.of(this);
    }
}
