package io.wirecause.dhcp.option;

/** Names of status codes. */
public final class StatusCodes {
    public static final int SUCCESS = 0;

    private static final String[] NAMES4 = {"Success", "UnspecFail", "QueryTerminated", "MalformedQuery", "NotAllowed",
        "DataMissing", "ConnectionActive", "CatchUpComplete", "TLSConnectionRefused"};
    private static final String[] NAMES6 = {"Success", "UnspecFail", "NoAddrsAvail", "NoBinding", "NotOnLink", "UseMulticast",
        "NoPrefixAvail", "UnknownQueryType", "MalformedQuery", "NotConfigured", "NotAllowed", "QueryTerminated", "DataMissing",
        "CatchUpComplete", "NotSupported", "TLSConnectionRefused", "AddressInUse", "ConfigurationConflict",
        "MissingBindingInformation",
        "OutdatedBindingInformation", "ServerShuttingDown", "DNSUpdateNotSupported", "ExcessiveTimeSkew"};

    private StatusCodes() {
    }

    static String name4(int code) {
        return code < NAMES4.length ? NAMES4[code] : "status " + code;
    }

    public static String name6(int code) {
        return code < NAMES6.length ? NAMES6[code] : "status " + code;
    }
}
