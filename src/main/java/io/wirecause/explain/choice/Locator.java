package io.wirecause.explain.choice;

import io.wirecause.analysis.Analyzer;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.TcpStreams;
import io.wirecause.packet.IpProtocol;
import io.wirecause.packet.Packet;
import io.wirecause.packets.EndpointMatch;
import io.wirecause.packets.info.Protocols;
import io.wirecause.protocol.IcmpError;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what a choice fits while a capture is read. */
public final class Locator implements Analyzer {
    private static final int MOST_EXCHANGES = 5_000;
    private static final int MOST_FRAMES = 50_000;
    private static final int OTHERS_NAMED = 5;

    private final Choice choice;
    private final TcpStreams streams;
    private final FlowKey key = new FlowKey();
    private final IcmpError error = new IcmpError();
    private final BitSet connections = new BitSet();
    private final Map<Exchange, Integer> exchanges = new LinkedHashMap<>();
    /** Which exchange a frame belongs to, for findings, which name frames. */
    private final Map<Long, Integer> exchangeOf = new LinkedHashMap<>();
    private int[] segments = new int[16];
    private int numbered;
    private boolean seen;
    private String kind;

    /** Looks for what fits a choice, with so many connections numbered at most. */
    public Locator(Choice choice, int most) {
        this.choice = choice;
        this.streams = new TcpStreams(most);
    }

    @Override
    public void packet(Packet packet) {
        int stream = packet.isTcp() ? streams.segment(packet) : -1;
        numbered = Math.max(numbered, stream + 1);
        if (choice.frame() > 0) {
            if (packet.frame().number() == choice.frame() && !isFound()) {
                frame(packet, stream);
            }
        } else if (choice.ends() != null ? EndpointMatch.match(choice.ends(), packet) : choice.isOpen()) {
            fits(packet, stream);
        }
    }

    private boolean isFound() {
        return !connections.isEmpty() || !exchanges.isEmpty();
    }

    private void frame(Packet packet, int stream) {
        seen = true;
        kind = Protocols.of(packet);
        if (packet.isTcp()) {
            if (stream >= 0) {
                connections.set(stream);
            }
            return;
        }
        int quoted = quoted(packet);
        if (quoted >= 0) {
            connections.set(quoted);
            return;
        }
        add(packet);
    }

    /** The TCP connection that an ICMP error quotes; -1 for none. */
    private int quoted(Packet packet) {
        if (!error.unreachable(packet) && error.tooBig(packet) < 0 || !error.quoted().hasPorts()
                || error.quoted().protocol() != IpProtocol.TCP) {
            return -1;
        }
        key.set(error.quoted());
        return streams.of(key);
    }

    private void fits(Packet packet, int stream) {
        if (packet.isTcp()) {
            if (stream >= 0) {
                connections.set(stream);
                if (stream >= segments.length) {
                    segments = Arrays.copyOf(segments, Math.max(stream + 1, 2 * segments.length));
                }
                segments[stream]++;
            }
        } else if (quoted(packet) < 0) {
            add(packet);
        }
    }

    private void add(Packet packet) {
        Exchange exchange = Exchange.of(packet);
        if (exchange == null) {
            return;
        }
        Integer index = exchanges.get(exchange);
        if (index == null && exchanges.size() < MOST_EXCHANGES) {
            index = exchanges.size();
            exchanges.put(exchange, index);
        }
        if (index != null && exchangeOf.size() < MOST_FRAMES) {
            exchangeOf.put(packet.frame().number(), index);
        }
    }

    /**
     * What is to be explained: of several the one that the worst finding is about, else the first.
     *
     * @param findings worst first
     * @return null where the capture holds nothing to explain
     * @throws UserFacingException where nothing fits what was asked for
     */
    public Target target(List<Finding> findings) throws UserFacingException {
        if (choice.connection() >= 0) {
            if (choice.connection() >= numbered) {
                throw new UserFacingException(numbered == 0 ? "The capture has no TCP connection; ask with frame= for an "
                        + "exchange of another protocol." : "The capture has no TCP connection " + choice.connection()
                        + ": they are "
                        + "numbered from 0 to " + (numbered - 1) + ", as Wireshark's tcp.stream. analyze_tcp_connections lists "
                        + "them, frame= and endpoints= find one.");
            }
            return new Target(choice.connection(), null, null);
        }
        if (!isFound() && !choice.isOpen()) {
            throw new UserFacingException(nothing());
        }
        return isFound() ? best(findings) : null;
    }

