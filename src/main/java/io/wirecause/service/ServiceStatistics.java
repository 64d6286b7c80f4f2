package io.wirecause.service;

import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.collect.BoundedCounter;
import io.wirecause.analysis.collect.Latencies;
import io.wirecause.analysis.collect.TopList;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceProtocol;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.Speaker;
import io.wirecause.service.exchange.RequestEnd;
import io.wirecause.service.exchange.ServiceConnection;
import io.wirecause.service.exchange.ServiceExchange;
import io.wirecause.service.exchange.ServiceSink;
import io.wirecause.service.finding.ServerRows;
import io.wirecause.service.finding.ServiceCases;
import io.wirecause.service.finding.ServiceThresholds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Counts exchanges, keeps those that are listed, and gathers the cases that findings are made of. */
final class ServiceStatistics implements ServiceSink {
    private static final int NAMES = 64;
    private static final int WORST = 50;
    private static final int SHOWN = 12;
    private static final long REFUSED = Long.MAX_VALUE;
    private static final long FAILED = Long.MAX_VALUE - 1;
    private static final long DEAD = Long.MAX_VALUE - 2;

    final ServerRows servers = new ServerRows();
    final ServiceCases cases = new ServiceCases();
    final Latencies waits = new Latencies();
    private final ServiceFilter filter;
    private final PageWindow page;
    private final BoundedCounter protocols = new BoundedCounter(NAMES);
    private final BoundedCounter codes = new BoundedCounter(NAMES);
    private final List<ExchangeRecord> listed = new ArrayList<>();
    private final TopList<Problem> problems = new TopList<>(Comparator.comparingLong(Problem::badness).reversed(), WORST);
    long found;
    long analyzed;
    long requests;
    long replies;
    long errors;
    long unanswered;
    long slow;
    long logins;
    long failedLogins;
    long connections;
    long encrypted;
    long malformed;
    long firstMalformed;
    long unpaired;

    /** An exchange that is worth showing. */
    private record Problem(long badness, ExchangeRecord exchange) {
    }

    ServiceStatistics(ServiceFilter filter, PageWindow page) {
        this.filter = filter;
        this.page = page;
    }

    @Override
    public void opened(ServiceConnection connection) {
        if (filter.matches(connection)) {
            connections++;
            protocols.add(connection.protocol().title());
            servers.opened(connection);
        }
    }

    @Override
    public void encrypted(ServiceConnection connection) {
        if (filter.matches(connection)) {
            encrypted++;
            servers.encrypted(connection);
        }
    }

    @Override
    public void exchange(ServiceExchange e) {
        found++;
        if (!filter.matches(e.connection())) {
            return;
        }
        analyzed++;
        boolean dead = cases.add(e);
        servers.of(e.connection()).add(e, dead);
        count(e, dead);
        // A late error is told as an error; servers hold back their no to a login on purpose, against guessing.
        boolean late = e.end() == RequestEnd.ANSWERED && !e.isPatient() && !e.isSlowedByLoss()
                && e.waited() >= ServiceThresholds.SLOW_NANOS && !e.reply().kind().isBad();
        if (late) {
            slow++;
            cases.slow(e);
        }
        if (page.next()) {
            listed.add(ExchangeRecord.of(e));
        }
        long badness = dead ? DEAD : e.reply() == null ? 0 : e.reply().kind() == ReplyKind.REFUSED ? REFUSED
                : e.reply().kind().isBad() ? FAILED : late ? e.waited() : 0;
        if (badness > 0 && isWorst(badness)) {
            problems.add(new Problem(badness, ExchangeRecord.of(e)));
        }
    }

    private boolean isWorst(long badness) {
        List<Problem> worst = problems.list();
        return worst.size() < WORST || worst.get(WORST - 1).badness < badness;
    }

    private void count(ServiceExchange e, boolean dead) {
        requests += e.requestFrame() > 0 ? 1 : 0;
        unanswered += dead ? 1 : 0;
        ServiceReply reply = e.reply();
        if (reply == null) {
            return;
        }
        replies++;
        errors += reply.kind().isBad() ? 1 : 0;
        logins += reply.kind() == ReplyKind.LOGGED_IN || reply.kind() == ReplyKind.LOGIN_FAILED ? 1 : 0;
        failedLogins += reply.kind() == ReplyKind.LOGIN_FAILED ? 1 : 0;
        if (reply.kind() != ReplyKind.OK && reply.kind() != ReplyKind.LOGGED_IN && (reply.code() != null || reply.name() !=
                null)) {
            codes.add(e.connection().protocol().title() + ' ' + (reply.code() == null ? reply.name()
                    : reply.name() == null ? reply.code() : reply.code() + ' ' + reply.name()));
        }
        if (e.waited() >= 0 && !e.isPatient()) {
            waits.add(e.waited());
        }
    }

    @Override
    public void incident(ServiceConnection connection, Incident incident) {
        if (filter.matches(connection)) {
            cases.incident(connection, incident);
        }
    }

    /** Something wrong that belongs to no connection, seen by what watches a protocol. */
    void incident(ServiceProtocol watched, Incident incident) {
        if (filter.matches(watched, incident)) {
            cases.incident(null, incident);
        }
    }

    @Override
    public void malformed(ServiceConnection connection, long frame) {
        malformed++;
        firstMalformed = firstMalformed == 0 ? frame : firstMalformed;
    }

    @Override
    public void unpaired(ServiceConnection connection, int count) {
        unpaired += count;
    }

    /** Connections and flows by protocol. */
    Map<String, Long> protocols() {
        return protocols.top(NAMES);
    }

    /** Codes of replies that are not plain successes, with their protocol. */
    Map<String, Long> codes() {
        return codes.commonestFirst(SHOWN);
    }

    /** Messages that sees-all protocols counted. */
    void add(String title, long messages) {
        if (messages > 0) {
            protocols.add(title, messages);
            found += messages;
        }
    }

    /** Devices that told of themselves. */
    void add(ServiceProtocol watched, List<Speaker> speakers) {
        for (Speaker speaker : speakers) {
            if (filter.matches(watched, speaker)) {
                servers.add(watched, speaker);
            }
        }
    }

    /** The worst exchanges, worst first. */
    List<ExchangeRecord> problems() {
        return problems.list().stream().map(Problem::exchange).toList();
    }

    /** Those that stand on the page. */
    List<ExchangeRecord> listed() {
        return listed;
    }
}
