package io.wirecause.packets.follow;

import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.AnswerSize;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.analysis.stream.StreamDirection;
import io.wirecause.analysis.stream.StreamReader;
import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Packet;
import io.wirecause.report.Durations;
import io.wirecause.report.Plural;
import java.util.ArrayList;
import java.util.List;

/** Follows one connection, and keeps what its sides said, up to a bound. */
public final class ConversationText implements Analyzer, PayloadStreams.Chooser {
    private static final int MOST_TURNS = 400;
    /** Characters kept of a turn, and shown of each where there are several. */
    private static final int MOST_TEXT = 8_000;
    private static final int SHOWN_OF_EACH = 1_500;
    /** Bytes of JSON around the lines of a turn. */
    private static final int AROUND = 100;
    private static final int WHOLE_ANSWER = 9_000;

    private final int stream;
    private final PayloadStreams streams;
    private final List<Turn> turns = new ArrayList<>();
    private Wanted wanted = (frame, time) -> true;
    private StreamDirection any;
    private Side client;
    private Side server;
    private Turn turn;
    private boolean full;

    /** Which pieces of the conversation are shown. */
    @FunctionalInterface
    public interface Wanted {
        /** By frame number and time in nanoseconds since 1970. */
        boolean is(long frame, long time);
    }

    /** What one side said until the other one spoke. */
    private static final class Turn {
        private final boolean byClient;
        private final long frame;
        private final long time;
        private long bytes;
        private int text;
        /** Bytes of which no lines were made, because there were too many. */
        private long skipped;
        private final List<String> lines = new ArrayList<>();

        Turn(boolean byClient, long frame, long time) {
            this.byClient = byClient;
            this.frame = frame;
            this.time = time;
        }
    }

    /**
     * The conversation of a connection.
     *
     * @param stream the connection's number
     * @param most   connections numbered at most
     */
    public ConversationText(int stream, int most) {
        this.stream = stream;
        this.streams = PayloadStreams.Source.of(most).streams(this);
    }

    /** Shows only these pieces. */
    public void only(Wanted pieces) {
        wanted = pieces;
    }

    @Override
    public void packet(Packet packet) {
        streams.packet(packet);
    }

    @Override
    public boolean isDone() {
        return full;
    }

    /** To be called once, after the pass. */
    public void finish() {
        streams.finish();
        endTurn();
    }

    @Override
    public StreamReader open(StreamDirection direction, ByteView first) {
        if (direction.stream() != stream) {
            return null;
        }
        any = direction;
        Side side = new Side(direction.fromClient());
        if (direction.fromClient()) {
            client = side;
        } else {
            server = side;
        }
        return side;
    }

    /** One side of the connection. */
    private final class Side implements StreamReader {
        private final boolean isClient;
        private final SpokenLines lines = new SpokenLines();

        Side(boolean isClient) {
            this.isClient = isClient;
        }

        @Override
        public boolean data(ByteView bytes, long frame, long timestampNanos) {
            if (!wanted.is(frame, timestampNanos)) {
                return !full;
            }
            speak(frame, timestampNanos);
            if (full) {
                return false;
            }
            turn.bytes += bytes.length();
            if (turn.text >= MOST_TEXT) {
                turn.skipped += bytes.length();
                lines.skip(bytes);
                return true;
            }
            lines.read(bytes, ConversationText.this::keep);
            Side peer = isClient ? server : client;
            if (peer != null) {
                peer.lines.answers(lines.asksForSecret());
            }
            return true;
        }

        @Override
        public boolean gap(long bytes) {
            if (turn != null && turn.byClient == isClient && !full) {
                lines.flush(ConversationText.this::keep);
                keep("(" + Plural.of(bytes, "byte") + " not captured)");
            }
            return !full;
        }

        /** Begins a turn where the other side spoke last. */
        private void speak(long frame, long time) {
            if (turn != null && turn.byClient == isClient) {
                return;
            }
            endTurn();
            if (turns.size() == MOST_TURNS) {
                full = true;
                return;
            }
            turn = new Turn(isClient, frame, time);
            turns.add(turn);
            Side peer = isClient ? server : client;
            lines.answers(peer != null && peer.lines.asksForSecret());
        }
    }

    private void endTurn() {
        if (turn != null) {
            Side side = turn.byClient ? client : server;
            side.lines.flush(this::keep);
        }
    }

    private void keep(String line) {
        turn.text += line.length() + 4;
        turn.lines.add(line);
    }

    /**
     * The conversation as far as there is room.
     *
     * @param room  bytes
     * @param start when the capture's first frame was captured, nanoseconds
     */
    public ConversationRecord record(int room, long start) {
        int left = Math.min(room, WHOLE_ANSWER);
        int each = Math.max(SHOWN_OF_EACH, left / Math.max(1, turns.size()) - AROUND);
        List<ConversationRecord.Turn> shown = new ArrayList<>();
        for (Turn one : turns) {
            ConversationRecord.Turn told = told(one, Math.min(each, left - AROUND), start);
            left -= AnswerSize.of(told) + 1;
            if (left < 0) {
                break;
            }
            shown.add(told);
        }
        return new ConversationRecord(any == null ? "" : any.client().toString(), any == null ? "" : any.server().toString(),
                shown,
                !full && shown.size() == turns.size());
    }

    private static ConversationRecord.Turn told(Turn turn, int room, long start) {
        List<String> lines = new ArrayList<>();
        int left = room;
        for (String line : turn.lines) {
            left -= AnswerSize.of(line) + 1;
            if (left < 0) {
                break;
            }
            lines.add(line);
        }
        long more = turn.lines.size() - lines.size();
        if (more > 0 || turn.skipped > 0) {
            lines.add("(" + Plural.of(more, "more line") + (turn.skipped > 0 ? " and " + Plural.of(turn.skipped, "byte") : "")
                    + ")");
        }
        return new ConversationRecord.Turn(turn.byClient ? "client" : "server", turn.frame, Durations.seconds(turn.time - start),
                turn.bytes, lines);
    }
}
