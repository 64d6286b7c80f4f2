package io.wirecause.report;

import java.util.List;
import java.util.function.Function;

/** The first of many cases in one sentence, as many as fit; the rest is counted, so nothing is cut silently. */
public final class FirstFew {
    /** Characters that the cases may take together; the first one stands whatever its length. */
    private static final int ROOM = 400;

    private FirstFew() {
    }

    /** The cases in these words with {@code ;} between, and how many more there are. */
    public static <T> String of(List<T> cases, Function<? super T, String> words) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (T each : cases) {
            String next = words.apply(each);
            if (shown > 0 && text.length() + next.length() > ROOM) {
                break;
            }
            text.append(shown++ == 0 ? "" : "; ").append(next);
        }
        return shown < cases.size() ? text.append("; and ").append(cases.size() - shown).append(" more").toString()
                : text.toString();
    }
}
