package io.wirecause.tcp.endpoint;

/** A segment that does not belong into the connection as it stands (RFC 9293, section 3.10.7.4), or a part of one. */
public enum Stray {
    /** Sequence numbers far outside the receiver's window. */
    OUTSIDE_WINDOW("outside the window"),
    /** An acknowledgment of data that was never sent. */
    ACK_OF_UNSENT("with an acknowledgment of data never sent"),
    /** A SYN-ACK that repeats another one with a different initial sequence number. */
    OTHER_ISN("SYN-ACK with another initial sequence number"),
    /** The answer to a SYN acknowledges something else. */
    OLD_CONNECTION("with numbers of an earlier connection, in answer to the SYN"),
    /** A RST after which the connection went on. */
    IGNORED_RESET("RST that the receiver ignored"),
    /** The first segment of another connection on the same ports, whose SYN is not in the capture. */
    NEXT_CONNECTION("of another connection on the same ports, whose SYN is not in the capture"),
    /** SACK blocks outside the data that was sent. */
    SACK_OUTSIDE("with SACK blocks outside the data sent");

    private final String label;

    Stray(String label) {
        this.label = label;
    }

    /** What is odd about it, to follow a count. */
    public String label() {
        return label;
    }
}
