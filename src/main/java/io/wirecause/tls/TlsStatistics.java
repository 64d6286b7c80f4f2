package io.wirecause.tls;

import io.wirecause.analysis.collect.BoundedCounter;
import io.wirecause.analysis.collect.Latencies;
import io.wirecause.analysis.collect.TopList;
import io.wirecause.report.WireText;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.handshake.TlsOutcome;
import io.wirecause.tls.message.Registry;
import io.wirecause.tls.message.TlsVersion;
import io.wirecause.tls.stream.Prelude;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts handshakes: all of them, by server and by name. */
final class TlsStatistics {
    private static final int MOST_KINDS = 256;
    private static final int SHOWN = 6;
    private static final int ALPN_LENGTH = 32;
    private static final Comparator<Row> WORST_FIRST = Comparator.comparingLong((Row row) -> row.failed)
            .thenComparingLong(row -> row.handshakes).reversed().thenComparing(row -> row.key);

    private final BoundedCounter outcomes = new BoundedCounter(MOST_KINDS);
    private final BoundedCounter versions = new BoundedCounter(MOST_KINDS);
    private final BoundedCounter ciphers = new BoundedCounter(MOST_KINDS);
    private final BoundedCounter alpn = new BoundedCounter(MOST_KINDS);
    private final BoundedCounter preludes = new BoundedCounter(MOST_KINDS);
    private final Latencies duration = new Latencies();
    private final Map<String, Row> servers = new HashMap<>();
    private final Map<String, Row> names = new HashMap<>();

    /** One server or name; there are no more of them than handshakes. */
    private static final class Row {
        private final String key;
        private long handshakes;
        private long failed;
        private long resumed;
        private Latencies total;
        private Latencies server;

        Row(String key) {
            this.key = key;
        }

        void add(Handshake h) {
            handshakes++;
            failed += h.outcome().isFailed() ? 1 : 0;
            resumed += h.outcome() == TlsOutcome.RESUMED ? 1 : 0;
            total = add(total, h.timing().total());
            server = add(server, h.timing().serverThink());
        }

        private static Latencies add(Latencies to, long nanos) {
            if (nanos < 0) {
                return to;
            }
            Latencies all = to == null ? new Latencies() : to;
            all.add(nanos);
            return all;
        }

        private static Double median(Latencies of) {
            return of == null ? null : (Double) of.summary().medianMs();
        }
    }

    TlsStatistics(List<Handshake> all) {
        for (Handshake h : all) {
            outcomes.add(h.outcome().label());
            servers.computeIfAbsent(h.server().toString(), Row::new).add(h);
            if (h.serverName() != null) {
                names.computeIfAbsent(h.serverName(), Row::new).add(h);
            }
            if (h.timing().total() >= 0) {
                duration.add(h.timing().total());
            }
            if (h.prelude().kind() != Prelude.Kind.NONE) {
                preludes.add(h.prelude().kind().label());
            }
            if (h.choice() != null) {
                versions.add(TlsVersion.name(h.choice().version()));
                ciphers.add(Registry.CIPHER.name(h.choice().cipher()));
                if (h.choice().alpn() != null) {
                    alpn.add(WireText.clean(h.choice().alpn(), ALPN_LENGTH));
                }
            }
        }
    }

    TlsAnswer.Statistics counts(int rows) {
        int shown = Math.max(SHOWN, rows);
        return new TlsAnswer.Statistics(outcomes.commonestFirst(TlsOutcome.values().length), versions.commonestFirst(shown),
                ciphers.commonestFirst(shown), alpn.commonestFirst(shown), preludes.commonestFirst(shown), duration.summary());
    }

    List<TlsAnswer.ServerRow> servers(int rows) {
        return TopList.of(servers.values(), WORST_FIRST, rows).stream().map(row -> new TlsAnswer.ServerRow(row.key,
                row.handshakes,
                row.failed, row.resumed, Row.median(row.total), Row.median(row.server))).toList();
    }

    List<TlsAnswer.NameRow> names(int rows) {
        return TopList.of(names.values(), WORST_FIRST, rows).stream().map(row -> new TlsAnswer.NameRow(row.key, row.handshakes,
                row.failed, Row.median(row.total))).toList();
    }
}
