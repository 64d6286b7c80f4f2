package io.wirecause.explain.life;

import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.segment.SynOptions;
import java.util.ArrayList;
import java.util.List;

/** The options of a SYN that matter later, in brackets. */
final class SetupWords {
    private SetupWords() {
    }

    static String of(Segment syn) {
        SynOptions options = syn.options();
        List<String> words = new ArrayList<>();
        if (options != null && options.mss() != null) {
            words.add("mss " + options.mss());
        }
        if (options == null || options.windowScale() == null) {
            words.add("no window scaling");
        }
        if (options == null || !options.sackPermitted()) {
            words.add("no SACK");
        }
        if (options != null && options.fastOpen() != null) {
            words.add("fast open " + options.fastOpen());
        }
        if (syn.payload() > 0) {
            words.add("with " + syn.payload() + " bytes");
        }
        return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
    }
}
