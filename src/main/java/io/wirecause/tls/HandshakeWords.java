package io.wirecause.tls;

import io.wirecause.protocol.TlsAlert;
import io.wirecause.report.Plural;
import io.wirecause.report.WireText;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.handshake.Step;
import io.wirecause.tls.message.ClientHello;
import io.wirecause.tls.message.Registry;
import io.wirecause.tls.message.TlsVersion;
import io.wirecause.tls.stream.Moment;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Handshakes in the words of findings. */
final class HandshakeWords {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHOWN = 6;

    private HandshakeWords() {
    }

    /** {@code 1 handshake of 192.0.2.1 with 192.0.2.2:443 ("example.com")}. */
    static String handshakes(List<Handshake> all) {
        List<String> clients = all.stream().map(h -> h.client().address()).distinct().limit(2).toList();
        List<String> servers = all.stream().map(HandshakeWords::server).distinct().toList();
        return Plural.of(all.size(), "handshake") + (clients.size() == 1 ? " of " + clients.get(0) : "") + " with "
                + (servers.size() == 1 ? servers.get(0) : servers.size() + " servers such as " + servers.get(0));
    }

    /** {@code 192.0.2.2:443 ("example.com")}. */
    static String server(Handshake h) {
        return h.server() + (h.serverName() == null ? "" : " (" + WireText.inQuotes(h.serverName()) + ")");
    }

    /** {@code stream 3: offered TLS 1.2; chosen TLS 1.2, TLS_...; 12 ms after ...}. */
    static String detail(Handshake h) {
        return (h.stream() < 0 ? "" : "stream " + h.stream() + ": ") + (h.why() == null ? h.outcome().label() : h.why());
    }

    /** The versions that a client offers, newest first. */
    static String versions(Handshake h) {
        if (h.hello() == null) {
            return "an unknown version";
        }
        List<String> names = h.hello().offer().versionNames().stream().filter(name -> !name.equals("GREASE")).toList();
        return h.hello().offer().versions().isEmpty() ? "at most " + names.get(0) : String.join(", ", names);
    }

    /** The cipher suites that a client offers, the first few. */
    static String ciphers(ClientHello hello) {
        List<String> names = hello.offer().ciphers().withoutGrease().names(Registry.CIPHER);
        return names.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }

    /** The version that the server chose, or the newest offered. */
    static String version(Handshake h) {
        return h.flights().isSsl2() ? "SSL 2.0" : h.choice() != null ? TlsVersion.name(h.choice().version())
                : h.hello() == null ? null : TlsVersion.name(h.hello().offer().newestVersion()) + " offered";
    }

    /** The alert and its sender; null where there is none. */
    static String alert(Handshake.Alert alert) {
        return alert == null ? null : (alert.isEncrypted() ? "encrypted (by its size)" : TlsAlert.name(alert.description()))
                + " from the " + (alert.fromClient() ? "client" : "server") + (alert.fatal() ? "" : ", a warning");
    }

    /** The day of a time in seconds since 1970. */
    static String day(long seconds) {
        return DAY.format(Instant.ofEpochSecond(Math.max(-31_557_600_000L, Math.min(253_402_300_799L, seconds))));
    }

    /** The day of a moment. */
    static String day(Moment moment) {
        return day(Math.floorDiv(moment.nanos(), 1_000_000_000L));
    }

    /** The frames that show how a handshake ended, its beginning first. */
    static List<Long> frames(Handshake h) {
        Moment alert = h.alert() == null ? null : h.alert().moment();
        Moment plain = h.flights().plainAt();
        return java.util.stream.Stream.of(h.at(Step.CLIENT_HELLO), h.at(Step.SERVER_HELLO), h.at(Step.SERVER_CERTIFICATE), alert,
                plain)
                .filter(java.util.Objects::nonNull).map(Moment::frame).distinct().sorted().toList();
    }
}
