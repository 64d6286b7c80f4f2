package io.wirecause.service.database;

import io.wirecause.report.Party;

/** The names that PostgreSQL gives to SQLSTATE codes, appendix A of its documentation. */
final class SqlState {
    private SqlState() {
    }

    /** The name of a code; null where it is none of the common ones. */
    static String name(String code) {
        return code == null ? null : switch (code) {
            case "08P01" -> "protocol_violation";
            case "22001" -> "string_data_right_truncation";
            case "22012" -> "division_by_zero";
            case "22P02" -> "invalid_text_representation";
            case "23502" -> "not_null_violation";
            case "23503" -> "foreign_key_violation";
            case "23505" -> "unique_violation";
            case "23514" -> "check_violation";
            case "25006" -> "read_only_sql_transaction";
            case "25P02" -> "in_failed_sql_transaction";
            case "25P03" -> "idle_in_transaction_session_timeout";
            case "28000" -> "invalid_authorization_specification";
            case "28P01" -> "invalid_password";
            case "3D000" -> "invalid_catalog_name";
            case "3F000" -> "invalid_schema_name";
            case "40001" -> "serialization_failure";
            case "40P01" -> "deadlock_detected";
            case "42501" -> "insufficient_privilege";
            case "42601" -> "syntax_error";
            case "42703" -> "undefined_column";
            case "42883" -> "undefined_function";
            case "42P01" -> "undefined_table";
            case "42P07" -> "duplicate_table";
            case "53100" -> "disk_full";
            case "53200" -> "out_of_memory";
            case "53300" -> "too_many_connections";
            case "55P03" -> "lock_not_available";
            case "57014" -> "query_canceled";
            case "57P01" -> "admin_shutdown";
            case "57P02" -> "crash_shutdown";
            case "57P03" -> "cannot_connect_now";
            case "58030" -> "io_error";
            case "XX000" -> "internal_error";
            default -> null;
        };
    }

    /** Where a cause lies, by the class of the code; null where that does not tell. */
    static Party party(String code) {
        if (code == null || code.length() < 2) {
            return null;
        }
        return switch (code.substring(0, 2)) {
            case "22", "23", "28", "3D", "3F", "42" -> Party.CLIENT;
            case "53", "57", "58", "XX" -> Party.SERVER;
            default -> null;
        };
    }

    /** What to do; null where nothing special. */
    static String advice(String code) {
        return code == null ? null : switch (code) {
            case "28000" -> "Look at pg_hba.conf of the server: it has no line that allows this address, user, database and "
                    + "encryption.";
            case "3D000" -> "Check the name of the database that the client asks for.";
            case "53300" -> "Raise max_connections, put a pooler in front, or find who does not close connections.";
            case "57014" -> "statement_timeout or a user cancelled it: see why the statement takes so long.";
            case "57P03" -> "The server starts, shuts down or recovers; try again, and see its log if it lasts.";
            default -> null;
        };
    }
}
