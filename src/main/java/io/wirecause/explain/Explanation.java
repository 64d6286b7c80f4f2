package io.wirecause.explain;

import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.explain.choice.Target;
import io.wirecause.explain.life.ExchangeLife;
import io.wirecause.explain.life.Life;
import io.wirecause.explain.life.Members;
import io.wirecause.explain.life.Story;
import io.wirecause.explain.life.TcpLives;
import io.wirecause.report.Finding;
import io.wirecause.report.UserFacingException;
import io.wirecause.report.WireText;
import io.wirecause.tcp.connection.SegmentListener;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The life of one connection or exchange, and what was found about it; several are followed in one further pass. */
public final class Explanation {
    private final Target target;
    private final Members members;
    private final Life life;
    private final ServiceTable services;
    private Verdicts verdicts;

    private Explanation(Target target, Members members, Life life, ServiceTable services) {
        this.target = target;
        this.members = members;
        this.life = life;
        this.services = services;
    }

    /**
     * What is asked for in that pass.
     *
     * @param targets         what is explained
     * @param mostConnections numbered at most
     * @param leastWait       shortest silence that is explained, nanoseconds
     * @param listeners       hear of the segments of connections, by their number
     */
    public record Asked(List<Target> targets, int mostConnections, long leastWait,
                        Map<Integer, ? extends SegmentListener> listeners) {
    }

    /**
     * Reads the capture again, for these.
     *
     * @param found all findings, worst first
     * @throws UserFacingException where the call is cancelled or out of time
     */
    public static List<Explanation> read(ToolContext context, Asked asked, List<Finding> found, ServiceTable services)
            throws UserFacingException {
        List<Long> cited = found.stream().filter(finding -> !finding.aboutCapture())
                .flatMap(finding -> finding.frames().stream()).toList();
        TcpLives connections = new TcpLives(asked.mostConnections);
        List<Explanation> all = new ArrayList<>();
        Set<Analyzer> analyzers = new LinkedHashSet<>();
        for (Target target : asked.targets) {
            Members members = new Members(cited);
            Life life = target.connection() < 0 ? new ExchangeLife(target.exchange(), members, asked.leastWait)
                    : connections.follow(target.connection(), members, asked.leastWait, asked.listeners.get(target.connection()));
            analyzers.addAll(life.analyzers());
            all.add(new Explanation(target, members, life, services));
        }
        if (!analyzers.isEmpty()) {
            Pass.run(context, List.copyOf(analyzers));
        }
        all.forEach(one -> one.verdicts = new Verdicts(found, one.target, one.members));
        return all;
    }

    /** The number of the connection; -1 where it is another exchange. */
    public int connection() {
        return target.connection();
    }

    /** Packets of it. */
    public long frames() {
        return life.story(1).frames();
    }

    /**
     * As {@code explain_connection} answers it.
     *
     * @param steps    told at most
     * @param findings told at most
     */
    public Record answer(int steps, int findings) {
        Story story = life.story(steps);
        return new ExplainAnswer(verdicts.first(), story.what(), story.client(), story.server(),
                story.summary() + asked(story), story.ladder().lines(), story.ladder().folded(), story.close(),
                verdicts.lines(findings), target.others(),
                target.connection() < 0 ? null : "tcp.stream == " + target.connection());
    }

    /** By which name the client asks for a server over QUIC or DTLS, whose handshake is put together of several packets. */
    private String asked(Story story) {
        String name = target.connection() >= 0 || story.server() == null ? null : services.nameOverUdp(story.server());
        return name == null ? "" : " The client asks for " + WireText.inQuotes(name) + ".";
    }
}
