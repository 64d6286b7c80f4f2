package io.wirecause.dns.exchange;

import io.wirecause.dns.message.ResponseSummary;
import io.wirecause.flow.FlowKey.Endpoint;

/** What is unusual about an exchange; few have any of it, so it is kept apart. Frames are 0 for none. */
final class DnsAnomaly {
    /** How many responses contradict the first and one another, and the first of these. */
    int contradictions;
    ResponseSummary contradiction;
    /** Its frame, if there are more responses than queries: then it does not answer a retry. */
    long contradictionFrame;
    long contradictionTime;
    /** IP time to live of that response; -1 if unknown. */
    int contradictionTtl = -1;
    /** An ICMP error that quotes the query. */
    long icmpFrame;
    /** The first extended error of a response (RFC 8914), and its number; null and -1 for none. */
    String extendedError;
    int extendedCode = -1;
    /** The error of a response's TSIG record (RFC 8945); 0 for none. */
    int tsigError;
    /** A response that came from another address or port than was asked, and where that was. */
    long otherSourceFrame;
    Endpoint otherSource;
    /** A response with a wrong UDP checksum, which its receiver drops. */
    long damagedFrame;
    /** Whether the response is that of a lame delegation: a referral upwards, or a refusal of an authority. */
    boolean lame;
    /** Whether the capture lacks bytes of the TCP connection that the server sent after the query. */
    boolean responseLost;
    /** Whether only the first fragment of the response was captured. */
    boolean partial;
}
