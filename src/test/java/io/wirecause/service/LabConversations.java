package io.wirecause.service;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.analysis.stream.StreamDirection;
import io.wirecause.analysis.stream.StreamReader;
import io.wirecause.bytes.ByteView;
import io.wirecause.capture.Capture;
import io.wirecause.report.Finding;
import io.wirecause.report.UserFacingException;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.ServiceProtocol;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What clients and servers said over TCP in the captures of services. */
final class LabConversations {
    /** Messages of a conversation that are kept. */
    private static final int MOST = 40;

    private LabConversations() {
    }

    /**
     * What a side of a connection said at once.
     *
     * @param fromClient which side
     * @param bytes      what it said
     */
    record Said(boolean fromClient, byte[] bytes) {
    }

    /**
     * A connection.
     *
     * @param said       by both sides in turn
     * @param serverPort the server's port
     */
    record Conversation(List<Said> said, int serverPort) {
        /** The protocol that it speaks; null for none that is read. */
        ServiceProtocol protocol() {
            byte[][] first = {new byte[0], new byte[0]};
            for (Said one : said) {
                int side = one.fromClient ? 0 : 1;
                first[side] = first[side].length == 0 ? one.bytes : first[side];
            }
            Opening opening = new Opening(ByteView.of(first[0]), ByteView.of(first[1]), serverPort, true);
            ServiceProtocol best = null;
            int most = 0;
            for (ServiceProtocol protocol : ServiceProtocols.ALL) {
                int match = protocol.recogniser() == null ? 0 : protocol.recogniser().match(opening);
                if (match > most) {
                    most = match;
                    best = protocol;
                }
            }
            return best == null || best.streams() == null ? null : best;
        }
    }

    /** All of them. */
    static List<Conversation> all() throws IOException, UserFacingException {
        List<Conversation> all = new ArrayList<>();
        for (Path path : TestCaptures.in("service")) {
            try (Capture capture = Capture.open(path)) {
                Listener listener = new Listener();
                Pass.read(new ToolContext("x", capture, Limits.DEFAULT, ProgressListener.NONE), List.of(listener));
                listener.said.forEach((stream, said) -> all.add(new Conversation(said, listener.ports.get(stream))));
            }
        }
        return all;
    }

    /** Gathers what is said. */
    private static final class Listener implements Analysis {
        private final Map<Integer, List<Said>> said = new LinkedHashMap<>();
        private final Map<Integer, Integer> ports = new LinkedHashMap<>();
        private final PayloadStreams streams = PayloadStreams.Source.of(1_000).streams(this::listen);

        private StreamReader listen(StreamDirection direction, ByteView first) {
            List<Said> all = said.computeIfAbsent(direction.stream(), s -> new ArrayList<>());
            ports.put(direction.stream(), direction.server().port());
            return new StreamReader() {
                @Override
                public boolean data(ByteView bytes, long frame, long timestampNanos) {
                    all.add(new Said(direction.fromClient(), bytes.copy()));
                    return all.size() < MOST;
                }

                @Override
                public boolean gap(long bytes) {
                    return true;
                }
            };
        }

        @Override
        public List<Analyzer> analyzers() {
            return List.of(streams);
        }

        @Override
        public void finish(Pass.Reading reading) {
            streams.finish();
        }

        @Override
        public List<Finding> findings() {
            return List.of();
        }
    }
}
