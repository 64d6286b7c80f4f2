package io.wirecause.dns;

import io.wirecause.report.FindingCode;

/** The kinds of findings about DNS. */
enum DnsFindingCode implements FindingCode {
    /** Queries without a response. */
    DNS_UNANSWERED("Queries to a DNS server got no response although the capture goes on for a second or more: the server is "
            + "down or not one, a packet filter drops port 53, or the response takes another way than past the capture point. "
            + "An error where the client never got an answer, a warning where another try or server gave it. Try the server "
            + "with dig @server name."),
    /** The name does not exist. */
    DNS_NXDOMAIN("A server said that the name does not exist (NXDOMAIN): a typing error, a search suffix appended, a record "
            + "that is missing or not yet there, or a resolver that does not see the internal zone. A warning where a good "
            + "part of what was asked for does not exist, otherwise a note: some such answers are normal."),
    /** The server could not find an answer. */
    DNS_SERVFAIL("The resolver failed (SERVFAIL): it could not reach the servers of the zone, the zone is broken, or DNSSEC "
            + "validation failed. An extended error in the response says which. Compare with dig +cd, which skips validation."),
    /** The server would not answer. */
    DNS_REFUSED("The server refused to answer (REFUSED): by policy, it serves neither this client nor, where it is "
            + "authoritative only, this name. Check the client's configured server and the server's access list."),
    /** Late responses. */
    DNS_SLOW("Responses came a second or more after the first query: the resolver waits for other servers, packets get lost "
            + "and are asked for again, or the path is slow. The detail names the servers."),
    /** Truncated responses. */
    DNS_TRUNCATED("Responses were cut to fit a datagram (TC flag) and have to be asked for again over TCP. A note where the "
            + "client did and got its answer; a warning where it did not: often TCP port 53 is blocked."),
    /** Contradicting answers. */
    DNS_ANSWERS_DIFFER("The same question got contradicting answers: no address in common, or data from one server and none from "
            + "another. A note between servers: split views and content networks answer by who asks, other differences are stale "
            + "or filtered data. A warning where one query got two contradicting responses: somebody forges answers."),
    /** Names that carry data or are made up. */
    DNS_TUNNEL_SUSPECTED("Names look as if they carry data (many long names of random spelling below one domain, each asked "
            + "for once) or as if malware had made them up (many domains that do not exist). Products that look up hashes of "
            + "files look the same.");

    private final String explanation;

    DnsFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
