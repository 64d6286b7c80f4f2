package io.wirecause.tls.quic;

import io.wirecause.protocol.TlsAlert;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Finding;
import io.wirecause.report.FirstFew;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong with the QUIC connections of a capture. */
final class QuicFindings {
    private static final int TITLE_REASON = 80;
    private static final int NO_PROTOCOL = 120;
    private static final int UNRECOGNIZED_NAME = 112;

    private final List<QuicConnection> connections;
    private final List<Finding> findings = new ArrayList<>();

    private QuicFindings(List<QuicConnection> connections) {
        this.connections = connections;
    }

    /** The findings about these connections. */
    static List<Finding> of(List<QuicConnection> connections, TcpAttempts tcp, long lastNanos) {
        QuicFindings all = new QuicFindings(connections);
        all.findings.addAll(BlockedFinding.of(connections, tcp, lastNanos));
        all.negotiation();
        all.closed();
        return all.findings;
    }

    private void negotiation() {
        List<QuicConnection> lost = connections.stream().filter(c -> c.offered != null && c.hello == null).toList();
        List<QuicConnection> late = connections.stream().filter(c -> c.offered != null && c.hello != null
                && !QuicVersion.isGrease(c.firstVersion)).toList();
        List<QuicConnection> hit = lost.isEmpty() ? late : lost;
        if (hit.isEmpty()) {
            return;
        }
        QuicConnection first = hit.get(0);
        String versions = "the client begins with " + QuicVersion.name(first.firstVersion) + ", the server offers "
                + offers(first);
        String many = hit.size() == 1 ? "" : " (" + Plural.of(hit.size(), "connection") + ")";
        findings.add(start(QuicFindingCode.QUIC_VERSION_NEGOTIATION, lost.isEmpty() ? Severity.NOTE : Severity.ERROR,
                Confidence.HIGH, hit)
                .title(lost.isEmpty() ? "QUIC needs a second try with another version at " + first.serverWords() + ": " + versions
                        + many
                        : "Client and server have no version of QUIC in common at " + first.serverWords() + ": " + versions
                                + many)
                .detail(FirstFew.of(hit, c -> c.client + " to " + c.serverWords() + ": " + QuicVersion.name(c.firstVersion)
                        + " in frame "
                        + c.fromClient.firstFrame + ", Version Negotiation (" + offers(c) + ") in frame " + c.negotiationFrame
                        + (c.hello == null ? ", then no Initial packet that it could read" : ", then "
                                + QuicVersion.name(c.version)
                        + " in frame " + c.helloFrame)))
                .frames(hit.stream().limit(Finding.EXAMPLES).flatMap(c -> Stream.of(c.fromClient.firstFrame, c.negotiationFrame))
                        .toList())
                .hint(lost.isEmpty() ? "Let the client begin with a version that the server offers; it costs one round trip "
                        + "otherwise."
                        : "Update the older side, or enable a common version of QUIC on both. Until then clients have to use "
                        + "TCP.")
                .build());
    }

    private static String offers(QuicConnection connection) {
        List<String> names = connection.offered.stream().filter(v -> !QuicVersion.isGrease(v)).map(QuicVersion::name).distinct()
                .toList();
        return names.isEmpty() ? "nothing that is in use" : String.join(", ", names);
    }


    private void closed() {
        Map<String, List<QuicConnection>> ways = new TreeMap<>();
        for (QuicConnection c : connections) {
            QuicSide side = closing(c);
            if (side != null && !c.established() && !(c.unanswered() && side == c.fromClient)) {
                ways.computeIfAbsent((side == c.fromServer) + " " + side.closeCode, key -> new ArrayList<>()).add(c);
            }
        }
        List<List<QuicConnection>> commonest = ways.values().stream()
                .sorted(Comparator.comparing((List<QuicConnection> way) -> closing(way.get(0)).closeCode == QuicError.NO_ERROR)
                        .thenComparing(way -> -way.size())).toList();
        if (commonest.isEmpty()) {
            return;
        }
        List<QuicConnection> hit = commonest.stream().flatMap(List::stream).toList();
        QuicConnection first = hit.get(0);
        QuicSide side = closing(first);
        boolean gaveUp = side.closeCode == QuicError.NO_ERROR;
        findings.add(start(QuicFindingCode.QUIC_CLOSED, gaveUp ? Severity.WARNING : Severity.ERROR, Confidence.HIGH, hit)
                .title(closedTitle(first, side, commonest.get(0).size()))
                .detail(FirstFew.of(hit, c -> closedWords(c, closing(c))))
                .frames(hit.stream().limit(Finding.MAX_FRAMES).map(c -> closing(c).closeFrame).toList())
                .hint(closedHint(first, side))
                .build());
    }