    private String nothing() {
        if (choice.ends() != null) {
            return "No packet goes between these endpoints; look for their address with show_packets, or ask "
                    + "analyze_tcp_connections for the list of connections.";
        }
        if (!seen) {
            return "The capture has no frame " + choice.frame() + "; its frames are numbered from 1, as in Wireshark.";
        }
        return "Frame " + choice.frame() + " (" + kind + ") holds no IP packet with a whole header, so it belongs to no "
                + "connection; show_packets with frames=\"" + choice.frame() + "\" shows it.";
    }

    /**
     * Several of what fits: those that the worst findings are about, of each finding a few; then those of most packets.
     *
     * @param findings  worst first
     * @param ofFinding of one finding at most
     * @param busiest   filled up to so many by those of most packets
     * @param most      in all
     */
    public List<Target> targets(List<Finding> findings, int ofFinding, int busiest, int most) {
        Set<Target> chosen = new LinkedHashSet<>();
        for (Finding finding : findings) {
            if (finding.severity() == Severity.NOTE || finding.aboutCapture()) {
                continue;
            }
            int before = chosen.size();
            finding.subjects().stream().filter(subject -> subject.kind() == Subject.Kind.CONNECTION)
                    .map(subject -> Integer.parseInt(subject.id())).filter(connections::get).sorted().limit(ofFinding)
                    .forEach(number -> chosen.add(new Target(number, null, null)));
            if (chosen.size() == before && finding.connections().isEmpty()) {
                List<Exchange> all = List.copyOf(exchanges.keySet());
                finding.frames().stream().map(exchangeOf::get).filter(Objects::nonNull).distinct().limit(ofFinding)
                        .forEach(index -> chosen.add(new Target(-1, all.get(index), null)));
            }
        }
        if (chosen.size() < busiest) {
            connections.stream().boxed().sorted(Comparator.comparing((Integer number) -> -segments[number]))
                    .limit(busiest).forEach(number -> chosen.add(new Target(number, null, null)));
        }
        if (chosen.isEmpty() || connections.isEmpty() && chosen.size() < busiest) {
            exchanges.keySet().stream().limit(busiest).forEach(exchange -> chosen.add(new Target(-1, exchange, null)));
        }
        return chosen.stream().limit(most).toList();
    }

    /** Connections that fit. */
    public int connectionCount() {
        return connections.cardinality();
    }

    private Target best(List<Finding> findings) {
        for (Finding finding : findings) {
            if (finding.severity() == Severity.NOTE || finding.aboutCapture()) {
                continue;
            }
            int connection = finding.subjects().stream().filter(subject -> subject.kind() == Subject.Kind.CONNECTION)
                    .mapToInt(subject -> Integer.parseInt(subject.id())).filter(connections::get).min().orElse(-1);
            if (connection >= 0) {
                return connection(connection);
            }
            for (long frame : finding.frames()) {
                Integer index = exchangeOf.get(frame);
                if (index != null) {
                    return exchange(index);
                }
            }
        }
        return connections.isEmpty() ? exchange(0) : connection(connections.nextSetBit(0));
    }

    private Target connection(int number) {
        return new Target(number, null, others(number, -1));
    }

    private Target exchange(int index) {
        return new Target(-1, List.copyOf(exchanges.keySet()).get(index), others(-1, index));
    }

    /** What else fits. */
    private String others(int connection, int exchange) {
        List<String> parts = new ArrayList<>();
        int more = connections.cardinality() - (connection >= 0 ? 1 : 0);
        if (more > 0) {
            String named = connections.stream().filter(number -> number != connection).limit(OTHERS_NAMED)
                    .mapToObj(String::valueOf).collect(Collectors.joining(", "));
            parts.add(Plural.of(more, "other TCP connection") + " (" + named + (more > OTHERS_NAMED ? ", ..." : "") + ")");
        }
        int further = exchanges.size() - (exchange >= 0 ? 1 : 0);
        if (further > 0) {
            String named = exchangeOf.entrySet().stream().filter(entry -> entry.getValue() != exchange)
                    .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey, Math::min, LinkedHashMap::new)).values()
                    .stream().limit(OTHERS_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
            parts.add((exchanges.size() >= MOST_EXCHANGES ? "at least " : "") + Plural.of(further, "other exchange")
                    + " (frames " + named + (further > OTHERS_NAMED ? ", ..." : "") + ")");
        }
        return parts.isEmpty() ? null : String.join(", ", parts);
    }
}
