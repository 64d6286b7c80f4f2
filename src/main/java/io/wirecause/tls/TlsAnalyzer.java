package io.wirecause.tls;

import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.packet.Packet;
import io.wirecause.tls.stream.TlsStreams;

/** Hands the payload of TCP to the search for TLS. */
final class TlsAnalyzer implements Analyzer {
    private final TlsStreams tls;
    private final PayloadStreams streams;

    TlsAnalyzer(TlsStreams.Listener listener, PayloadStreams.Source source) {
        tls = new TlsStreams(listener);
        streams = source.streams(tls);
    }

    @Override
    public void packet(Packet packet) {
        streams.packet(packet);
    }

    /** Reads what streams still hold; to be called once, after the pass. */
    void finish() {
        streams.finish();
        tls.finish();
    }

    /** TCP segments of connections beyond the limit. */
    long untrackedSegments() {
        return streams.untracked();
    }

    /** Handshake messages whose content was not kept. */
    long refusedMessages() {
        return tls.refusedMessages();
    }
}
