package io.wirecause.dhcp.option;

/** Names of message types. */
public final class MessageTypes {
    public static final int DISCOVER = 1;
    public static final int OFFER = 2;
    public static final int REQUEST = 3;
    public static final int DECLINE = 4;
    public static final int ACK = 5;
    public static final int NAK = 6;
    public static final int RELEASE = 7;
    public static final int INFORM = 8;

    public static final int SOLICIT = 1;
    public static final int ADVERTISE = 2;
    public static final int REQUEST6 = 3;
    public static final int CONFIRM = 4;
    public static final int RENEW = 5;
    public static final int REBIND = 6;
    public static final int REPLY = 7;
    public static final int RELEASE6 = 8;
    public static final int DECLINE6 = 9;
    public static final int INFORMATION_REQUEST = 11;
    public static final int RELAY_FORWARD = 12;
    public static final int RELAY_REPLY = 13;

    private static final String[] NAMES4 = {null, "DISCOVER", "OFFER", "REQUEST", "DECLINE", "ACK", "NAK", "RELEASE", "INFORM",
        "FORCERENEW", "LEASEQUERY", "LEASEUNASSIGNED", "LEASEUNKNOWN", "LEASEACTIVE", "BULKLEASEQUERY", "LEASEQUERYDONE",
        "ACTIVELEASEQUERY", "LEASEQUERYSTATUS", "TLS"};
    private static final String[] NAMES6 = {null, "SOLICIT", "ADVERTISE", "REQUEST", "CONFIRM", "RENEW", "REBIND", "REPLY",
            "RELEASE", "DECLINE", "RECONFIGURE", "INFORMATION-REQUEST", "RELAY-FORW", "RELAY-REPL", "LEASEQUERY",
            "LEASEQUERY-REPLY", "LEASEQUERY-DONE", "LEASEQUERY-DATA", "RECONFIGURE-REQUEST", "RECONFIGURE-REPLY",
            "DHCPV4-QUERY", "DHCPV4-RESPONSE", "ACTIVELEASEQUERY", "STARTTLS", "BNDUPD", "BNDREPLY", "POOLREQ", "POOLRESP",
            "UPDREQ", "UPDREQALL", "UPDDONE", "CONNECT",
        "CONNECTREPLY", "DISCONNECT", "STATE", "CONTACT", "ADDR-REG-INFORM", "ADDR-REG-REPLY"};

    private MessageTypes() {
    }

    /** Name of a DHCPv4 type (option 53), such as {@code DISCOVER}. */
    public static String name4(int type) {
        return type > 0 && type < NAMES4.length ? NAMES4[type] : "Unknown(" + type + ")";
    }

    /** Name of a DHCPv6 type, such as {@code SOLICIT}. */
    public static String name6(int type) {
        return type > 0 && type < NAMES6.length ? NAMES6[type] : "Unknown(" + type + ")";
    }

    /** Whether a DHCPv6 type is registered. */
    public static boolean known6(int type) {
        return type > 0 && type < NAMES6.length;
    }
}
