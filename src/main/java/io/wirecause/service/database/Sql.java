package io.wirecause.service.database;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.Words;

/** Names statements by their first word, never by what follows. */
final class Sql {
    private static final String[] WORDS = {"SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "BEGIN", "COMMIT", "ROLLBACK",
            "SET", "SHOW",
        "USE", "CREATE", "ALTER", "DROP", "CALL", "WITH", "EXPLAIN", "TRUNCATE", "LOCK", "GRANT", "COPY", "EXECUTE", "EXEC",
        "MERGE",
        "ANALYZE", "VACUUM", "DECLARE", "FETCH", "CLOSE", "LISTEN", "NOTIFY", "LOAD", "START", "SAVEPOINT", "PREPARE",
        "DEALLOCATE",
        "DISCARD", "VALUES", "DO", "RESET", "DESCRIBE", "KILL"};

    private Sql() {
    }

    /** The first word of a statement that it knows; {@code otherwise} where there is none. */
    static String word(ByteView bytes, int offset, String otherwise) {
        int at = offset;
        while (at < bytes.length() && bytes.u8(at) <= ' ' && at < offset + 32) {
            at++;
        }
        String word = Words.of(bytes, at, WORDS);
        return word == null ? otherwise : word;
    }
}
