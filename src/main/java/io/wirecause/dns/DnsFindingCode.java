package io.wirecause.dns;

import io.wirecause.report.FindingCode;

/** The kinds of findings about DNS. */
enum DnsFindingCode implements FindingCode {
    /** Queries without a response. */
    DNS_UNANSWERED("A DNS server did not respond to queries, although the capture goes on for a second or more: the server "
            + "is down or is not a DNS server, a packet filter drops port 53, or the responses take a path that the "
            + "capture does not see. If the server answers others, the title says what the lost queries have in common: their "
            + "type, EDNS, large answers, or that two left one port together (conntrack). An error if the client asked again and "
            + "never got an answer, otherwise a warning. Try dig @server name."),
    /** Responses from where nobody asked. */
    DNS_OTHER_SOURCE("Responses have the id and the question of a query, but come from another address or port than was asked, "
            + "so "
            + "clients drop them: a server with several addresses that answers from the wrong one, or address translation that "
            + "does not change responses back. Let the server answer from the address that it was asked at."),
    /** Damaged responses. */
    DNS_BAD_CHECKSUM("Responses arrived with a wrong UDP checksum although the queries have right ones, and clients asked again: "
            + "the receiver's kernel drops such datagrams. Often the checksum offload of a tunnel or virtual interface, or "
            + "faulty address translation."),
    /** Only first fragments. */
    DNS_FRAGMENTS_MISSING("Of fragmented responses only the first fragment was captured. The server answered, so these count as "
            + "answered. A note if a capture filter such as port 53 may have lost the rest, which has no ports; a warning if the "
            + "capture holds later fragments of others or clients went on over TCP: then large answers do not get through."),
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
    /** The server turned the query down. */
    DNS_ERROR_RESPONSE("The server turned queries down with another code than SERVFAIL or REFUSED: FORMERR (it cannot read the "
            + "query, often because of EDNS), NOTIMP (not implemented), NOTAUTH, NOTZONE or YXDOMAIN (dynamic updates), BADVERS, "
            + "BADCOOKIE or an error of TSIG. The detail says what fits the query. A note if another try was answered."),
    /** Delegations to servers that do not know of it. */
    DNS_LAME_DELEGATION("A server refers upwards, to the root or to itself, for a name that it was asked for, or refuses a query "
            + "without recursion, as resolvers send them: it is not authoritative for the zone although its parent zone names it "
            + "(lame delegation). Resolvers try all servers of the zone and give up with SERVFAIL. Configure the zone there, or "
            + "correct the NS records at the parent."),
    /** Names that the resolver blocks. */
    DNS_BLOCKED("The resolver says with an extended error (RFC 8914) that its policy blocks, censors or filters a name: it "
            + "answers "
            + "with NXDOMAIN, REFUSED or a made-up address on purpose. The name is not misspelled. Ask who runs the filter."),
    /** Answers from an expired cache. */
    DNS_STALE("The resolver says with an extended error (RFC 8914) that its answer is stale: it has expired, and the zone's own "
            + "servers could not be reached in time to refresh it."),
    /** Late answers. */
    DNS_SLOW("Clients waited a second or more for an answer, counted from the first try over all tries and servers: a server did "
            + "not answer the first tries or answered late, the resolver waits for other servers, or the path is slow. The title "
            + "names who did not answer."),
    /** Truncated responses. */
    DNS_TRUNCATED("Responses were truncated to fit a datagram (TC flag), so the client has to ask again over TCP. A note if "
            + "it did and got its answer, otherwise a warning: often TCP port 53 is blocked. An error if the capture shows how "
            + "the "
            + "server refused or ignored the TCP connection."),
    /** Contradicting answers. */
    DNS_ANSWERS_DIFFER("The same question got contradicting answers: no address in common, or data from one server and none from "
            + "another. A note between servers: split views and content networks answer differently on purpose; other "
            + "causes are stale or filtered data. A warning if one query got two contradicting responses: one may be "
            + "forged; an error if the IP time to live shows that one did not come from the server."),
    /** Names that carry data or are made up. */
    DNS_TUNNEL_SUSPECTED("Names look as if they carry data (many long, random-looking names below one domain, each asked "
            + "for once) "
            + "or as if malware generated them (many nonexistent domains). Products that look up file hashes look the "
            + "same."),
    /** Messages that break the format. */
    DNS_MALFORMED("Messages on DNS's ports break the format: a name or record that runs beyond the message, a compression loop, "
            + "data that does not fit its type. Receivers drop them or answer with FORMERR. Sent by broken programs, devices "
            + "that "
            + "rewrite DNS, scanners, or other protocols on these ports. A note: findings about queries without answer say what "
            + "came of it.");

    private final String explanation;

    DnsFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
