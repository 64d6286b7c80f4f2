package io.wirecause.analysis.stream;

import io.wirecause.bytes.ByteView;
import java.util.ArrayList;
import java.util.List;

/** Several readers of one direction; each goes on until it wants no more. */
final class Readers implements StreamReader {
    private final List<StreamReader> readers;

    private Readers(List<StreamReader> readers) {
        this.readers = readers;
    }

    /** What reads a direction; null where nobody wants it. */
    static StreamReader of(List<PayloadStreams.Chooser> choosers, StreamDirection direction, ByteView first) {
        if (choosers.size() == 1) {
            return choosers.get(0).open(direction, first);
        }
        List<StreamReader> wanted = new ArrayList<>(1);
        for (PayloadStreams.Chooser chooser : choosers) {
            StreamReader reader = chooser.open(direction, first);
            if (reader != null) {
                wanted.add(reader);
            }
        }
        return wanted.isEmpty() ? null : wanted.size() == 1 ? wanted.get(0) : new Readers(wanted);
    }

    @Override
    public boolean data(ByteView bytes, long frame, long timestampNanos) {
        readers.removeIf(reader -> !reader.data(bytes, frame, timestampNanos));
        return !readers.isEmpty();
    }

    @Override
    public boolean gap(long bytes) {
        readers.removeIf(reader -> !reader.gap(bytes));
        return !readers.isEmpty();
    }

    @Override
    public void end() {
        readers.forEach(StreamReader::end);
    }
}