    private static QuicSide closing(QuicConnection c) {
        return c.fromServer.closeCode >= 0 ? c.fromServer : c.fromClient.closeCode >= 0 ? c.fromClient : null;
    }

    private static String closedTitle(QuicConnection first, QuicSide side, int count) {
        boolean server = side == first.fromServer;
        String who = server ? "Server " + first.serverWords() + " closes " : "Client " + first.client.address() + " closes ";
        String what = (count == 1 ? "a QUIC connection" : count + " QUIC connections")
                + (server ? "" : " to " + first.serverWords());
        if (!server && side.closeCode == QuicError.NO_ERROR && first.choice == null) {
            return String.format(Locale.ROOT, "Client %s gives up %s after %s without a ServerHello, although the server "
                    + "answers",
                    first.client.address(), what, Durations.words(side.closeNanos - first.fromClient.firstNanos));
        }
        return who + what + " during the handshake: " + QuicError.name(side.closeCode) + meaning(first, side);
    }

    private static String meaning(QuicConnection c, QuicSide side) {
        int alert = QuicError.alert(side.closeCode);
        if (alert == NO_PROTOCOL && c.hello != null) {
            return ", it speaks none of " + c.hello.offer().alpnNames();
        }
        if (alert == UNRECOGNIZED_NAME) {
            return ", it does not serve " + (c.hello == null ? "the name asked for" : c.serverName());
        }
        return side.closeReason == null || side.closeReason.isEmpty() ? ""
                : " " + WireText.quote(side.closeReason, TITLE_REASON);
    }

    private static String closedWords(QuicConnection c, QuicSide side) {
        return String.format(Locale.ROOT, "%s to %s: %s by %s in frame %d, %s after the first packet%s", c.client,
                c.serverWords(),
                QuicError.name(side.closeCode), side == c.fromServer ? "the server" : "the client", side.closeFrame,
                Durations.words(side.closeNanos - c.fromClient.firstNanos),
                side.closeReason == null || side.closeReason.isEmpty() ? "" : ", reason " + WireText.inQuotes(side.closeReason));
    }

    private static String closedHint(QuicConnection c, QuicSide side) {
        int alert = QuicError.alert(side.closeCode);
        if (alert == NO_PROTOCOL) {
            return "Compare the protocols that the client offers (ALPN) with those that the server is configured for, such as "
                    + "h3.";
        }
        if (alert >= 0) {
            return "This is the TLS alert " + TlsAlert.name(alert) + ": look for its cause in the TLS configuration of "
                    + (side == c.fromServer ? "the server and what the client offers." : "the client and what the server sent.");
        }
        if (side.closeCode == QuicError.INVALID_TOKEN) {
            return "The server did not take the token back that it, or another one behind the same address, gave out: let "
                    + "servers share "
                    + "the key of Retry tokens, and look for an address translation that changed the client's address or port.";
        }
        if (side.closeCode == QuicError.CONNECTION_REFUSED) {
            return "The server takes no new connections: look at its limits, its load, and its access list.";
        }
        return side.closeCode == QuicError.NO_ERROR
                ? "Find out why the handshake did not go on: packets of the other side that were lost, or are too large for "
                + "the path."
                : "Look into the log of the side that closed; such a code points to a faulty implementation, or to a device that "
                + "changes packets.";
    }

    /** Begins a finding with what it is about. */
    static Finding.Builder start(QuicFindingCode code, Severity severity, Confidence confidence, List<QuicConnection> hit) {
        return Finding.of(code, severity, confidence)
                .displayFilter(filter(hit))
                .subjects(hit.stream().map(c -> c.server).distinct().map(server -> Subject.endpoint(server.toString())))
                .subjects(hit.stream().filter(c -> c.hello != null && c.hello.serverName() != null)
                        .map(c -> Subject.name(c.hello.serverName())).distinct());
    }

    private static String filter(List<QuicConnection> hit) {
        return hit.stream().limit(Finding.MAX_FRAMES).map(c -> String.valueOf(c.stream))
                .collect(Collectors.joining(", ", "udp.stream in {", "}"));
    }
}
