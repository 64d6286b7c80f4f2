package io.wirecause.mcp.call;

import io.wirecause.mcp.json.AnswerSerializer;
import io.wirecause.source.FileIdentity;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last answers, so that the same question about the same unchanged capture is not worked out twice: models ask
 * again, and page. An answer is kept as it was, its time of analysis included. Safe for several threads.
 */
final class ResultCache {
    /** Characters of JSON kept in all; as maps in memory they take several times as much. */
    static final long MAX_CHARS = 8L << 20;
    /** One answer takes a quarter of that at most. */
    private static final long MAX_ANSWER_CHARS = MAX_CHARS / 4;

    private final Map<Key, CallOutcome> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long chars;

    /**
     * What an answer depends on. Limits are the same for all calls of a server.
     *
     * @param tool      name of the tool
     * @param arguments all arguments by name, defaults filled in
     * @param files     the captures that were read, in order
     */
    record Key(String tool, Map<String, Object> arguments, List<FileIdentity> files) {
        Key(String tool, Record arguments, List<FileIdentity> files) {
            this(tool, AnswerSerializer.of(arguments), files);
        }
    }

    /** The kept answer; null where there is none. */
    synchronized CallOutcome get(Key key) {
        return kept.get(key);
    }

    /** Keeps an answer, which must not be changed from now on, and drops those not asked for the longest. */
    synchronized void put(Key key, CallOutcome answer) {
        if (answer.json().length() > MAX_ANSWER_CHARS) {
            return;
        }
        CallOutcome old = kept.put(key, answer);
        chars += answer.json().length() - (old == null ? 0 : old.json().length());
        for (Iterator<CallOutcome> oldest = kept.values().iterator(); chars > MAX_CHARS; ) {
            chars -= oldest.next().json().length();
            oldest.remove();
        }
    }

    /** Characters of JSON kept now. */
    synchronized long chars() {
        return chars;
    }
}
