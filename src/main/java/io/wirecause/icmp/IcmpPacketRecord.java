package io.wirecause.icmp;

import io.wirecause.icmp.neighbor.RouterAdvertisement;
import io.wirecause.report.Describe;
import java.time.Instant;
import java.util.List;

/** One message in an answer. */
record IcmpPacketRecord(
        @Describe("Frame, Wireshark's number") long packetNumber,
        @Describe("When it was captured, UTC") Instant timestamp,
        @Describe("Who sent it") String srcIp,
        @Describe("To whom") String dstIp,
        @Describe("4 or 6") int ipVersion,
        @Describe(value = "Time to live (IPv4)", optional = true) Integer ttl,
        @Describe(value = "Hop limit (IPv6)", optional = true) Integer hopLimit,
        @Describe("Bytes of the frame on the wire") long packetSize,
        @Describe("ICMP type") int icmpType,
        @Describe("ICMP code") int icmpCode,
        @Describe("Name of the type") String icmpTypeName,
        @Describe("Name of the code") String icmpCodeName,
        @Describe(value = "Identifier of a query or its reply", optional = true) Integer icmpId,
        @Describe(value = "Sequence number of a query or its reply", optional = true) Integer icmpSeq,
        @Describe("Checksum as sent") int checksum,
        @Describe(value = "Whether it is right", oneOf = {"good", "bad", "unverified: cut short", "unverified: fragment"})
        String checksumStatus,
        @Describe(value = "Bytes of data in a query or its reply", optional = true) Integer dataLength,
        @Describe(value = "The frame of the reply to this query", optional = true) Long responseFrame,
        @Describe(value = "The frame of the query that this answers or whose packet it quotes", optional = true)
        Long requestFrame,
        @Describe(value = "From that query to its answer, milliseconds", optional = true) Double responseTimeMs,
        @Describe(value = "MTU of the next link", optional = true) Long mtu,
        @Describe(value = "Better first hop that a redirect names", optional = true) String gateway,
        @Describe(value = "Address that neighbour discovery is about", optional = true) String target,
        @Describe(value = "Link address in a neighbour discovery message", optional = true) String linkAddress,
        @Describe(value = "What a router advertises, where detailed", optional = true) RouterAdvertisement router,
        @Describe(value = "The packet that an error quotes", optional = true) Quoted quoted,
        @Describe(value = "What the router adds, where detailed: MPLS labels, interface", optional = true)
        List<String> extensions,
        @Describe(value = "What is malformed", optional = true) List<String> problems) {

    /** The packet that an error quotes, as far as it is quoted. */
    record Quoted(
            @Describe("IP protocol") String protocol,
            @Describe("Address and port it came from") String source,
            @Describe("Address and port it went to") String destination,
            @Describe("What was left of its TTL") int ttl,
            @Describe("Its length, IP header counted") int length,
            @Describe(value = "TCP sequence number", optional = true) Long tcpSeq,
            @Describe(value = "ICMP identifier", optional = true) Integer icmpId,
            @Describe(value = "ICMP sequence number", optional = true) Integer icmpSeq,
            @Describe(value = "TCP connection it belongs to: tcp.stream, the id in analyze_tcp_connections", optional = true)
            Integer tcpStream) {
    }

    IcmpPacketRecord withResponse(long frame, double milliseconds) {
        return new IcmpPacketRecord(packetNumber, timestamp, srcIp, dstIp, ipVersion, ttl, hopLimit, packetSize, icmpType,
                icmpCode, icmpTypeName, icmpCodeName, icmpId, icmpSeq, checksum, checksumStatus, dataLength, frame, requestFrame,
                milliseconds, mtu, gateway, target, linkAddress, router, quoted, extensions, problems);
    }
}
