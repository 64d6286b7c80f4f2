package io.wirecause.dhcp;

import io.wirecause.analysis.MalformedCounter;
import io.wirecause.analysis.collect.Latencies;
import io.wirecause.dhcp.exchange.DhcpOutcome;
import io.wirecause.dhcp.exchange.LeaseState;
import io.wirecause.dhcp.message.DhcpPurpose;
import io.wirecause.report.Describe;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The body of what {@code analyze_dhcp_packets} answers. */
record DhcpAnswer(
        @Describe("Numbers over all messages analysed") Statistics statistics,
        @Describe("Exchanges, failed ones first; statistics.transaction_count has their number")
        List<ExchangeRecord> exchanges,
        @Describe("Servers, busiest first; statistics.unique_servers_count has their number") List<ServerRecord> servers,
        @Describe("Leases, latest first; statistics.lease_count has their number") List<LeaseRecord> leases,
        @Describe("Kinds of clients by the options they ask for; statistics.fingerprint_count has their number")
        List<Fingerprint> fingerprints,
        @Describe("Messages in file order") List<DhcpPacketRecord> packets) {

    /** Numbers over all messages. */
    record Statistics(
            @Describe("Distinct clients") int uniqueClientsCount,
            @Describe("Distinct servers") int uniqueServersCount,
            @Describe("Link addresses or DUIDs of the first few clients") List<String> uniqueClients,
            @Describe("Identifiers of the first few servers") List<String> uniqueServers,
            @Describe("Messages by type; those of DHCPv6 begin with DHCPv6") Map<String, Long> messageTypeCounts,
            @Describe("Exchanges of a client with its servers") int transactionCount,
            @Describe("Messages of the exchanges listed, by transaction id") Map<String, List<Step>> transactions,
            @Describe("Exchanges by how they ended") Map<String, Integer> outcomes,
            @Describe(value = "From DISCOVER or SOLICIT to each offer", optional = true) Latencies.Summary offerTime,
            @Describe(value = "From a request to its answer", optional = true) Latencies.Summary answerTime,
            @Describe("Addresses and prefixes granted") int leaseCount,
            @Describe("Addresses that two hosts have or want") int conflictCount,
            @Describe("Kinds of clients") int fingerprintCount,
            @Describe("Malformed messages; packets lists the problems of each") MalformedCounter.Summary malformed) {
    }

    /** One message of an exchange. */
    record Step(
            @Describe("Frame") long packetNumber,
            @Describe("Name of the message type") String messageType,
            @Describe("When, UTC") Instant timestamp) {
    }

    /** One exchange. */
    record ExchangeRecord(
            @Describe("Transaction id of its first message") String transactionId,
            @Describe("Link address or DUID of the client") String client,
            @Describe(value = "Name of the client", optional = true) String hostName,
            @Describe("What the client wants") DhcpPurpose purpose,
            @Describe("How it ended") DhcpOutcome outcome,
            @Describe(value = "The address it is about", optional = true) String address,
            @Describe(value = "Lease, seconds; 4294967295 is forever", optional = true) Long leaseSeconds,
            @Describe(value = "Server that granted", optional = true) String server,
            @Describe("Servers that offered") List<String> offeredBy,
            @Describe("Its messages with their frames, the first few") String messages,
            @Describe("Requests of the client, retries included") int attempts,
            @Describe(value = "To the first offer, milliseconds", optional = true) Double offerMs,
            @Describe(value = "From the last request to its answer, milliseconds", optional = true) Double answerMs,
            @Describe(value = "Why a server refused", optional = true) String failure,
            @Describe(value = "Relay it came through", optional = true) String relay,
            @Describe("First frame") long firstFrame,
            @Describe("Last frame") long lastFrame) {
    }

    /** One server. */
    record ServerRecord(
            @Describe("Server identifier: address, or DUID in DHCPv6") String id,
            @Describe("Addresses its messages came from") List<String> addresses,
            @Describe(value = "Its link address, or that of the last router before the capture", optional = true)
            String linkAddress,
            @Describe("Offers") long offers,
            @Describe("Acknowledgements") long acks,
            @Describe("Refusals") long refusals,
            @Describe("Network, routers and name servers that it hands out") String settings,
            @Describe("Relays it answered through") List<String> relays,
            @Describe(value = "Response time of offers", optional = true) Latencies.Summary offerTime,
            @Describe(value = "Response time of acknowledgements and refusals", optional = true) Latencies.Summary answerTime,
            @Describe("First frame") long firstFrame) {
    }

    /** One lease. */
    record LeaseRecord(
            @Describe("Address, or prefix") String address,
            @Describe("Link address or DUID of the client") String client,
            @Describe(value = "Name of the client", optional = true) String hostName,
            @Describe("Server that granted it") String server,
            @Describe(value = "Seconds; 4294967295 is forever", optional = true) Long leaseSeconds,
            @Describe("When it was granted, UTC") Instant start,
            @Describe(value = "When it ends unless renewed, UTC", optional = true) Instant expires,
            @Describe("How often it was renewed") long renewals,
            @Describe("At the end of the capture") LeaseState state,
            @Describe("First frame") long firstFrame,
            @Describe("Last frame") long lastFrame) {
    }

    /** A kind of client. */
    record Fingerprint(
            @Describe("Options asked for, in the client's order: the same for the same software") String parameterList,
            @Describe(value = "Vendor class that the client names", optional = true) String vendorClass,
            @Describe("Clients") int clients,
            @Describe("One of them") String example) {
    }
}
