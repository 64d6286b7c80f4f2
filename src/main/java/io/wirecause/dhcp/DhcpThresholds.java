package io.wirecause.dhcp;

/** The numbers that decide about findings. */
final class DhcpThresholds {
    /** A request this close to the end of the capture may still be answered: clients repeat it after about 4 s. */
    static final long PENDING_NANOS = 3_000_000_000L;
    /** A client that has sent this many requests has not heard an answer, however soon the capture ends. */
    static final int REPEATED_REQUESTS = 3;
    /** New clients within {@link #STARVATION_NANOS} that are suspicious: a full classroom has fewer. */
    static final int STARVATION_CLIENTS = 50;
    /** The time in which new clients are counted. */
    static final long STARVATION_NANOS = 60_000_000_000L;
    /** Share of these clients that must look made up. */
    static final double STARVATION_SHARE = 0.8;
    /** After this time a real client that heard nothing has asked again: it waits about 4 s (RFC 2131, section 4.1). */
    static final long ASKS_AGAIN_NANOS = 10_000_000_000L;
    /** Messages of one client within a minute that are a flood; one that waits as it should sends about five. */
    static final int FLOOD_MESSAGES = 60;
    /** The same where the messages before are repeated at once: relays and captures at several places make a few copies. */
    static final int FLOOD_COPIES = 300;
    /** Declined addresses for which one host answered, before it is suspected of answering for all. */
    static final int PROXY_DECLINES = 2;
    /** Addresses that a host used in ARP, before it is suspected of that. */
    static final int PROXY_ADDRESSES = 4;
    /** How often clients start over after a contested grant, before that is an error. */
    static final int STARTS_OVER = 3;

    private DhcpThresholds() {
    }
}
