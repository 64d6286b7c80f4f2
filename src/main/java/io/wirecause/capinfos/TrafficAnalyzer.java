package io.wirecause.capinfos;

import io.wirecause.analysis.Analyzer;
import io.wirecause.capture.Frame;
import io.wirecause.packet.Packet;

/** Hands every packet to all that is counted for {@code analyze_capinfos}. */
final class TrafficAnalyzer implements Analyzer {
    final Totals totals = new Totals();
    final SizeTable sizes = new SizeTable();
    final TrafficTimeline slots = new TrafficTimeline();
    final LayerTree layers = new LayerTree();
    final Conversations conversations;
    final Endpoints endpoints;
    private long lastFrame;

    /** Keeps at most this many conversations and as many addresses. */
    TrafficAnalyzer(int most) {
        conversations = new Conversations(most);
        endpoints = new Endpoints(most);
    }

    @Override
    public void packet(Packet packet) {
        Frame frame = packet.frame();
        long length = PseudoHeaders.dataLength(frame);
        // A frame that holds several packets comes once with each of them.
        if (frame.number() != lastFrame) {
            lastFrame = frame.number();
            frame(frame, packet, length);
        }
        if (packet.ipVersion() != 0) {
            conversations.add(packet, length);
            endpoints.add(packet, length);
        }
    }

    private void frame(Frame frame, Packet packet, long length) {
        totals.add(frame, length);
        sizes.add(length);
        if (frame.hasTimestamp()) {
            slots.add(frame.timestampNanos(), length);
        }
        layers.add(packet, length);
    }
}
