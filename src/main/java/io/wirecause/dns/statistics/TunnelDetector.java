package io.wirecause.dns.statistics;

import io.wirecause.dns.exchange.DnsThresholds;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.Mnemonics;
import io.wirecause.dns.name.DomainProfile;
import io.wirecause.dns.name.NameEntropy;
import io.wirecause.dns.name.NameEntry;
import io.wirecause.report.Describe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.Type;

/**
 * Looks for names that carry data (tunnels: many long names below one domain, each asked for once) and for generated names
 * (many nonexistent domains that look random). Both are patterns, not proof: security products that look up file hashes make
 * names like a tunnel's.
 */
public final class TunnelDetector {
    /** Registered domains watched. */
    public static final int MAX_DOMAINS = 5_000;
    /** Nonexistent domains counted per client. */
    static final int MAX_MISSING = 256;
    /** Clients watched for generated names. */
    static final int MAX_CLIENTS = 1_000;

    /** A type of private use that a tunnel program asks for. */
    private static final int PRIVATE = 65_399;

    /** What the names below a domain or of a client look like. */
    public enum Suspicion {
        /** Names that carry data. */
        TUNNEL,
        /** Names made up by an algorithm. */
        GENERATED_NAMES
    }

    /**
     * One suspicion in an answer.
     *
     * @param kind what is suspected
     * @param about the domain of a tunnel, the client that asks for generated names
     * @param reason the evidence
     */
    public record SuspiciousNameRow(
            @Describe("What is suspected") Suspicion kind,
            @Describe("The domain of a tunnel; the client that asks for generated names") String about,
            @Describe("Evidence, with the numbers") String reason,
            @Describe("Queries concerned") int queries,
            @Describe("Bytes of the names asked for") long nameBytes,
            @Describe("Bytes of the responses") long responseBytes,
            @Describe("Example of a name") String example,
            @Describe("First few frames") List<Long> frames) {
    }

    private static final class Client {
        private final String address;
        private final Set<String> missing = new HashSet<>();
        /** The last nonexistent domain; often it repeats. */
        private String last;
        private int generated;
        private final List<String> examples = new ArrayList<>(2);
        private final List<Long> frames = new ArrayList<>(2);

        private Client(String address) {
            this.address = address;
        }
    }

    private final Map<String, DomainProfile> domains = new HashMap<>();
    private final EndpointIds clientNumbers = new EndpointIds(MAX_CLIENTS);
    private final List<Client> clients = new ArrayList<>();
    private boolean moreDomains;

    /**
     * Adds a query to a DNS server.
     *
     * @param entry what is kept of the name; null for nothing
     */
    public void query(DnsMessage message, DnsMessageContext context, NameEntry entry) {
        if (entry != null && entry.domainKnown()) {
            if (entry.domain() != null) {
                entry.domain().repeatedQuery(message.asked().length());
            }
            return;
        }
        DomainProfile profile = profile(message.asked().kept().text());
        if (entry != null) {
            entry.setDomain(profile);
        }
        if (profile != null) {
            profile.query(message.asked().kept().text(), isCarrier(message.questionType()), context.frame());
        }
    }

    /** Whether responses of a type can carry much. */
    private static boolean isCarrier(int type) {
        return switch (type) {
            case Type.TXT, Type.NULL, Type.CNAME, Type.MX, Type.SRV, Type.KEY, PRIVATE -> true;
            default -> false;
        };
    }

    /** The profile of a name's domain; null if it is not watched. */
    private DomainProfile profile(String name) {
        String domain = NameEntropy.registeredDomain(name);
        if (name.endsWith(".arpa") || domain.length() == name.length()) {
            return null;
        }
        DomainProfile profile = domains.get(domain);
        if (profile == null) {
            if (domains.size() >= MAX_DOMAINS) {
                moreDomains = true;
                return null;
            }
            profile = new DomainProfile(domain);
            domains.put(domain, profile);
        }
        return profile;
    }

