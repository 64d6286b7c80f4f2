package io.wirecause.service.database;

import io.wirecause.report.Party;

/** What the commonest error codes of MySQL and MariaDB mean, from their reference manuals. */
final class MySqlCodes {
    private MySqlCodes() {
    }

    static String name(int code) {
        return switch (code) {
            case 1040 -> "too many connections";
            case 1044 -> "access to the database denied";
            case 1045, 1698 -> "access denied";
            case 1049 -> "unknown database";
            case 1053 -> "server shutdown in progress";
            case 1054 -> "unknown column";
            case 1062 -> "duplicate entry";
            case 1064 -> "syntax error";
            case 1114 -> "table is full";
            case 1129 -> "host is blocked";
            case 1130 -> "host is not allowed";
            case 1142 -> "command denied";
            case 1146 -> "no such table";
            case 1153 -> "packet too large";
            case 1158, 1159, 1160, 1161 -> "network error";
            case 1203, 1226 -> "too many connections of the user";
            case 1205 -> "lock wait timeout";
            case 1213 -> "deadlock";
            case 1290, 1836 -> "server is read-only";
            case 1317 -> "query interrupted";
            case 1396 -> "operation on user failed";
            case 1451, 1452 -> "foreign key constraint fails";
            case 3024, 1969 -> "query took too long";
            case 3118 -> "account is locked";
            default -> null;
        };
    }

    static Party party(int code) {
        return switch (code) {
            case 1044, 1045, 1698, 1049, 1054, 1062, 1064, 1142, 1146, 1451, 1452 -> Party.CLIENT;
            case 1040, 1053, 1114, 1129, 1130, 1203, 1226, 1205, 1213, 1290, 1836, 3024, 1969 -> Party.SERVER;
            default -> null;
        };
    }

    static String advice(int code) {
        return switch (code) {
            case 1040 -> "Raise max_connections, or find who opens connections and does not close them.";
            case 1129 -> "The server blocked this host after many broken connections: find their cause, then FLUSH HOSTS.";
            case 1130 -> "No account of the server allows this address: grant one that does, or check which address the "
                    + "server sees.";
            case 1045, 1698 -> "Check user and password, and that the account allows this client's address.";
            case 1205, 1213 -> "Find the transactions that hold the locks (SHOW ENGINE INNODB STATUS).";
            default -> null;
        };
    }
}
