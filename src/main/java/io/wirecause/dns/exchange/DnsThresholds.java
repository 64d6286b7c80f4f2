package io.wirecause.dns.exchange;

/** The numbers that decide about outcomes and findings. */
public final class DnsThresholds {
    /** A response this late is slow: Windows asks again after a second, other resolvers after five, so somebody waits. */
    public static final long SLOW_NANOS = 1_000_000_000L;
    /** A query counts as unanswered if the capture goes on for this long after it. */
    public static final long SILENCE_NANOS = 1_000_000_000L;
    /** Share of answered queries that may end in NXDOMAIN before it is more than a note. */
    public static final double NXDOMAIN_SHARE = 0.25;
    /** Share of answered queries that may be slow before it is more than a note: an empty cache has to ask far away. */
    public static final double SLOW_SHARE = 0.05;
    /** Share of one server's slow answers, or of one client's names that do not exist, before it is more than a note. */
    public static final double HOST_SHARE = 0.5;
    /** Such exchanges of one host before its share means anything. */
    public static final int FEW = 3;
    /** UDP payload that passes nearly everywhere without fragments (DNS flag day 2020). */
    public static final int SAFE_UDP_SIZE = 1_232;
    /** Different names below a domain that make a tunnel possible. */
    public static final int TUNNEL_NAMES = 30;
    /** Characters that a tunnel's names have on average below the domain. */
    public static final int TUNNEL_LENGTH = 24;
    /** Share of a tunnel's queries that ask for a new name: its data does not repeat. */
    public static final double TUNNEL_NEW_NAME_SHARE = 0.6;
    /** Bits per character of a tunnel's names: encoded data has more, words have less. */
    public static final double TUNNEL_ENTROPY = 3.0;
    /** Nonexistent domains with names that look generated, before a client is suspected. */
    public static final int GENERATED_NAMES = 10;
    /** Share of a client's nonexistent domains that must look generated. */
    public static final double GENERATED_SHARE = 0.6;

    private DnsThresholds() {
    }
}
