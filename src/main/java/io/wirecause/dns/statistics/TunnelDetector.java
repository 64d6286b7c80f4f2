package io.wirecause.dns.statistics;

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

/**
 * Looks for names that carry data (tunnels: many long names below one domain, each asked for once) and for names that
 * an algorithm made up (many domains that do not exist, spelled like chance). Both are patterns, not proof: security
 * products that look up hashes make names like a tunnel's.
 */
public final class TunnelDetector {
    /** Registered domains watched. */
    public static final int MAX_DOMAINS = 5_000;
    /** Different names counted below one domain. */
    static final int MAX_NAMES = 256;
    /** Clients watched for generated names, and names counted of each. */
    static final int MAX_CLIENTS = 1_000;

    /** Different names below a domain from which on it can be a tunnel. */
    static final int TUNNEL_NAMES = 30;
    /** Characters that the names have on average below the domain. */
    public static final int TUNNEL_LENGTH = 24;
    /** Share of queries that ask for a name not asked for before: a tunnel's data never repeats. */
    static final double TUNNEL_FRESH = 0.6;
    /** Bits a character; encoded data has more, words less. */
    static final double TUNNEL_ENTROPY = 3.0;
    /** Domains that do not exist and look made up, from which on a client is suspected. */
    static final int GENERATED_NAMES = 10;
    /** Share of a client's domains that do not exist that must look made up. */
    static final double GENERATED_SHARE = 0.6;

    private static final Set<String> CARRIERS = Set.of("TXT", "NULL", "CNAME", "MX", "SRV", "KEY", "TYPE65399");

    /**
     * One suspicion in an answer.
     *
     * @param kind   tunnel or generated_names
     * @param about  the domain of a tunnel, the client of generated names
     * @param reason what speaks for it
     */
    public record SuspiciousNameRow(
            @Describe(value = "What is suspected", oneOf = {"tunnel", "generated_names"}) String kind,
            @Describe("The domain of a tunnel; the client that asks for generated names") String about,
            @Describe("What speaks for it, with the numbers") String reason,
            @Describe("Queries concerned") int queries,
            @Describe("Bytes of the names asked for") long nameBytes,
            @Describe("Bytes of the responses") long responseBytes,
            @Describe("Example of a name") String example,
            @Describe("First few frames") List<Long> frames) {
    }

    private static final class Client {
        private final String address;
        private final Set<String> missing = new HashSet<>();
        /** The one that came last, mostly the same again. */
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
     * Takes in a query to a DNS server.
     *
     * @param entry what is known of the name; null where that is not kept
     */
    public void query(DnsMessage message, DnsMessageContext seen, NameEntry entry) {
        if (entry != null && entry.domainKnown) {
            if (entry.domain != null) {
                entry.domain.queries++;
                entry.domain.nameBytes += message.asked().length();
            }
            return;
        }
        DomainProfile profile = profile(message.asked().kept().text());
        if (entry != null) {
            entry.domainKnown = true;
            entry.domain = profile;
        }
        if (profile != null) {
            first(message, seen, profile);
        }
    }

    /** What is known of the domain of a name; null where that is not watched. */
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

    /** A query for a name that may not have been asked for before. */
    private static void first(DnsMessage message, DnsMessageContext seen, DomainProfile profile) {
        String name = message.asked().kept().text();
        profile.queries++;
        profile.nameBytes += name.length();
        if (profile.names.size() < MAX_NAMES && profile.names.add(name.hashCode())) {
            String below = NameEntropy.unescaped(name.substring(0, name.length() - profile.domain.length() - 1)).replace(".", "");
            profile.fresh = profile.queries;
            profile.characters += below.length();
            profile.entropy += NameEntropy.entropy(below);
            profile.carriers += CARRIERS.contains(Mnemonics.type(message.service(), message.questionType())) ? 1 : 0;
            profile.example = profile.example == null || name.length() > profile.example.length() ? name : profile.example;
            if (profile.frames.size() < 5) {
                profile.frames.add(seen.frame());
            }
        }
    }

