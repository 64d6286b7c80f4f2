package io.wirecause.dns.message;

import io.wirecause.analysis.stream.StreamDirection;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.packet.Packet;
import io.wirecause.packet.TransportChecksum;

/** Where and when a message was captured; a flyweight, filled for each message. */
public final class DnsMessageContext {
    private long frame;
    private long timeNanos;
    private boolean tcp;
    private int stream = -1;
    private int version;
    private long sourceHi;
    private long sourceLo;
    private int sourcePort;
    private long destinationHi;
    private long destinationLo;
    private int destinationPort;
    private int ttl = -1;
    private TransportChecksum checksum = TransportChecksum.UNKNOWN;

    /** Empty until filled. */
    public DnsMessageContext() {
    }

    /**
     * The context of one message.
     *
     * @param frame the frame of the message; over TCP the one that completed it, as in Wireshark
     * @param timeNanos time of that frame in nanoseconds since 1970; 0 if the file has no times
     * @param tcp whether it came over TCP
     */
    public DnsMessageContext(long frame, long timeNanos, Endpoint source, Endpoint destination, boolean tcp) {
        this.tcp = tcp;
        this.version = source.version();
        this.sourceHi = source.hi();
        this.sourceLo = source.lo();
        this.sourcePort = source.port();
        this.destinationHi = destination.hi();
        this.destinationLo = destination.lo();
        this.destinationPort = destination.port();
        at(frame, timeNanos);
    }

    /** For the messages of one direction of a TCP connection; {@link #at} sets frame and time of each. */
    public DnsMessageContext(StreamDirection direction) {
        this(0, 0, direction.source(), direction.destination(), true);
        this.stream = direction.stream();
    }

    /** Sets it to a datagram. */
    public void datagram(Packet packet) {
        tcp = false;
        stream = -1;
        version = packet.ipVersion();
        sourceHi = packet.sourceHi();
        sourceLo = packet.sourceLo();
        sourcePort = packet.sourcePort();
        destinationHi = packet.destinationHi();
        destinationLo = packet.destinationLo();
        destinationPort = packet.destinationPort();
        ttl = packet.ttl();
        checksum = packet.isUdp() ? TransportChecksum.of(packet) : TransportChecksum.UNKNOWN;
        at(packet.frame().number(), packet.frame().timestampNanos());
    }

    /** Sets frame and time of the next message between the same endpoints. */
    public void at(long nextFrame, long nextTimeNanos) {
        frame = nextFrame;
        timeNanos = nextTimeNanos;
    }

    public long frame() {
        return frame;
    }

    public long timeNanos() {
        return timeNanos;
    }

    public boolean tcp() {
        return tcp;
    }

    /** IP time to live or hop limit of a datagram; -1 if unknown. */
    public int ttl() {
        return ttl;
    }

    /** Whether the UDP checksum of a datagram is right. */
    public TransportChecksum checksum() {
        return checksum;
    }

    /** The number of the TCP connection, Wireshark's tcp.stream; -1 for a datagram. */
    public int stream() {
        return stream;
    }

    /** IP version, 4 or 6. */
    public int version() {
        return version;
    }

    public Endpoint source() {
        return new Endpoint(version, sourceHi, sourceLo, sourcePort);
    }

    public Endpoint destination() {
        return new Endpoint(version, destinationHi, destinationLo, destinationPort);
    }

    /** The client: sender of a query, receiver of a response. */
    public Endpoint client(boolean response) {
        return response ? destination() : source();
    }

    /** The server: receiver of a query, sender of a response. */
    public Endpoint server(boolean response) {
        return response ? source() : destination();
    }

    /** Upper half of the client's address; 0 for IPv4. */
    public long clientHi(boolean response) {
        return response ? destinationHi : sourceHi;
    }

    /** Lower half of the client's address. */
    public long clientLo(boolean response) {
        return response ? destinationLo : sourceLo;
    }

    public int clientPort(boolean response) {
        return response ? destinationPort : sourcePort;
    }

    /** Upper half of the server's address; 0 for IPv4. */
    public long serverHi(boolean response) {
        return response ? sourceHi : destinationHi;
    }

    /** Lower half of the server's address. */
    public long serverLo(boolean response) {
        return response ? sourceLo : destinationLo;
    }

    public int serverPort(boolean response) {
        return response ? sourcePort : destinationPort;
    }
}
