package io.wirecause.service.finding;

import io.wirecause.analysis.collect.BoundedCounter;
import io.wirecause.analysis.collect.Latencies;
import io.wirecause.analysis.service.Phase;
import io.wirecause.analysis.service.Profile;
import io.wirecause.analysis.service.Service;
import io.wirecause.analysis.service.Trait;
import io.wirecause.report.Describe;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceProtocol;
import io.wirecause.service.decode.Speaker;
import io.wirecause.service.exchange.RequestEnd;
import io.wirecause.service.exchange.ServiceExchange;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What was counted of one server that speaks one protocol. */
public final class ServerStatistics {
    private static final int KINDS = 32;
    private static final int SHOWN = 6;
    private static final Pattern VERSION = Pattern.compile("\\b\\d{1,3}\\.\\d{1,3}");

    private final ServiceProtocol protocol;
    private final String server;
    private final boolean overTcp;
    private final Latencies waits = new Latencies();
    private final BoundedCounter codes = new BoundedCounter(KINDS);
    private final Map<String, long[]> succeeded = new HashMap<>();
    private String product;
    private long connections;
    private long encrypted;
    private long requests;
    private long replies;
    private long errors;
    private long unanswered;
    private long waitNanos;

    ServerStatistics(ServiceProtocol protocol, String server, boolean overTcp) {
        this.protocol = protocol;
        this.server = server;
        this.overTcp = overTcp;
    }

    /** A device that says what it is, and that nobody asks. */
    ServerStatistics(ServiceProtocol protocol, Speaker speaker) {
        this(protocol, speaker.address(), false);
        product = speaker.words();
    }

    /**
     * One line of the table of servers.
     *
     * @param server       address and port
     * @param protocol     what it speaks
     * @param responseTime of ordinary requests; null where none was measured
     */
    public record Row(
            @Describe("Server, address and port, or a device's link address") String server,
            @Describe("Protocol") String protocol,
            @Describe(value = "What the server says it is", optional = true) String product,
            @Describe("Connections, or clients by address and port over UDP") long connections,
            @Describe("Of those: gone over to TLS or the like") long encrypted,
            @Describe("Requests") long requests,
            @Describe("Replies") long replies,
            @Describe("Replies that are errors, refusals and failed logins") long errors,
            @Describe("Requests without a reply") long unanswered,
            @Describe("Codes of replies that are not plain successes") Map<String, Long> codes,
            @Describe(value = "From the request's last byte to the reply's first", optional = true)
            Latencies.Summary responseTime) {
    }

    void opened() {
        connections++;
    }

    void encrypted() {
        encrypted++;
    }

    /**
     * Counts an exchange.
     *
     * @param unansweredForSure whether it counts as unanswered
     */
    public void add(ServiceExchange e, boolean unansweredForSure) {
        product = product == null ? e.connection().product() : product;
        requests += e.requestFrame() > 0 ? 1 : 0;
        if (e.end() != RequestEnd.ANSWERED) {
            unanswered += unansweredForSure ? 1 : 0;
            return;
        }
        replies++;
        ReplyKind kind = e.reply().kind();
        errors += kind.isBad() ? 1 : 0;
        if (kind == ReplyKind.OK || kind == ReplyKind.LOGGED_IN) {
            success(e.what());
        } else if (e.reply().code() != null || e.reply().name() != null) {
            codes.add(e.reply().code() == null ? e.reply().name() : e.reply().code());
        }
        if (e.waited() >= 0 && !e.isPatient()) {
            waits.add(e.waited());
            waitNanos += e.waited();
        }
    }

    private void success(String what) {
        long[] times = what == null ? null : succeeded.get(what);
        if (times != null) {
            times[0]++;
        } else if (what != null && succeeded.size() < KINDS) {
            succeeded.put(what, new long[]{1});
        }
    }

    /** How often a kind of request succeeded. */
    long succeeded(String what) {
        long[] count = succeeded.get(what);
        return count == null ? 0 : count[0];
    }

    /** Adds what was counted to the server's row among all protocols. */
    void describe(Service row) {
        row.requests(Math.max(requests, encrypted), errors + unanswered);
        row.spend(Phase.SERVER, waits.count(), waitNanos, waits.greatestNanos(), 1);
        Profile profile = row.profile();
        if (profile != null) {
            profile.took(Phase.SERVER, waits.spread(), 1);
            profile.answers(codes.commonestFirst(KINDS));
            // Other greetings hold times and ids, and differ each time.
            profile.is(Trait.SOFTWARE, product != null && VERSION.matcher(product).find() ? product : null, connections);
            profile.is(Trait.PROTOCOL, protocol.title(), connections);
        }
    }

    boolean isOverTcp() {
        return overTcp;
    }

    String server() {
        return server;
    }

    String title() {
        return protocol.title();
    }

    long replies() {
        return replies;
    }

    long requests() {
        return requests;
    }

    /** Failures of all kinds. */
    long bad() {
        return errors + unanswered;
    }

    /** Replies whose time was taken. */
    long timed() {
        return waits.count();
    }

    /** Median of the response times, milliseconds; 0 where there is none. */
    double medianMillis() {
        return waits.count() == 0 ? 0 : waits.summary().medianMs();
    }

    Row row() {
        return new Row(server, protocol.title(), product, connections, encrypted, requests, replies, errors, unanswered,
                codes.top(SHOWN), waits.summary());
    }
}
