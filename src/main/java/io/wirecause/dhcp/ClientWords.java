package io.wirecause.dhcp;

import io.wirecause.dhcp.exchange.DhcpClient;
import io.wirecause.dhcp.exchange.DhcpExchange;
import io.wirecause.packet.MacAddress;
import io.wirecause.report.FirstFew;
import io.wirecause.report.Plural;
import io.wirecause.report.WireText;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words that findings about clients have in common. */
final class ClientWords {
    private static final Comparator<DhcpExchange> MOST_ATTEMPTS_FIRST = Comparator.comparingInt((DhcpExchange e) -> e.attempts())
            .reversed();

    private ClientWords() {
    }

    /** The client, with the name that it gives. */
    static String name(DhcpClient client) {
        String host = client.hostName() == null ? "" : " named " + WireText.inQuotes(client.hostName());
        return (client.mac() >= 0 && client.version() == 6 ? MacAddress.text(client.mac()) : client.id()) + host;
    }

    /** What the client asked, and how often. */
    static String asked(DhcpExchange e) {
        if (e.requests() == 0) {
            return Plural.of(e.asks(), e.version() == 6 ? "SOLICIT" : "DISCOVER");
        }
        return switch (e.purpose()) {
            case BOOTP -> Plural.of(e.requests(), "BOOTP request");
            case REBOOT -> Plural.of(e.requests(), "REQUEST") + " for its previous address";
            case INFORM -> Plural.of(e.requests(), "request") + " for settings";
            default -> Plural.of(e.requests(), "request") + " to " + e.purpose().label();
        };
    }

    /** Some of the exchanges in words, those with most attempts first. */
    static String listed(List<DhcpExchange> hit, Function<DhcpExchange, String> words) {
        return FirstFew.of(hit.stream().sorted(MOST_ATTEMPTS_FIRST).toList(), words);
    }

    /** The display filter for the versions concerned. */
    static String filter(List<DhcpExchange> hit, String four, String six) {
        return filter(hit.stream().map(e -> e.version()), four, six);
    }

    /** The display filter for these versions. */
    static String filter(Stream<Integer> versions, String four, String six) {
        return versions.distinct().sorted().map(v -> v == 6 ? six : four).collect(Collectors.joining(" || "));
    }
}
