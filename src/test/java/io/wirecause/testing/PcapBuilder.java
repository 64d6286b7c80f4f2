package io.wirecause.testing;

import io.wirecause.capture.Capture;
import io.wirecause.report.UserFacingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small captures of raw IPv4 packets for tests. Addresses are 192.0.2.x, given by their last byte. */
public final class PcapBuilder {
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int TTL = 64;
    private static final int NETWORK = 0xc0000200;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PcapWriter pcap = new PcapWriter(out, PcapWriter.RAW_IP);
    private long micros = 1_700_000_000_000_000L;

    /** A capture without frames. */
    public PcapBuilder() {
    }

    /** Lets time pass before the next frame. */
    public PcapBuilder after(long micros) {
        this.micros += micros;
        return this;
    }

    /** A TCP segment; flags as in the header. */
    public PcapBuilder tcp(int source, int sourcePort, int destination, int destinationPort, int sequence, int acknowledgment,
                           int flags, byte[] payload) {
        return tcp(source, sourcePort, destination, destinationPort, sequence, acknowledgment, flags, payload, payload.length);
    }

    /** A TCP segment of which only some payload was captured. */
    public PcapBuilder tcp(int source, int sourcePort, int destination, int destinationPort, int sequence, int acknowledgment,
                           int flags, byte[] payload, int captured) {
        byte[] segment = Packets.tcp(sourcePort, destinationPort, sequence, acknowledgment, flags, 65_535, new byte[0], payload);
        return packet(source, destination, TCP, segment, payload.length - captured);
    }

    /** A UDP datagram. */
    public PcapBuilder udp(int source, int sourcePort, int destination, int destinationPort, byte[] payload) {
        return udp(source, sourcePort, destination, destinationPort, payload, payload.length);
    }

    /** A UDP datagram of which only some payload was captured. */
    public PcapBuilder udp(int source, int sourcePort, int destination, int destinationPort, byte[] payload, int captured) {
        return packet(source, destination, UDP, Packets.udp(sourcePort, destinationPort, payload), payload.length - captured);
    }

    private PcapBuilder packet(int source, int destination, int protocol, byte[] payload, int cut) {
        byte[] packet = Packets.ipv4(NETWORK | source, NETWORK | destination, protocol, TTL, 0, payload);
        pcap.frame(micros, packet, packet.length - cut, packet.length);
        return this;
    }

    /** Writes the capture into this folder. */
    public Path write(Path folder) throws IOException {
        return Files.write(Files.createTempFile(folder, "built", ".pcap"), out.toByteArray());
    }

    /** Writes the capture into this folder and opens it. */
    public Capture open(Path folder) throws IOException, UserFacingException {
        return Capture.open(write(folder));
    }
}
