package io.wirecause.capinfos;

import io.wirecause.report.Describe;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The body of what {@code analyze_capinfos} answers. */
record CapinfosAnswer(
        @Describe("The file itself, as capinfos reports it") FileFacts capture,
        @Describe("Interfaces") InterfaceList interfaces,
        @Describe("Layers found, outermost first, most frames first") Hierarchy protocolHierarchy,
        @Describe("TCP conversations by bytes; the TCP tools report more about them") ConversationList tcpConversations,
        @Describe("UDP conversations by bytes") ConversationList udpConversations,
        @Describe("Conversations of other IP protocols by bytes") ConversationList otherConversations,
        @Describe("IP addresses by bytes sent and received") EndpointList endpoints,
        @Describe("Frames by length on the wire") PacketSizes packetSizes,
        @Describe("Traffic over time") Timeline trafficOverTime) {

    /** What capinfos(1) reports besides the numbers above. */
    record FileFacts(
            @Describe("Format: pcap, nsecpcap, pcapng, snoop ...") String fileType,
            @Describe("Unit of times: microseconds, nanoseconds ...; per interface where they differ") String timePrecision,
            @Describe(value = "Bytes kept of each frame at most, as the file says; absent for no limit", optional = true)
            Long packetSizeLimit,
            @Describe(value = "Lengths to which frames were cut, in fact: the smallest", optional = true) Integer cutToMin,
            @Describe(value = "Lengths to which frames were cut, in fact: the largest", optional = true) Integer cutToMax,
            @Describe(value = "Whether no frame is older than the one before it; absent where frames lack a time",
                    optional = true)
            Boolean strictTimeOrder,
            @Describe(value = "SHA-256 of the file, unpacked where it was compressed; absent for a set of files", optional = true)
            String sha256,
            @Describe(value = "Machine that captured", optional = true) String hardware,
            @Describe(value = "Its operating system", optional = true) String operatingSystem,
            @Describe(value = "Program that wrote the file", optional = true) String application,
            @Describe("Sections in the file; 0 for formats that have none") long sections,
            @Describe("Comments on the capture, the first few") List<String> comments,
            @Describe("Comments on frames, the first few") List<PacketComment> packetComments,
            @Describe("Comments on frames, all of them counted") long packetCommentsCount,
            @Describe("Packets that the capturing system says it dropped") long droppedPackets,
            @Describe("IPv4 addresses with a name in the file") long resolvedIpv4Addresses,
            @Describe("IPv6 addresses with a name in the file") long resolvedIpv6Addresses,
            @Describe("Decryption secrets in the file by kind; their content is never shown") Map<String, Long> decryptionSecrets,
            @Describe("Blocks without a frame by kind") Map<String, Long> otherBlocks) {
    }

    /** A comment on a frame. */
    record PacketComment(
            @Describe(value = "File of the set", optional = true) String file,
            @Describe("Frame, Wireshark's number in its file") long frame,
            @Describe("The comment, untrusted text") String comment) {
    }

    /** Interfaces. */
    record InterfaceList(
            @Describe("Interfaces in the capture") int total,
            @Describe("The first of them") List<InterfaceFacts> listed) {
    }

    /** One interface. */
    record InterfaceFacts(
            @Describe("Number over the whole capture, 0 for the first") int id,
            @Describe(value = "File of the set", optional = true) String file,
            @Describe(value = "Name", optional = true) String name,
            @Describe(value = "Description", optional = true) String description,
            @Describe("Link type") String encapsulation,
            @Describe("Frames captured on it") long packets,
            @Describe(value = "Bytes kept of each frame at most; absent for no limit", optional = true) Long snaplen,
            @Describe("Unit of times") String timePrecision,
            @Describe(value = "Capture filter", optional = true) String filter,
            @Describe(value = "Operating system", optional = true) String operatingSystem,
            @Describe(value = "Hardware", optional = true) String hardware,
            @Describe(value = "Bits per second", optional = true) Long speed,
            @Describe(value = "Bytes of frame check sequence in each frame", optional = true) Integer fcsLength,
            @Describe(value = "Comments on it", optional = true) List<String> comments,
            @Describe(value = "What the capturing system counted", optional = true) Counters counters) {
    }

    /** What the capturing system counted on an interface. */
    record Counters(
            @Describe(value = "Packets received", optional = true) Long received,
            @Describe(value = "Packets dropped by the interface", optional = true) Long droppedByInterface,
            @Describe(value = "Packets dropped by the operating system", optional = true) Long droppedBySystem,
            @Describe(value = "Packets accepted by the filter", optional = true) Long acceptedByFilter,
            @Describe(value = "Packets delivered to the program", optional = true) Long delivered) {
    }

    /** Layers. */
    record Hierarchy(
            @Describe("Different stacks of layers found") int total,
            @Describe("The most frequent of them") List<HierarchyRow> listed) {
    }

    /** One stack of layers: frames that start with it. */
    record HierarchyRow(
            @Describe("Layers, outermost first, joined by a colon") String protocol,
            @Describe("Frames that start with these layers") long packets,
            @Describe("Their bytes on the wire") long bytes,
            @Describe("Their share of all frames, percent") double percent) {
    }

    /** Conversations. */
    record ConversationList(
            @Describe("Conversations in the capture") int total,
            @Describe("Those with the most bytes") List<Conversation> listed) {
    }

    /** One conversation. */
    record Conversation(
            @Describe("One end; the one that sent first") String a,
            @Describe("The other end") String b,
            @Describe(value = "IP protocol, where it is neither TCP nor UDP", optional = true) String protocol,
            @Describe("Frames") long packets,
            @Describe("Bytes of the frames on the wire") long bytes,
            @Describe("Frames from a to b") long packetsAToB,
            @Describe("Bytes from a to b") long bytesAToB,
            @Describe("Frames from b to a") long packetsBToA,
            @Describe("Bytes from b to a") long bytesBToA,
            @Describe("First frame, Wireshark's number") long firstFrame,
            @Describe(value = "From the start of the capture to the first frame, seconds", optional = true) Double startSeconds,
            @Describe(value = "From the first to the last frame, seconds", optional = true) Double durationSeconds) {
    }

    /** Endpoints. */
    record EndpointList(
            @Describe("IP addresses in the capture") int total,
            @Describe("Those with the most bytes") List<Endpoint> listed) {
    }

    /** One IP address. */
    record Endpoint(
            @Describe("Address") String address,
            @Describe("Frames sent and received") long packets,
            @Describe("Bytes sent and received") long bytes,
            @Describe("Frames sent") long packetsSent,
            @Describe("Bytes sent") long bytesSent,
            @Describe("Frames received") long packetsReceived,
            @Describe("Bytes received") long bytesReceived,
            @Describe("Frames that are TCP") long tcpPackets,
            @Describe("Frames that are UDP") long udpPackets) {
    }

    /** Frame lengths. */
    record PacketSizes(
            @Describe("Shortest frame, bytes") long min,
            @Describe("Longest frame, bytes") long max,
            @Describe("Frames by range of lengths") List<SizeRange> ranges) {
    }

    /** Frames of similar length. */
    record SizeRange(
            @Describe("Lengths from, bytes") int from,
            @Describe(value = "Lengths to, bytes; absent for no end", optional = true) Integer to,
            @Describe("Frames") long packets) {
    }

    /** Traffic in time slots of equal length. */
    record Timeline(
            @Describe(value = "Start of the first slot, UTC; absent where no frame has a time", optional = true) Instant start,
            @Describe("Length of a slot, seconds") double slotSeconds,
            @Describe("Slots; one without frames is left out of the list") int slots,
            @Describe("Slots with frames") List<Slot> listed) {
    }

    /** One time slot. */
    record Slot(
            @Describe("From the start of the first slot, seconds") double seconds,
            @Describe("Frames") long packets,
            @Describe("Bytes") long bytes) {
    }
}
