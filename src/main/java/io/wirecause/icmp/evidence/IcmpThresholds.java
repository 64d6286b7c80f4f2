package io.wirecause.icmp.evidence;

/** The numbers that decide findings about ICMP, in one place. */
public final class IcmpThresholds {
    /** Percent of a ping's requests lost that is worth a warning; any busy network loses fewer. */
    public static final double LOSS_PERCENT = 1;
    /** Lost requests to a host that answers none that make an error; one or two can get lost by chance. */
    public static final int LOST_REQUESTS = 3;

    /** Addresses queried by one host that make a sweep; monitoring of a few hosts stays below. */
    public static final int SWEEP_DESTINATIONS = 16;
    /** Mean number of requests to one address in a sweep, at most; monitoring asks repeatedly. */
    public static final int SWEEP_REQUESTS_EACH = 4;
    /** Share of the addresses that must be silent, unless the addresses are consecutive. */
    public static final double SWEEP_SILENT_SHARE = 0.5;

    /** Replies with other data than their requests, at least; a host must return the data (RFC 792). */
    static final int TUNNEL_DIFFERENT_REPLIES = 3;
    /** Share of the replies that must differ. */
    static final double TUNNEL_DIFFERENT_SHARE = 0.2;
    /** Messages that carry a packet or the mark of a tunnel, at least. */
    static final int TUNNEL_MARKED_MESSAGES = 3;
    /** Requests with changing data that is no filler, at least. */
    static final int TUNNEL_UNKNOWN_REQUESTS = 20;
    /** Bytes between the shortest and the longest data of such requests; a ping keeps its size. */
    static final int TUNNEL_SIZE_SPREAD = 64;
    /** Unsolicited replies with data that is no filler, at least, where the capture holds the requests. */
    static final int TUNNEL_UNSOLICITED_REPLIES = 3;
    /** The same where it holds no request, which may have taken another path. */
    static final int TUNNEL_UNSOLICITED_ONE_SIDED = 20;

    /** Bytes of a reply that differ from its request where it was damaged, at most... */
    static final int CORRUPT_BYTES = 64;
    /** ...and no more than one of so many: a tunnel replaces all of them. */
    static final int CORRUPT_PART = 8;
    /** Lost requests that are all longer than each answered one, at least, which show that the path loses by length. */
    public static final int SIZE_LOST = 2;
    /** Solicitations of a neighbour without an answer that show that it does not answer: as many as RFC 4861 sends. */
    public static final int SILENT_SOLICITATIONS = 3;
    /** Probes for one address that came back to their sender, at least; one may have been captured twice. */
    public static final int REFLECTED_PROBES = 2;

    /** Packets of a rejected length sent after the grace period that show that the sender ignores the path's MTU. */
    public static final int PATH_MTU_STILL_TOO_LONG = 3;
    /** Packets sent within this time of the first message were under way and do not count against the sender. */
    public static final long PATH_MTU_GRACE_NANOS = 1_000_000_000;
    /** The least MTU of an IPv4 link: what every host must accept (RFC 791). */
    public static final int LEAST_MTU_IPV4 = 576;
    /** The least MTU of an IPv6 link (RFC 8200, section 5). */
    public static final int LEAST_MTU_IPV6 = 1280;

    private IcmpThresholds() {
    }
}
