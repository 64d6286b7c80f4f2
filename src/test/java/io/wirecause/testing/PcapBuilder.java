package io.wirecause.testing;

import io.wirecause.capture.Capture;
import io.wirecause.report.UserFacingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small captures of raw IPv4 packets for tests. Addresses are 192.0.2.x, given by their last byte. */
public final class PcapBuilder {
    private static final int RAW = 101;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long micros = 1_700_000_000_000_000L;

    /** A capture without frames. */
    public PcapBuilder() {
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(262_144).putInt(RAW);
        out.writeBytes(header.array());
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
        ByteBuffer packet = ip(source, destination, 6, 20 + payload.length);
        packet.putShort((short) sourcePort).putShort((short) destinationPort).putInt(sequence).putInt(acknowledgment);
        packet.put((byte) 0x50).put((byte) flags).putShort((short) 65_535).putInt(0).put(payload);
        return record(packet.array(), packet.capacity() - payload.length + captured);
    }

    /** A UDP datagram. */
    public PcapBuilder udp(int source, int sourcePort, int destination, int destinationPort, byte[] payload) {
        return udp(source, sourcePort, destination, destinationPort, payload, payload.length);
    }

    /** A UDP datagram of which only some payload was captured. */
    public PcapBuilder udp(int source, int sourcePort, int destination, int destinationPort, byte[] payload, int captured) {
        ByteBuffer packet = ip(source, destination, 17, 8 + payload.length);
        packet.putShort((short) sourcePort).putShort((short) destinationPort).putShort((short) (8 + payload.length));
        packet.putShort((short) 0).put(payload);
        return record(packet.array(), packet.capacity() - payload.length + captured);
    }

    private static ByteBuffer ip(int source, int destination, int protocol, int length) {
        ByteBuffer packet = ByteBuffer.allocate(20 + length);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) (20 + length)).putInt(0).put((byte) 64).put((byte) protocol);
        return packet.putShort((short) 0).putInt(0xc0000200 | source).putInt(0xc0000200 | destination);
    }

    private PcapBuilder record(byte[] packet, int captured) {
        ByteBuffer header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000)).putInt(captured).putInt(packet.length);
        out.writeBytes(header.array());
        out.write(packet, 0, captured);
        return this;
    }

    /** Writes the capture into this folder. */
    public Path write(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "built", ".pcap");
        Files.write(file, out.toByteArray());
        return file;
    }

    /** Writes the capture into this folder and opens it. */
    public Capture open(Path folder) throws IOException, UserFacingException {
        return Capture.open(write(folder));
    }
}