    /**
     * Takes in a DNS server's response.
     *
     * @param entry what is known of the name; null where that is not kept
     */
    public void response(DnsMessage message, DnsMessageContext seen, NameEntry entry) {
        DomainProfile profile = entry != null ? entry.domain
                : domains.get(NameEntropy.registeredDomain(message.asked().kept().text()));
        if (profile != null) {
            profile.responseBytes += message.bytes().length();
        }
        if (message.rcode() == DnsMessage.RCODE_NXDOMAIN) {
            // A response whose question breaks off may belong to a query for another name.
            boolean known = profile != null && (entry == null || message.asked().is(entry.name));
            String domain = known ? profile.domain : registered(message.asked().kept().text());
            if (domain.indexOf('.') > 0) {
                missing(domain, seen);
            }
        }
    }

    /** The registered domain of a name; empty for an address turned round. */
    private static String registered(String name) {
        return name.endsWith(".arpa") ? "" : NameEntropy.registeredDomain(name);
    }

    private void missing(String domain, DnsMessageContext seen) {
        int number = clientNumbers.number(seen.version(), seen.clientHi(true), seen.clientLo(true), 0);
        if (number < 0) {
            return;
        }
        if (number == clients.size()) {
            clients.add(new Client(seen.destination().address()));
        }
        Client client = clients.get(number);
        if (domain == client.last) {
            return;
        }
        client.last = domain;
        if (client.missing.size() < MAX_NAMES && client.missing.add(domain)
                && NameEntropy.generated(domain.substring(0, domain.indexOf('.')))) {
            client.generated++;
            if (client.frames.size() < 5) {
                client.examples.add(domain);
                client.frames.add(seen.frame());
            }
        }
    }

    /** Whether there were more domains than are watched. */
    public boolean moreDomains() {
        return moreDomains;
    }

    /** All suspicions, those with most queries first. */
    public List<SuspiciousNameRow> suspicions() {
        List<SuspiciousNameRow> found = new ArrayList<>();
        domains.forEach((domain, p) -> {
            int names = p.names.size();
            if (names >= TUNNEL_NAMES && p.characters >= (long) TUNNEL_LENGTH * names && names >= TUNNEL_FRESH * p.fresh
                    && (p.entropy >= TUNNEL_ENTROPY * names || 2 * p.carriers >= names)) {
                found.add(tunnel(domain, p));
            }
        });
        clients.forEach(c -> {
            if (c.generated >= GENERATED_NAMES && c.generated >= GENERATED_SHARE * c.missing.size()) {
                found.add(generated(c));
            }
        });
        found.sort(Comparator.comparingInt((SuspiciousNameRow r) -> -r.queries).thenComparing(SuspiciousNameRow::about));
        return found;
    }

    private static SuspiciousNameRow tunnel(String domain, DomainProfile p) {
        int names = p.names.size();
        String reason = String.format(Locale.ROOT, "%s%d different names below the domain in %d queries, on average %d "
                + "characters and %.1f bits of entropy a character below it, %d %% of them asked for with types that can "
                + "carry data back",
                names == MAX_NAMES ? "at least " : "", names, p.queries, p.characters / names, p.entropy / names,
                100 * p.carriers / names);
        return new SuspiciousNameRow("tunnel", Mnemonics.shortName(domain), reason, p.queries, p.nameBytes, p.responseBytes,
                Mnemonics.shortName(p.example), p.frames);
    }

    private static SuspiciousNameRow generated(Client c) {
        String reason = c.generated + " of " + c.missing.size() + " domains that the client asked for and that do not exist "
                + "have names that look made up by an algorithm";
        return new SuspiciousNameRow("generated_names", c.address, reason, c.missing.size(), 0, 0,
                Mnemonics.shortName(String.join(" ", c.examples)), c.frames);
    }
}
