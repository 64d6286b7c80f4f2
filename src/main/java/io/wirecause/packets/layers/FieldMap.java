package io.wirecause.packets.layers;

import io.wirecause.report.WireText;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a layer as they are collected: cleaned, bounded in number and length. */
final class FieldMap {
    private static final int MOST = 48;
    private static final int LONGEST = 240;
    private static final int LONGEST_JOINED = 600;
    private static final int NAME = 60;
    private static final int MOST_TEXT = 3_000;

    private final Map<String, String> fields = new LinkedHashMap<>();
    private int omitted;
    private int size;

    /** Adds a field; values of one name are joined, null is none. */
    FieldMap add(String name, Object value) {
        if (value == null) {
            return this;
        }
        String key = WireText.clean(name, NAME);
        String before = fields.get(key);
        String text = WireText.clean(value.toString(), LONGEST);
        if (before == null && fields.size() >= MOST || before != null && before.length() > LONGEST_JOINED || size > MOST_TEXT) {
            omitted++;
        } else {
            size += key.length() + text.length();
            fields.put(key, before == null ? text : before + "; " + text);
        }
        return this;
    }

    /** The layer with what was added. */
    LayerRecord as(String layer) {
        if (omitted > 0) {
            fields.put("(more)", omitted + " fields are left out");
        }
        return new LayerRecord(layer, fields);
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }
}
