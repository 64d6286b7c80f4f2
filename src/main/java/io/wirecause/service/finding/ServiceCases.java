package io.wirecause.service.finding;

import io.wirecause.analysis.collect.KeyedHash;
import io.wirecause.analysis.collect.LruMap;
import io.wirecause.flow.FlowKey;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceFindingCode;
import io.wirecause.service.decode.ServiceProtocol;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.exchange.RequestEnd;
import io.wirecause.service.exchange.ServiceConnection;
import io.wirecause.service.exchange.ServiceExchange;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What went wrong, by kind; bounded. */
public final class ServiceCases {
    /** Kinds told apart; cases of further ones are counted only. */
    public static final int MOST_KINDS = 500;
    /** Failures remembered until a request like theirs succeeds. */
    private static final int MOST_PENDING = 5_000;
    /** A power of two. */
    private static final int MARKS = 1 << 16;

    private final Map<Key, ServiceIssue> issues = new LinkedHashMap<>();
    private final Map<Attempt, Map<ServiceIssue, Integer>> pending = new LruMap<>(MOST_PENDING + 1);
    /** The connection that was refused last, by who asked whom. */
    private final Map<Attempt, Integer> refusals = new LruMap<>(MOST_PENDING);
    /** How many of {@link #pending} have a hash: most requests are like none that failed, and need not be looked up. */
    private final short[] failed = new short[MARKS];
    private long beyond;

    /** What makes cases one kind. */
    private record Key(ServiceFindingCode code, String protocol, String reply, String server) {
    }

    /** Who asks whom for what. */
    private record Attempt(FlowKey.Endpoint client, FlowKey.Endpoint server, boolean login, String what) {
    }

    /** Nothing yet. */
    public ServiceCases() {
    }

    /** Takes in an exchange; whether it is one that should have been answered and was not. */
    public boolean add(ServiceExchange e) {
        if (e.end() != RequestEnd.ANSWERED) {
            return unanswered(e);
        }
        answered(e);
        return false;
    }

    private void answered(ServiceExchange e) {
        ReplyKind kind = e.reply().kind();
        if (!kind.isBad()) {
            if (!pending.isEmpty() && kind != ReplyKind.NEGATIVE && !e.isPatient()) {
                succeed(e);
            }
            return;
        }
        ServiceFindingCode code = switch (kind) {
            case REFUSED -> ServiceFindingCode.SERVICE_REFUSED;
            case LOGIN_FAILED -> ServiceFindingCode.LOGIN_FAILED;
            case CLOCK_SKEW -> ServiceFindingCode.CLOCK_SKEW;
            default -> ServiceFindingCode.SERVICE_ERROR;
        };
        String told = e.reply().code() == null ? Objects.toString(e.reply().name()) : e.reply().code();
        ServiceIssue issue = issue(code, e.connection().protocol(), told, e.connection().server().toString(), e.reply(), null);
        if (issue != null) {
            issue.add(e);
            Attempt attempt = attempt(e, kind);
            if (kind == ReplyKind.REFUSED) {
                refusals.put(attempt, e.connection().stream());
            }
            remember(attempt, issue);
        }
    }

    private static Attempt attempt(ServiceExchange e, ReplyKind kind) {
        return new Attempt(e.connection().client().host(), e.connection().server(), isLogin(kind), what(e, kind));
    }

    private static boolean isLogin(ReplyKind kind) {
        return kind == ReplyKind.LOGIN_FAILED || kind == ReplyKind.LOGGED_IN || kind == ReplyKind.CLOCK_SKEW;
    }

    /** Of a login who tries it; a client that is refused is refused whatever it asks for. */
    private static String what(ServiceExchange e, ReplyKind kind) {
        return kind == ReplyKind.REFUSED ? "" : isLogin(kind) ? e.user() : e.what();
    }

    private void remember(Attempt attempt, ServiceIssue issue) {
        Map<ServiceIssue, Integer> known = pending.get(attempt);
        if (known == null) {
            known = new IdentityHashMap<>(1);
            pending.put(attempt, known);
            failed[mark(attempt)]++;
        }
        known.merge(issue, 1, Integer::sum);
        if (pending.size() > MOST_PENDING) {
            forget(pending.keySet().iterator().next());
        }
    }

