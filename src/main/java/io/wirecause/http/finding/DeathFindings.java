package io.wirecause.http.finding;

import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.http.exchange.HttpOutcome;
import io.wirecause.http.exchange.Outcome;
import io.wirecause.http.exchange.Outcome.Party;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.tcp.carrier.CarriedConnection;

/** Findings about requests that died. */
final class DeathFindings {
    private static final int NAMED = 3;

    private final GroupedFindings all;

    DeathFindings(GroupedFindings all) {
        this.all = all;
    }

    void add() {
        all.each(HttpFindingCode.HTTP_KEEPALIVE_RACE, this::race);
        all.each(HttpFindingCode.HTTP_CLOSED_WITHOUT_ANSWER, this::closed);
        all.each(HttpFindingCode.HTTP_UNANSWERED, this::unanswered);
        all.each(HttpFindingCode.HTTP_TRUNCATED, this::truncated);
    }

    private static Severity severity(IssueGroup group) {
        return group.lasting() > 0 ? Severity.ERROR : Severity.WARNING;
    }

    private static String retried(IssueGroup group) {
        if (group.recovered() == 0) {
            return "";
        }
        return group.lasting() == 0 ? "; repeated with success" : "; " + group.recovered() + " were repeated with success";
    }

    private Finding race(IssueGroup group) {
        HttpExchange e = group.example();
        Outcome o = e.outcome();
        String idle = e.idleBefore() > 0 ? "idle for " + HttpWords.time(idle(e)) : "idle for longer than the capture shows";
        String end = o.reset() ? "RST" : "FIN";
        return all.begin(HttpFindingCode.HTTP_KEEPALIVE_RACE, severity(group), o.reset() ? Confidence.MEDIUM : Confidence.HIGH,
                group)
                .title(HttpWords.request(e) + " was sent while the server closed the connection, " + idle
                        + ": keep-alive race" + all.more(group) + retried(group))
                .detail("Request in frame " + e.request().firstFrame() + ", " + end + " of "
                        + (o.by() == Party.DEVICE ? "a device in the name of " : "") + e.connection().server() + " in frame "
                        + o.frame()
                        + ", " + order(e, o) + announced(e) + "; " + HttpWords.counts(group.endpoints(), NAMED))
                .displayFilter(streams(group))
                .hint("Make the idle timeout of the client (or of the load balancer) shorter than that of the server, here "
                        + (e.idleBefore() > 0 ? HttpWords.time(idle(e)) : "unknown") + ", or let it repeat such requests.")
                .limits(o.reset() ? "A RST after idleness may also come from a firewall or NAT that forgot the connection."
                : null).build();
    }

    /** How long the server let the connection be idle: until its FIN, or until the request where that came first. */
    private static long idle(HttpExchange e) {
        long start = e.request().firstTime() - e.idleBefore();
        return Math.max(0, Math.min(e.outcome().time(), Math.max(e.request().firstTime(), e.outcome().time())) - start);
    }

    private static String order(HttpExchange e, Outcome o) {
        long after = o.time() - e.request().firstTime();
        return after < 0 ? HttpWords.time(-after) + " before the request" : HttpWords.time(after) + " after the request"
                + (o.reset() ? "" : " and without acknowledging it");
    }

    private static String announced(HttpExchange e) {
        int seconds = e.connection().idleTimeoutSeconds();
        return seconds < 0 ? "" : "; the server announced a timeout of " + seconds + " s (Keep-Alive)";
    }

    private Finding closed(IssueGroup group) {
        HttpExchange e = group.example();
        Outcome o = e.outcome();
        long after = o.time() - e.request().lastTime();
        String who = o.by() == Party.DEVICE ? "A device in the name of " + e.connection().server() : "The server "
                + e.connection().server();
        String how = o.reset() ? " reset the connection " : " closed the connection ";
        boolean whole = e.request().isComplete();
        return all.begin(HttpFindingCode.HTTP_CLOSED_WITHOUT_ANSWER, severity(group), Confidence.HIGH, group)
                .title(who + how + "instead of answering " + HttpWords.request(e) + all.more(group) + retried(group))
                .detail((o.reset() ? "RST" : "FIN") + " in frame " + o.frame() + ", " + HttpWords.time(Math.max(0, after))
                        + (whole ? " after the request" : " after its last bytes, before it was whole ("
                                + e.request().bytes() + " bytes)") + ttls(e) + "; "
                        + HttpWords.counts(group.endpoints(), NAMED))
                .displayFilter(streams(group))
                .hint(o.by() == Party.DEVICE
                ? "The TTL shows that the server did not send it: look at firewalls, proxies and filters on"
                        + " the path."
                        : whole ? "Look into the server's log at this time: a worker that crashed or was restarted, or a limit "
                            + "on requests."
                        : "The server ended it while the request was still coming: a limit on its size or time.").build();
    }

