package io.wirecause.http.message;

import io.wirecause.bytes.ByteView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The fields of recent messages, byte for byte: the next message of a connection often has the same ones, and then none of its
 * lines has to be taken apart. One for the requests and one for the answers of all connections, which share its places.
 */
final class FieldMemory {
    /** A power of two. */
    private static final int PLACES = 64;
    /** Longer ones, with their cookies, are read anew each time. */
    private static final int LONGEST = 2048;

    private final Fields[] places = new Fields[PLACES];
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    /** The fields of one message. */
    static final class Fields {
        private final byte[] bytes;
        private final String[] names;
        private final String[] values;
        private final Framing framing;

        private Fields(byte[] bytes, List<String> names, List<String> values, Framing framing) {
            this.bytes = bytes;
            this.names = names.toArray(String[]::new);
            this.values = values.toArray(String[]::new);
            this.framing = new Framing();
            this.framing.set(framing);
        }

        /** Tells a message of the same fields what they say; gives the bytes of all lines, the empty one at the end included. */
        int tell(Framing ofMessage, BiConsumer<String, String> ofInterest) {
            ofMessage.set(framing);
            for (int i = 0; i < names.length; i++) {
                ofInterest.accept(names[i], values[i]);
            }
            return bytes.length;
        }
    }

    /** A message begins. */
    void begin() {
        names.clear();
        values.clear();
    }

    /** Notes a field of interest of the message that has begun. */
    void add(String name, String value) {
        names.add(name);
        values.add(value);
    }

    /** Keeps the fields of the message that has begun, all of which lie between two places of these bytes. */
    void keep(int stream, ByteView bytes, int from, int end, Framing framing) {
        if (end - from <= LONGEST) {
            places[stream & PLACES - 1] = new Fields(bytes.copy(from, end - from), names, values, framing);
        }
    }

    /** The kept fields that stand here; null where others do. */
    Fields find(int stream, ByteView bytes, int from) {
        Fields fields = places[stream & PLACES - 1];
        return fields != null && bytes.holds(from, fields.bytes) ? fields : null;
    }
}