    private Map<ServiceIssue, Integer> forget(Attempt attempt) {
        Map<ServiceIssue, Integer> known = pending.remove(attempt);
        if (known != null) {
            failed[mark(attempt)]--;
        }
        return known;
    }

    private boolean mayHaveFailed(ServiceExchange e, ReplyKind kind) {
        return failed[mark(e.connection().client(), e.connection().server(), what(e, kind))] != 0;
    }

    private static int mark(Attempt attempt) {
        return mark(attempt.client, attempt.server, attempt.what);
    }

    private static int mark(FlowKey.Endpoint client, FlowKey.Endpoint server, String what) {
        long hash = KeyedHash.mix(client.lo() ^ client.hi(), server.lo() ^ server.hi() ^ (long) server.port() << 32);
        return (int) KeyedHash.mix(hash, what == null ? 0 : what.hashCode()) & MARKS - 1;
    }

    /** A request like one that failed before was answered well. */
    private void succeed(ServiceExchange e) {
        ReplyKind kind = e.reply().kind();
        if (mayHaveFailed(e, kind)) {
            settle(attempt(e, kind));
        }
        if (refusals.isEmpty() || !mayHaveFailed(e, ReplyKind.REFUSED)) {
            return;
        }
        Attempt served = attempt(e, ReplyKind.REFUSED);
        Integer refused = refusals.get(served);
        // That an older connection goes on does not show that the server serves again.
        if (refused != null && (refused < 0 || e.connection().stream() > refused)) {
            refusals.remove(served);
            settle(served);
        }
    }

    private void settle(Attempt attempt) {
        Map<ServiceIssue, Integer> issuesOfIt = forget(attempt);
        if (issuesOfIt != null) {
            issuesOfIt.forEach(ServiceIssue::recovered);
        }
    }

    private boolean unanswered(ServiceExchange e) {
        boolean closed = e.end() == RequestEnd.SERVER_CLOSED || e.end() == RequestEnd.SERVER_RESET;
        if (e.isPatient() || e.connection().isOneSided() || !closed && e.waited() < ServiceThresholds.UNANSWERED_NANOS) {
            return false;
        }
        ServiceIssue issue = issue(ServiceFindingCode.SERVICE_UNANSWERED, e.connection().protocol(), null,
                e.connection().server().toString(), null, null);
        if (issue != null) {
            issue.add(e);
        }
        return true;
    }

    /** A reply that came late. */
    public void slow(ServiceExchange e) {
        ServiceIssue issue = issue(ServiceFindingCode.SERVICE_SLOW, e.connection().protocol(), null,
                e.connection().server().toString(), null, null);
        if (issue != null) {
            issue.add(e);
        }
    }

    /** Something else. */
    public void incident(ServiceConnection connection, Incident incident) {
        ServiceIssue issue = issue(incident.code(), connection == null ? null : connection.protocol(), incident.key(),
                connection == null ? null : connection.server().toString(), null, incident);
        if (issue != null) {
            issue.add(connection, incident.frame());
        }
    }

    private ServiceIssue issue(ServiceFindingCode code, ServiceProtocol protocol, String reply, String server,
            ServiceReply first, Incident incident) {
        Key key = new Key(code, protocol == null ? null : protocol.title(), reply, server);
        ServiceIssue known = issues.get(key);
        if (known == null && issues.size() < MOST_KINDS) {
            known = new ServiceIssue(protocol, first, incident);
            issues.put(key, known);
        }
        beyond += known == null ? 1 : 0;
        return known;
    }

    /** The kinds of a code, commonest first. */
    List<ServiceIssue> of(ServiceFindingCode code) {
        return issues.entrySet().stream().filter(entry -> entry.getKey().code == code).map(Map.Entry::getValue)
                .sorted((a, b) -> Long.compare(b.count(), a.count())).toList();
    }

    /** Cases of kinds beyond the limit. */
    public long beyond() {
        return beyond;
    }
}
