package io.wirecause.service.network;

/** Names of the errors of BGP: RFC 4271, section 4.5, RFC 4486, RFC 6608, RFC 9687. */
final class BgpErrors {
    private static final int OPEN = 2;
    private static final int STATE = 5;
    private static final int CEASE = 6;
    private static final String[] CODES = {null, "Message Header Error", "OPEN Message Error", "UPDATE Message Error",
        "Hold Timer Expired", "Finite State Machine Error", "Cease", "ROUTE-REFRESH Message Error", "Send Hold Timer Expired"};
    private static final String[] HEADER = {null, "Connection Not Synchronized", "Bad Message Length", "Bad Message Type"};
    private static final String[] OPENS = {null, "Unsupported Version Number", "Bad Peer AS", "Bad BGP Identifier",
        "Unsupported Optional Parameter", null, "Unacceptable Hold Time", "Unsupported Capability", null, null, null, "Role "
        + "Mismatch"};
    private static final String[] UPDATES = {null, "Malformed Attribute List", "Unrecognized Well-known Attribute",
        "Missing Well-known Attribute", "Attribute Flags Error", "Attribute Length Error", "Invalid ORIGIN Attribute", null,
        "Invalid NEXT_HOP Attribute", "Optional Attribute Error", "Invalid Network Field", "Malformed AS_PATH"};
    private static final String[] STATES = {null, "Unexpected Message in OpenSent State", "Unexpected Message in OpenConfirm "
            + "State",
        "Unexpected Message in Established State"};
    private static final String[] CEASES = {null, "Maximum Number of Prefixes Reached", "Administrative Shutdown",
        "Peer De-configured", "Administrative Reset", "Connection Rejected", "Other Configuration Change",
        "Connection Collision Resolution", "Out of Resources", "Hard Reset", "BFD Down"};

    private BgpErrors() {
    }

    /** The name of an error code. */
    static String name(int code) {
        return code < CODES.length && CODES[code] != null ? CODES[code] : "error " + code;
    }

    /** The name of its subcode; null for none. */
    static String detail(int code, int subcode) {
        String[] names = switch (code) {
            case 1 -> HEADER;
            case OPEN -> OPENS;
            case 3 -> UPDATES;
            case STATE -> STATES;
            case CEASE -> CEASES;
            default -> null;
        };
        return names == null || subcode == 0 ? null : subcode < names.length && names[subcode] != null ? names[subcode]
                : "subcode " + subcode;
    }

    /** What to check or do next. */
    static String advice(int code, int subcode) {
        return switch (code << 8 | subcode) {
            case OPEN << 8 | 2 -> "Compare the AS numbers in the neighbour statements of both routers.";
            case OPEN << 8 | 3 -> "Give each router an identifier of its own.";
            case OPEN << 8 | 6 -> "Compare the hold times that both routers accept.";
            case OPEN << 8 | 7 -> "Compare the address families and capabilities that both routers are set up with.";
            case CEASE << 8 | 1 -> "The peer announces more prefixes than allowed: find a leak, or raise the limit.";
            case CEASE << 8 | 2, CEASE << 8 | 4 -> "An operator ended the session; ask there.";
            case CEASE << 8 | 3, CEASE << 8 | 5 -> "The other router is not set up for this peer: compare the neighbour "
                    + "statements.";
            case CEASE << 8 | 10 -> "BFD lost the path between the routers: look at the link.";
            default -> switch (code) {
                case 4, 8 -> "The peer was silent or could not be reached for the hold time: look at its load, and for loss "
                        + "on the"
                        + " link between the routers.";
                case 3 -> "A router sent an announcement that the other one cannot take: see both logs, and the software of "
                        + "both.";
                default -> "See the log of the router that sent the notification.";
            };
        };
    }
}