    /**
     * Adds a response of a DNS server.
     *
     * @param entry what is kept of the name; null for nothing
     */
    public void response(DnsMessage message, DnsMessageContext context, NameEntry entry) {
        DomainProfile profile = entry != null ? entry.domain()
                : domains.get(NameEntropy.registeredDomain(message.asked().kept().text()));
        if (profile != null) {
            profile.response(message.bytes().length());
        }
        if (message.rcode() == DnsMessage.RCODE_NXDOMAIN) {
            // A response with a malformed question may belong to a query for another name.
            boolean known = profile != null && (entry == null || message.asked().is(entry.name()));
            String domain = known ? profile.domain() : registered(message.asked().kept().text());
            if (domain.indexOf('.') > 0) {
                missing(domain, context);
            }
        }
    }

    /** The registered domain of a name; empty for a reverse name. */
    private static String registered(String name) {
        return name.endsWith(".arpa") ? "" : NameEntropy.registeredDomain(name);
    }

    private void missing(String domain, DnsMessageContext context) {
        int number = clientNumbers.number(context.version(), context.clientHi(true), context.clientLo(true), 0);
        if (number < 0) {
            return;
        }
        if (number == clients.size()) {
            clients.add(new Client(context.destination().address()));
        }
        Client client = clients.get(number);
        if (domain == client.last) {
            return;
        }
        client.last = domain;
        if (client.missing.size() < MAX_MISSING && client.missing.add(domain)
                && NameEntropy.generated(domain.substring(0, domain.indexOf('.')))) {
            client.generated++;
            if (client.frames.size() < 5) {
                client.examples.add(domain);
                client.frames.add(context.frame());
            }
        }
    }

    /** Whether there were more domains than can be watched. */
    public boolean moreDomains() {
        return moreDomains;
    }

    /** All suspicions, most queries first. */
    public List<SuspiciousNameRow> suspicions() {
        List<SuspiciousNameRow> found = new ArrayList<>();
        domains.forEach((domain, p) -> {
            if (isTunnel(p)) {
                found.add(tunnel(domain, p));
            }
        });
        clients.forEach(c -> {
            if (c.generated >= DnsThresholds.GENERATED_NAMES && c.generated >= DnsThresholds.GENERATED_SHARE * c.missing.size()) {
                found.add(generated(c));
            }
        });
        found.sort(Comparator.comparingInt((SuspiciousNameRow r) -> -r.queries).thenComparing(SuspiciousNameRow::about));
        return found;
    }

    private static boolean isTunnel(DomainProfile p) {
        return p.names() >= DnsThresholds.TUNNEL_NAMES && p.averageLength() >= DnsThresholds.TUNNEL_LENGTH
                && p.newNameShare() >= DnsThresholds.TUNNEL_NEW_NAME_SHARE
                && (p.averageEntropy() >= DnsThresholds.TUNNEL_ENTROPY || 2 * p.carriers() >= p.names());
    }

    private static SuspiciousNameRow tunnel(String domain, DomainProfile p) {
        int names = p.names();
        String reason = String.format(Locale.ROOT, "%s%d different names below the domain in %d queries, on average "
                + "%d characters long with %.1f bits of entropy per character, %d %% of them asked for with types that "
                + "can carry data back",
                names == DomainProfile.MAX_NAMES ? "at least " : "", names, p.queries(), p.averageLength(), p.averageEntropy(),
                100 * p.carriers() / names);
        return new SuspiciousNameRow(Suspicion.TUNNEL, Mnemonics.shortName(domain), reason, p.queries(), p.nameBytes(),
                p.responseBytes(),
                Mnemonics.shortName(p.longestName()), p.frames());
    }

    private static SuspiciousNameRow generated(Client c) {
        String reason = c.generated + " of " + c.missing.size() + " nonexistent domains that the client asked for "
                + "have names that look generated";
        return new SuspiciousNameRow(Suspicion.GENERATED_NAMES, c.address, reason, c.missing.size(), 0, 0,
                Mnemonics.shortName(String.join(" ", c.examples)), c.frames);
    }
}
