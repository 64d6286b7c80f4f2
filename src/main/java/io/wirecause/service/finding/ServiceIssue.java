package io.wirecause.service.finding;

import io.wirecause.analysis.collect.BoundedCounter;
import io.wirecause.analysis.collect.Examples;
import io.wirecause.report.Finding;
import io.wirecause.report.WireText;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.ServiceProtocol;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.exchange.ServiceConnection;
import io.wirecause.service.exchange.ServiceExchange;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Cases of one kind: counted, with the words of the first and some of the frames. */
final class ServiceIssue {
    private static final int KINDS = 8;
    private static final int WORDS = 160;

    final ServiceProtocol protocol;
    final ServiceReply reply;
    final Incident incident;
    final String words;
    final BoundedCounter servers = new BoundedCounter(KINDS, "others");
    final BoundedCounter clients = new BoundedCounter(KINDS, "others");
    final BoundedCounter asked = new BoundedCounter(KINDS, "others");
    final BoundedCounter users = new BoundedCounter(KINDS, "others");
    final BoundedCounter ends = new BoundedCounter(KINDS, "others");
    private final Examples frames = new Examples();
    private final Set<Integer> streams = new LinkedHashSet<>();
    private long count;
    private long recovered;
    private long worstNanos = -1;
    private String worstAsked;
    private long worstFrame;
    private int mostTries;

    ServiceIssue(ServiceProtocol protocol, ServiceReply reply, Incident incident) {
        this.protocol = protocol;
        this.reply = reply;
        this.incident = incident;
        this.words = reply == null || reply.words() == null || reply.words().isBlank() ? null
                : WireText.quote(reply.words().strip(), WORDS);
    }

    void add(ServiceExchange e) {
        add(e.connection(), e.frame());
        if (e.requestFrame() != 0 && e.replyFrame() != 0 && e.reply() != null && !e.reply().kind().isBad()) {
            frames.add(e.requestFrame());
        }
        if (e.what() != null) {
            asked.add(e.what());
        }
        if (e.user() != null) {
            users.add(e.user());
        }
        ends.add(e.end().label());
        mostTries = Math.max(mostTries, e.tries());
        if (e.waited() > worstNanos) {
            worstNanos = e.waited();
            worstAsked = e.what();
            worstFrame = e.frame();
        }
    }

    void add(ServiceConnection connection, long frame) {
        count++;
        frames.add(frame);
        if (connection != null) {
            if (connection.stream() >= 0 && streams.size() < Finding.MAX_SUBJECTS) {
                streams.add(connection.stream());
            }
            servers.add(connection.server().toString());
            clients.add(connection.client().address());
        }
    }

    void recovered(int cases) {
        recovered += cases;
    }

    long count() {
        return count;
    }

    /** Cases after which such a request of the same client was answered well. */
    long recoveredCases() {
        return Math.min(recovered, count);
    }

    long worstNanos() {
        return worstNanos;
    }

    String worstAsked() {
        return worstAsked;
    }

    long worstFrame() {
        return worstFrame;
    }

    int mostTries() {
        return mostTries;
    }

    List<Long> frames() {
        return frames.frames();
    }

    List<Integer> streams() {
        return List.copyOf(streams);
    }
}
