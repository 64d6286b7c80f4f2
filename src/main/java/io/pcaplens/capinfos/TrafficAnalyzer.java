package io.pcaplens.capinfos;

import io.pcaplens.analysis.Analyzer;
import io.pcaplens.capture.Frame;
import io.pcaplens.packet.Packet;

/** Hands every packet to all that is counted for {@code analyze_capinfos}. */
final class TrafficAnalyzer implements Analyzer {
    /** No network carries frames beyond jumbo size; longer ones were put together by offload. */
    private static final int LARGEST_FRAME = 9_216;

    final Totals totals = new Totals();
    final SizeTable sizes = new SizeTable();
    final TimeSlots slots = new TimeSlots();
    final LayerTree layers = new LayerTree();
    final Conversations conversations;
    final Endpoints endpoints;
    long offloadFrames;
    final long[] offloadExamples = new long[io.pcaplens.report.Finding.EXAMPLES];

    /** Keeps at most this many conversations and as many addresses. */
    TrafficAnalyzer(int most) {
        conversations = new Conversations(most);
        endpoints = new Endpoints(most);
    }

    @Override
    public void packet(Packet packet) {
        Frame frame = packet.frame();
        long length = Encapsulations.dataLength(frame);
        totals.add(frame, length);
        sizes.add(length);
        if (frame.hasTimestamp()) {
            slots.add(frame.timestampNanos(), length);
        }
        layers.add(packet, length);
        if (packet.ipVersion() != 0) {
            conversations.add(packet, length);
            endpoints.add(packet, length);
        }
        if (packet.offload() || packet.isTcp() && frame.wireLength() > LARGEST_FRAME) {
            if (offloadFrames < offloadExamples.length) {
                offloadExamples[(int) offloadFrames] = frame.number();
            }
            offloadFrames++;
        }
    }
}
