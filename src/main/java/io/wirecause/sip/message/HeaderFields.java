package io.wirecause.sip.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The header fields of a message in order, where they lie in the bytes of its head. They are indexed once, when
 * added; strings are made on demand.
 */
final class HeaderFields {
    /** Of each field: name from, name to, value from, value to. */
    private static final int PLACES = 4;
    private static final int USUAL = 12;

    private final byte[] head;
    private int[] places = new int[USUAL * PLACES];
    private int size;
    /** The first field of each name that is looked up, counted from 1; 0 for none. */
    private final short[] first = new short[HeaderName.COUNT];

    /** No fields yet of a head, which must not change. */
    HeaderFields(byte[] head) {
        this.head = head;
    }

    /** Adds a field by where its name and its value lie in the head. */
    void add(int nameFrom, int nameTo, int valueFrom, int valueTo) {
        if (size * PLACES == places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
        int at = size++ * PLACES;
        places[at] = nameFrom;
        places[at + 1] = nameTo;
        places[at + 2] = valueFrom;
        places[at + 3] = valueTo;
        HeaderName known = HeaderName.of(head, nameFrom, nameTo);
        if (known != null && first[known.ordinal()] == 0) {
            first[known.ordinal()] = (short) size;
        }
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** Whether there is a field of this name. */
    boolean has(HeaderName name) {
        return first[name.ordinal()] > 0;
    }

    /** The value of the first field of this name; null for none. */
    ByteText first(HeaderName name) {
        int index = first[name.ordinal()] - 1;
        return index < 0 ? null : value(index);
    }

    private ByteText name(int index) {
        return new ByteText(head, places[index * PLACES], places[index * PLACES + 1]);
    }

    private ByteText value(int index) {
        return new ByteText(head, places[index * PLACES + 2], places[index * PLACES + 3]);
    }

    /** All of them as strings. */
    List<SipMessage.Header> all() {
        List<SipMessage.Header> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            all.add(new SipMessage.Header(HeaderName.canonical(name(i).toString()), value(i).toString()));
        }
        return all;
    }
}
