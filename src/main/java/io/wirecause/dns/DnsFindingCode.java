package io.wirecause.dns;

import io.wirecause.report.FindingCode;

/** The kinds of findings about DNS. */
enum DnsFindingCode implements FindingCode {
    /** Queries without a response. */
    DNS_UNANSWERED("A DNS server did not respond to queries, although the capture goes on for a second or more: the server "
            + "is down or is not a DNS server, a packet filter drops port 53, or the responses take a path that the "
            + "capture does not see. An error if the client never got an answer, a warning if another try or server "
            + "gave it. Try dig @server name."),
    /** The name does not exist. */
    DNS_NXDOMAIN("A server said that a name does not exist (NXDOMAIN): a typing error, an appended search suffix, a "
            + "missing or not yet published record, or a resolver that does not see the internal zone. A warning if "
            + "many queries end this way, otherwise a note: some always do."),
    /** The server could not find an answer. */
    DNS_SERVFAIL("The resolver failed (SERVFAIL): it could not reach the zone's servers, the zone is broken, or DNSSEC "
            + "validation failed. An extended error in the response says which. Compare with dig +cd, which skips "
            + "validation."),
    /** The server would not answer. */
    DNS_REFUSED("The server refused to answer (REFUSED): its policy excludes this client or, if it is authoritative only, "
            + "this name. Check which server the client is configured to use, and the server's access list."),
    /** Late responses. */
    DNS_SLOW("Responses came a second or more after the first query: the resolver waits for other servers, packets "
            + "were lost and the query was repeated, or the path is slow. The detail names the servers."),
    /** Truncated responses. */
    DNS_TRUNCATED("Responses were truncated to fit a datagram (TC flag), so the client has to ask again over TCP. A note if "
            + "it did and got its answer, otherwise a warning: often TCP port 53 is blocked."),
    /** Contradicting answers. */
    DNS_ANSWERS_DIFFER("The same question got contradicting answers: no address in common, or data from one server and none from "
            + "another. A note between servers: split views and content networks answer differently on purpose; other "
            + "causes are stale or filtered data. A warning if one query got two contradicting responses: one may be "
            + "forged."),
    /** Names that carry data or are made up. */
    DNS_TUNNEL_SUSPECTED("Names look as if they carry data (many long, random-looking names below one domain, each asked "
            + "for once) "
            + "or as if malware generated them (many nonexistent domains). Products that look up file hashes look the "
            + "same.");

    private final String explanation;

    DnsFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
