package io.wirecause.flow;

/** How it is known which end of a TCP connection is the client, surest first. */
public enum RoleBasis {
    /** The client sent a SYN. */
    SYN,
    /** The server sent a SYN-ACK. */
    SYN_ACK,
    /** The server's port is the better known one. */
    PORT,
    /** The first packet came from the client: a guess. */
    FIRST_PACKET;

    /** Whether the handshake shows it, so that it is not a guess. */
    public boolean isKnown() {
        return this == SYN || this == SYN_ACK;
    }
}