    private static String ttls(HttpExchange e) {
        CarriedConnection tcp = e.connection().carrier();
        String ttls = tcp == null ? "" : tcp.resetTtls();
        return ttls.isEmpty() ? "" : "; " + ttls;
    }

    private Finding unanswered(IssueGroup group) {
        HttpExchange e = group.example();
        Outcome o = e.outcome();
        if (o.kind() == HttpOutcome.NOT_HTTP) {
            return notHttp(group, e);
        }
        CarriedConnection tcp = e.connection().carrier();
        boolean client = e.connection().tcpClient(true);
        boolean acknowledged = tcp != null && tcp.isAcknowledged(client);
        String end = o.by() == Party.CLIENT ? "the client gave up after " : "nothing came for ";
        return all.begin(HttpFindingCode.HTTP_UNANSWERED, severity(group), o.by() == Party.CLIENT ? Confidence.HIGH
                : Confidence.MEDIUM, group)
                .title(HttpWords.request(e) + (e.status() > 0 ? " was answered too late: " : " was never answered: ")
                        + (acknowledged ? "the server has it and is silent, " : "its segments were not acknowledged, ") + end
                        + HttpWords.time(o.time() - e.request().lastTime())
                        + (e.status() > 0 ? ", " + HttpWords.time(e.response().firstTime() - o.time())
                                + " before the answer" : "")
                        + all.more(group) + retried(group))
                .detail(Plural.of(group.count(), "request") + " to " + HttpWords.counts(group.servers(), NAMED) + "; "
                        + HttpWords.counts(group.endpoints(), NAMED) + (o.by() == Party.CLIENT ? "; "
                        + (o.reset() ? "RST" : "FIN") + " of the client in frame " + o.frame()
                        : "; the capture ends without an end"
                        + " of the connection") + (e.clientWaited().losses() > 0 ? "; " + e.clientWaited().losses()
                        + " retransmissions of the request" : ""))
                .displayFilter(streams(group))
                .hint(acknowledged ? "The server's TCP took the request, its application did not answer: look for what it waits "
                        + "for."
                        : "Look at the path: the request did not arrive, or its acknowledgments were lost.")
                .limits(o.by() == Party.CLIENT ? null : "The answer may have come after the capture's end.").build();
    }

    private Finding notHttp(IssueGroup group, HttpExchange e) {
        return all.begin(HttpFindingCode.HTTP_UNANSWERED, Severity.ERROR, Confidence.HIGH, group)
                .title(HttpWords.request(e) + " was answered with " + e.got().otherwise() + ": " + e.connection().server()
                        + " does not speak HTTP" + all.more(group))
                .detail(Plural.of(group.count(), "request") + "; " + HttpWords.counts(group.endpoints(), NAMED))
                .displayFilter(streams(group))
                .hint(e.got().otherwise().contains("TLS") ? "The port expects TLS: use https." : "Check address and port.")
                .build();
    }

    private Finding truncated(IssueGroup group) {
        HttpExchange e = group.example();
        Outcome o = e.outcome();
        boolean byClient = o.kind() == HttpOutcome.GAVE_UP;
        String missing = e.got().bytesLeft() > 0 ? e.got().bytesLeft() + " of " + e.got().contentLength() + " bytes missing"
                : e.got().isInChunks() ? "its last chunk missing" : "its end missing";
        String how = o.by() == Party.NOBODY ? "the server fell silent" : (byClient ? "the client" : o.by() == Party.DEVICE
                ? "a device on the path" : "the server") + (o.reset() ? " reset" : " closed") + " the connection";
        return all.begin(HttpFindingCode.HTTP_TRUNCATED, byClient ? Severity.NOTE : severity(group), Confidence.HIGH, group)
                .title("The answer to " + HttpWords.request(e) + " was cut off: " + how + ", " + missing + all.more(group)
                        + retried(group))
                .detail((o.frame() > 0 ? (o.reset() ? "RST" : "FIN") + " in frame " + o.frame() : "Last bytes in frame "
                        + e.response().lastFrame() + ", then nothing for " + HttpWords.time(o.time() - e.response().lastTime()))
                        + ", " + HttpWords.time(Math.max(0, o.time() - e.response().firstTime())) + " after the answer began; "
                        + e.response().bytes() + " bytes had come" + ttls(e) + "; " + HttpWords.counts(group.endpoints(), NAMED))
                .displayFilter(streams(group))
                .hint(byClient ? "Nothing is wrong where a user or player stopped it; else look at the client's limits on time "
                        + "and size."
                        : "Look into the server's log: a crashed worker, a time limit on sending, or a proxy whose own server "
                            + "broke off.")
                .build();
    }

    static String streams(IssueGroup group) {
        return group.streams().stream().limit(Finding.MAX_FRAMES).map(String::valueOf)
                .collect(java.util.stream.Collectors.joining(", ", "tcp.stream in {", "}"));
    }
}
