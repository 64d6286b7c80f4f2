package io.pcaplens.tcp;

import io.pcaplens.report.FindingCode;

/** The kinds of findings about TCP connections. */
enum TcpFindingCode implements FindingCode {
    /** SYNs without any answer. */
    SYN_UNANSWERED("The client's SYN was never answered: a packet filter that drops, a wrong address, a host that is down, or an "
            + "answer that takes another way and is not in the capture. Compare with a capture at the server."),
    /** SYNs answered by RST. */
    CONNECTION_REFUSED("The server answered the SYN with a RST: nothing listens on that port, or a firewall rejects it. "
            + "Check that the service runs and on which address it listens."),
    /** A SYN-ACK that the client did not acknowledge. */
    HANDSHAKE_INCOMPLETE("The server answered the SYN but the client's ACK was not seen: the SYN-ACK got lost, came too late, "
            + "or the client was only scanning."),
    /** A RST before the connection was closed. */
    CONNECTION_RESET("A RST ended an established connection before both sides had closed it; the detail says which side sent it "
            + "and after how much data."),
    /** Segments sent again. */
    PACKET_LOSS("Segments were sent again, in the direction and at the rate that the detail gives: the network lost them or their "
            + "acknowledgements.");

    private final String explanation;

    TcpFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
