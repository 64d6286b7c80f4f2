package io.wirecause.tls.stream;

import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.analysis.stream.StreamDirection;
import io.wirecause.analysis.stream.StreamReader;
import io.wirecause.bytes.ByteView;
import java.util.HashMap;
import java.util.Map;

/** Finds TLS in the TCP connections of a capture, on any port and wherever in a connection it begins. */
public final class TlsStreams implements PayloadStreams.Chooser {
    private final Listener listener;
    private final Map<Integer, TlsConversation> open = new HashMap<>();
    final HeldBytes held = new HeldBytes();

    /** Is told of connections as they show themselves. */
    public interface Listener {
        /**
         * TLS begins in a connection.
         *
         * @param direction      the connection; which of its directions does not matter
         * @param prelude        what came before
         * @param openerIsClient whether the side that opened the TCP connection is the client of TLS too
         * @return is told all that follows
         */
        TlsSink begin(StreamDirection direction, Prelude prelude, boolean openerIsClient, Moment moment);

        /**
         * A client asked for TLS, and the server refused it.
         *
         * @param goesOn whether the client went on in plain text
         * @param moment when it asked
         */
        void refused(StreamDirection direction, Prelude.Kind kind, boolean goesOn, Moment moment);

        /** A connection carries TLS, and its handshake was before the capture. */
        void midStream(StreamDirection direction);

        /**
         * A connection without TLS has ended.
         *
         * @param openerFirst   the first bytes of the side that opened it
         * @param acceptorFirst the first bytes of the other side; empty where there were none
         */
        void plain(StreamDirection direction, byte[] openerFirst, byte[] acceptorFirst, Moment began);
    }

    /** Streams of which the listener is told. */
    public TlsStreams(Listener listener) {
        this.listener = listener;
    }

    @Override
    public StreamReader open(StreamDirection direction, ByteView first) {
        TlsConversation conversation = open.get(direction.stream());
        if (conversation == null || conversation.isTaken(direction)) {
            conversation = new TlsConversation(this, direction);
            open.put(direction.stream(), conversation);
        }
        return conversation.open(direction);
    }

    TlsSink begin(StreamDirection direction, Prelude prelude, boolean openerIsClient, Moment moment) {
        return listener.begin(direction, prelude, openerIsClient, moment);
    }

    void endedPlain(StreamDirection direction, byte[] openerFirst, byte[] acceptorFirst, Moment began) {
        listener.plain(direction, openerFirst, acceptorFirst, began);
    }

    /** Tells of connections without TLS of which one side said nothing; to be called once, after the streams have ended. */
    public void finish() {
        open.values().forEach(TlsConversation::tellPlain);
        open.clear();
    }

    void refused(StreamDirection direction, UpgradeRequest request) {
        listener.refused(direction, request.kind(), request.goesOn(), request.asked());
    }

    void midStream(StreamDirection direction) {
        listener.midStream(direction);
    }

    void forget(int stream, TlsConversation conversation) {
        open.remove(stream, conversation);
    }

    /** Messages whose content was not kept because too many were unfinished at once. */
    public long refusedMessages() {
        return held.refused();
    }
}
