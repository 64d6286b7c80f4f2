package io.wirecause.dns.statistics;

import io.wirecause.analysis.collect.CodeCounts;
import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.message.Mnemonics;
import io.wirecause.flow.FlowKey.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.Type;

/** The exchanges that ended in one way. Of those that are {@linkplain DnsOutcome#isProblem no problem} only their number. */
public final class OutcomeCounts {
    /** Exchanges kept as examples. */
    static final int EXAMPLES = 20;
    /** Servers counted. */
    public static final int MAX_SERVERS = 1_000;
    private static final int MAX_CODES = 64;

    private final List<DnsExchange> examples = new ArrayList<>();
    private final EndpointIds servers = new EndpointIds(MAX_SERVERS);
    private int[] byServer = new int[4];
    private int count;
    private int settledElsewhere;
    private int unsettledReverse;
    private int icmpErrors;
    private DnsExchange slowest;
    private final CodeCounts codes = new CodeCounts(MAX_CODES);

    /** Counts an exchange and keeps nothing of it. */
    void increment() {
        count++;
    }

    /** Adds an exchange. */
    void add(DnsExchange e) {
        count++;
        boolean settled = e.settledElsewhere();
        if (settled) {
            settledElsewhere++;
        } else if (e.type() == Type.PTR) {
            unsettledReverse++;
        }
        if (e.answered()) {
            codes.add(e.rcode());
        }
        if (e.waitNanos() > 0 && (slowest == null || e.waitNanos() > slowest.waitNanos())) {
            slowest = e;
        }
        icmpErrors += e.icmpFrame() != 0 ? 1 : 0;
        int server = servers.number(e.server());
        if (server >= 0) {
            byServer = server < byServer.length ? byServer : Arrays.copyOf(byServer, 2 * server);
            byServer[server]++;
        }
        if (examples.size() < EXAMPLES) {
            examples.add(e);
        } else if (!settled) {
            replaceSettled(e);
        }
    }

    /** An exchange that was never settled is the better example. */
    private void replaceSettled(DnsExchange e) {
        for (int i = examples.size() - 1; i >= 0; i--) {
            if (examples.get(i).settledElsewhere()) {
                examples.remove(i);
                examples.add(e);
                return;
            }
        }
    }

    /** How many exchanges there are. */
    public int count() {
        return count;
    }

    /** The first of them; unsettled ones go before settled ones. */
    public List<DnsExchange> examples() {
        return examples;
    }

    /** Those whose question was settled in another way: by another server, another try, TCP or another search suffix. */
    public int settledElsewhere() {
        return settledElsewhere;
    }

    /** Those whose question was never settled. */
    public int unsettled() {
        return count - settledElsewhere;
    }

    /** Those of them that ask for the name of an address. */
    public int unsettledReverse() {
        return unsettledReverse;
    }

    /** Those with an ICMP error that quotes the query. */
    public int icmpErrors() {
        return icmpErrors;
    }

    /** The answered ones by response code. */
    public Map<String, Long> codes() {
        return codes.named(Mnemonics::rcode);
    }

    /** The one for which the client waited longest; null if that is unknown of all. */
    public DnsExchange slowest() {
        return slowest;
    }

    /** The servers asked, with the number of exchanges with each; {@link #MAX_SERVERS} at most. */
    public Map<Endpoint, Integer> servers() {
        Map<Endpoint, Integer> counted = new HashMap<>();
        for (int i = 0; i < servers.size(); i++) {
            counted.put(servers.endpoint(i), byServer[i]);
        }
        return counted;
    }
}
