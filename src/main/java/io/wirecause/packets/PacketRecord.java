package io.wirecause.packets;

import io.wirecause.packets.layers.LayerRecord;
import io.wirecause.report.Describe;
import java.util.List;

/** One packet in the list. */
record PacketRecord(
        @Describe("Frame, Wireshark's number") long number,
        @Describe(value = "Seconds since the first frame", optional = true) Double time,
        @Describe("Sender: address and port, or link address") String source,
        @Describe("Receiver, likewise") String destination,
        @Describe("Protocol") String protocol,
        @Describe("Bytes on the wire") long length,
        @Describe("What it says; numbers of TCP count from the start of the connection, text from the wire is in quotes")
        String info,
        @Describe(value = "Its TCP connection (tcp.stream)", optional = true) Integer connection,
        @Describe(value = "Layers, outermost first, field by field", optional = true) List<LayerRecord> layers,
        @Describe(value = "Bytes from the start of the frame: offset, hex, text; ** for what is masked", optional = true)
        List<String> bytes,
        @Describe(value = "Bytes not shown", optional = true) Integer bytesOmitted) {

    /** The same without its layers, its bytes, or both. */
    PacketRecord without(boolean noLayers, boolean noBytes) {
        return new PacketRecord(number, time, source, destination, protocol, length, info, connection, noLayers ? null : layers,
                noBytes ? null : bytes, bytes == null || !noBytes ? bytesOmitted
                : (Integer) (int) Math.min(length, Integer.MAX_VALUE));
    }
}
