package io.wirecause.tls;

import static io.wirecause.tls.HandshakeWords.handshakes;

import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.tls.handshake.Flights;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.handshake.TlsOutcome;
import io.wirecause.tls.handshake.TlsOverTcp.PlainConnection;
import io.wirecause.tls.stream.PlainText;
import io.wirecause.tls.stream.Prelude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Nobody turned anybody down: the handshake stands still, was cut off from outside, or one side does not speak TLS. */
final class BrokenFindings {
    private final TlsPeers peers;

    BrokenFindings(TlsPeers peers) {
        this.peers = peers;
    }

    Finding finding(TlsFindingCode code, List<Handshake> all) {
        return switch (code) {
            case TLS_STALLED -> stalled(all);
            case TLS_BLOCKED_BY_NAME -> blocked(all);
            case TLS_TO_PLAINTEXT_PORT -> toPlain(all);
            default -> fromPlain(all);
        };
    }

    private Finding.Builder about(TlsFindingCode code, Confidence confidence, List<Handshake> all) {
        return TlsFindings.about(code, TlsFindings.severity(peers, all), confidence, all, HandshakeWords::detail);
    }

    private Finding stalled(List<Handshake> all) {
        Handshake first = all.get(0);
        Flights.Waiting waiting = first.flights().waiting();
        boolean hello = first.choice() == null;
        boolean large = hello && first.helloPackets() > 1;
        String what = switch (waiting) {
            case NETWORK -> hello && !first.flights().isAnswerLost() ? "the ClientHello"
                    + (large ? ", " + first.hello().size() + " bytes in "
                    + first.helloPackets() + " segments," : "") + " does not reach the server"
                    : "the server's flight does not reach the client";
            case CLIENT -> "the client does not go on after the " + first.step().label();
            default -> first.flights().isAnswerLate() ? "the server answers the ClientHello only after the client has given up"
                    : "the server does not answer the " + (hello ? "ClientHello" : "client's flight");
        };
        return about(TlsFindingCode.TLS_STALLED, waiting == Flights.Waiting.NETWORK ? Confidence.HIGH : Confidence.MEDIUM, all)
                .title(handshakes(all) + (all.size() == 1 ? " stands" : " stand") + " still: " + what
                        + TlsFindings.recovered(peers, all))
                .hint(switch (waiting) {
                    case NETWORK -> "Segments are lost on the way although TCP was set up: suspect the path MTU, where large "
                            + "segments "
                            + "are lost, or a device that does not take a hello in several segments.";
                    case CLIENT -> "Look at the client: it may wait for a user, for a smart card, or check the certificate over "
                            + "a network "
                            + "that does not answer (OCSP, CRL).";
                    default -> "Look at the server's load and log: it has the message and does not answer; a proxy may wait for "
                            + "its "
                            + "own backend, and a server that does not speak TLS on this port may wait for more.";
                })
                .limits(waiting == Flights.Waiting.NETWORK ? null : "An answer that was lost before the capture point looks the "
                        + "same.")
                .build();
    }

    private Finding blocked(List<Handshake> all) {
        Handshake first = all.get(0);
        boolean device = first.outcome() == TlsOutcome.RESET_ON_THE_PATH;
        String name = first.serverName() == null ? "" : ", which names the host in the clear";
        return about(TlsFindingCode.TLS_BLOCKED_BY_NAME, device ? Confidence.HIGH : Confidence.MEDIUM, all)
                .title(handshakes(all) + " cut off: " + (device ? "a device on the path sends a RST upon the "
                        + first.step().label() + name
                        : (first.outcome() == TlsOutcome.STALLED ? "no answer to" : "a close or reset upon")
                        + " the ClientHello for this name, while other names work with the same server"))
                .hint("Ask who filters by server name on the path: a firewall, proxy, parental control or the provider.")
                .limits(device ? null : "A server may also drop hellos for names that it does not serve.").build();
    }

    private Finding toPlain(List<Handshake> all) {
        Handshake first = all.get(0);
        String answer = first.flights().plainHead() != null ? PlainText.name(first.flights().plainHead())
                : first.prelude().detail();
        boolean greets = first.prelude().kind() == Prelude.Kind.GREETING;
        return about(TlsFindingCode.TLS_TO_PLAINTEXT_PORT, Confidence.HIGH, all)
                .title(handshakes(all) + " failed: " + (answer.equals(PlainText.NO_TLS) ? "the server answers with " + answer
                        : "the server speaks plain text on this port (" + answer + ")"))
                .hint(greets ? "Use STARTTLS on this port, or the port for TLS from the first byte."
                        : "Use the port on which the server has TLS, or the scheme without TLS; behind a proxy, check which of "
                                + "its "
                        + "sides has TLS.")
                .build();
    }

    private Finding fromPlain(List<Handshake> all) {
        Handshake first = all.get(0);
        return about(TlsFindingCode.PLAINTEXT_TO_TLS_PORT, Confidence.HIGH, all)
                .title(Plural.of(all.size(), "connection") + " of " + first.client().address() + " to " + first.server()
                        + (all.size() == 1 ? " sends" : " send") + " plain text to a port for TLS: " + first.prelude().detail())
                .hint("Let the client use TLS: https instead of http, or its setting for TLS from the first byte.").build();
    }

    /** Requests in plain text that a server of TLS complained about or hung up on. */
    List<Finding> plain(List<PlainConnection> plain, List<Handshake> handshakes) {
        Set<String> servers = handshakes.stream().filter(h -> h.outcome().isComplete()).map(h -> h.server().toString())
                .collect(Collectors.toSet());
        Map<String, List<PlainConnection>> hit = plain.stream().filter(p -> p.told() || servers.contains(p.server().toString()))
                .collect(Collectors.groupingBy(p -> p.server().toString(), LinkedHashMap::new, Collectors.toList()));
        List<Finding> findings = new ArrayList<>();
        hit.values().stream().limit(Finding.EXAMPLES).forEach(group -> findings.add(plain(group)));
        return findings;
    }

    private static Finding plain(List<PlainConnection> group) {
        PlainConnection first = group.get(0);
        return Finding.of(TlsFindingCode.PLAINTEXT_TO_TLS_PORT, Severity.ERROR, first.told() ? Confidence.HIGH
                : Confidence.MEDIUM)
                .title(Plural.of(group.size(), "connection") + " of " + first.client().address() + " to " + first.server()
                        + (group.size() == 1 ? " sends" : " send") + " plain text to a port for TLS: " + first.what())
                .detail(first.told() ? "the server answers that it wants HTTPS"
                        : "the server does not answer; other connections to this port are TLS")
                .connections(group.stream().map(PlainConnection::stream).toList())
                .subject(Subject.endpoint(first.server().toString()))
                .frames(group.stream().map(PlainConnection::frame).toList())
                .displayFilter(group.stream().limit(Finding.MAX_FRAMES).map(p -> String.valueOf(p.stream()))
                        .collect(Collectors.joining(", ", "tcp.stream in {", "}")))
                .hint("Let the client use TLS: https instead of http.").build();
    }
}
