package io.wirecause.tcp.findings;

import io.wirecause.report.FindingCode;

/** The kinds of findings about TCP connections. */
public enum TcpFindingCode implements FindingCode {
    /** SYNs without any answer. */
    SYN_UNANSWERED("The client's SYN was never answered: a packet filter that drops, a wrong address, a host that is "
            + "down, or a response that bypasses the capture point. Compare with a capture at the "
            + "server."),
    /** SYNs answered by RST. */
    CONNECTION_REFUSED("The server answered the SYN with a RST: nothing listens on that port, or a firewall rejects it. "
            + "Check that the service runs and on which address it listens."),
    /** SYNs answered by an ICMP error. */
    CONNECTION_BLOCKED_ICMP("A router or firewall answered the SYN with an ICMP error, which says why. Look at the packet filter "
            + "or routing table of the host that sent it."),
    /** A SYN-ACK that the client did not acknowledge. */
    HANDSHAKE_INCOMPLETE("The server answered the SYN but the client's ACK was not seen: the SYN-ACK got lost or filtered, "
            + "came too late, or the client was only scanning."),
    /** A RST between the SYN-ACK and the ACK of it. */
    HANDSHAKE_RESET("One side reset the connection between the SYN-ACK and the ACK of it: a server whose listener closed or "
            + "whose queue is full, a client that only tests the port or that had given up, a firewall."),
    /** SYNs answered by what belongs to an earlier connection. */
    SYN_CHALLENGED("The server answered the SYN with an ACK, or SYN-ACK, that does not acknowledge it: it still holds an "
            + "earlier connection of the same addresses and ports (a challenge ACK, or one from TIME-WAIT). The client should "
            + "answer with a RST and try again; where a firewall drops that, or the client gives up, no connection comes about, "
            + "or late."),
    /** SYNs answered from another address. */
    SYN_ANSWERED_ELSEWHERE("The SYN-ACK that acknowledges the client's SYN came from another address or port than the SYN was "
            + "sent to, so the client does not take it: a translation that is not undone on the way back, direct server return "
            + "without the service's address, or a host that answers from another of its addresses."),
    /** A server that ignores clients until it accepts again. */
    ACCEPT_QUEUE_FULL("The server ignored SYNs, or ACKs and data of clients that it had already sent a SYN-ACK, while "
            + "connections before them waited for an answer and nothing else got lost: the queue of connections that its process "
            + "has yet to accept is full. Not loss on the path; look at the process, then at the backlog."),
    /** SYN or SYN-ACK sent again before the connection was there. */
    SETUP_DELAYED("The connection was set up, but late: a SYN or a SYN-ACK got lost, or was dropped by a full listen queue or "
            + "by a device that does not like its options, and was sent again after a second or more."),
    /** A server that saves its SYN queue. */
    SYN_COOKIES("The server answered SYNs with SYN cookies, as it does when its SYN queue is full: these SYN-ACKs lack window "
            + "scaling and SACK, which it grants other clients with the same SYN. A flood, a burst of clients, or too short a "
            + "queue; the connections work, but slower where the window matters."),
    /** Very many half-open connections to one server. */
    SYN_FLOOD("Very many connections to one server stayed half-open, most from different addresses: a "
            + "SYN flood, or a server that cannot keep up."),
    /** One client trying many ports. */
    PORT_SCAN("One client tried many ports or servers and failed on nearly all: a port scan, or a misconfigured "
            + "monitor. Its refused connections are not reported separately."),
    /** A RST before the connection was closed. */
    CONNECTION_RESET("A RST ended an established connection before both sides had closed it; the detail says which side "
            + "sent it and after how much data. An error from a server that gives up; only a note where the client "
            + "left with all data acknowledged, or where the other side had closed before."),
    /** A RST when a silent connection is used again. */
    RESET_AFTER_IDLE("The connection was silent for longer than ever before and was then reset, when used again or by an idle "
            + "timeout; how long tells how sure that is: the server, a firewall, a load balancer or a NAT dropped it. "
            + "Send keep-alives more often, or reconnect."),
    /** A request that met the server's FIN. */
    REQUEST_MET_CLOSE("The client sent a request at the moment when the server closed the idle connection (keep-alive race); "
            + "the server answered the request with a RST, and it is lost. The detail says after what silence the server closes: "
            + "the client must drop idle connections sooner."),
    /** Connections that a server ends without an answer. */
    CLOSED_WITHOUT_ANSWER("The server accepted connections, acknowledged the requests and ended them without a byte of answer, "
            + "again and again, while nothing got lost: its process refuses or dies on the request, or speaks another "
            + "protocol."),
    /** A RST unlike its sender's packets. */
    RESET_NOT_FROM_PEER("The RST carries another TTL than the packets of its sender, by more than routes differ, so that a "
            + "device on the path likely sent it in the sender's name."),
    /** Retransmissions without any response behind a silence. */
    SILENT_AFTER_IDLE("The connection was silent for longer than ever before, and what was sent then got no answer, however "
            + "often it was repeated: a NAT, firewall or load balancer on the path had dropped its entry and discards what "
            + "comes, or the peer went away meanwhile."),
    /** Retransmissions without any response until the end. */
    PEER_UNRESPONSIVE("One side kept retransmitting, or sending keep-alives, without any response from the other: it crashed, or "
            + "the path to it broke."),
    /** Segments retransmitted because they got lost. */
    PACKET_LOSS("Segments had to be retransmitted, in the direction, at the rate and for the causes that the detail "
            + "gives, on single connections or thinly on many. Spurious retransmissions, keep-alives, probes, SYNs "
            + "and FINs are not counted."),
    /** Segments overtaken on the way. */
    REORDERING("Segments arrived behind ones that were sent after them, as their timestamps or IP identifications "
            + "show; senders may take that for loss."),
    /** Data retransmitted although it had arrived. */
    SPURIOUS_RETRANSMISSION("Data was retransmitted although it had arrived, as D-SACKs or earlier acknowledgements show: "
            + "acknowledgements got lost or late, or the round trip jumped."),
    /** A receiver that closed its window. */
    ZERO_WINDOW("A receiver closed its window for a noticeable time: its application does not read fast enough. The "
            + "sender can only wait."),
    /** A transfer limited by the receiver's window. */
    WINDOW_LIMITED("The sender repeatedly filled the receiver's window and had to wait for it, or the transfer went just as fast "
            + "as one window in each round trip; the detail says why the window is no larger. A larger receive "
            + "buffer, or window scaling, would make it faster."),
    /** Round trips that grow with the load. */
    QUEUEING_DELAY("A transfer fills a queue on the path (bufferbloat): the round trip grows to many times what it is without "
            + "load, for the transfer and for what shares the path with it at that time. Not the server's time to think."),
    /** Losses above a steady rate. */
    RATE_POLICED("Segments get lost in runs, again and again, while what is delivered stays at one steady rate and no queue "
            + "builds up: a policer discards what is above that rate. Not a bad line; raise the contracted or configured rate, "
            + "or have it shaped instead, or let the sender pace itself below it."),
    /** Large segments that never get through. */
    PATH_MTU_BLACK_HOLE("Large segments are retransmitted repeatedly without ever being acknowledged, or never arrive, while "
            + "small ones pass: a link with a smaller MTU drops them and its ICMP errors do not come back."),
    /** Large segments sent again smaller after an ICMP error. */
    PATH_MTU_DISCOVERY("A router said by ICMP that segments are larger than the next link takes, and the sender sent the data "
            + "again in smaller ones: path MTU discovery at work, not loss. It costs a round trip or more in each connection."),
    /** A long round trip. */
    HIGH_LATENCY("The round trip is so long that every exchange takes noticeable time; nothing else may be wrong."),
    /** Small writes waiting for delayed ACKs. */
    DELAYED_ACK_STALL("The sender holds back a small second write until the first is acknowledged (Nagle's algorithm) and "
            + "the receiver delays that ACK: each exchange loses some 40 ms or more. Write in one piece, or set "
            + "TCP_NODELAY."),
    /** A server that takes long to answer. */
    SLOW_SERVER("The server acknowledged requests at once and took long to answer them: the time passes in the "
            + "server's application, not in the network."),
    /** A transfer whose sender has nothing to send. */
    SENDER_LIMITED("For most of the time of a transfer its sender had nothing to send, although the window and the path had "
            + "room: the sending application reads, computes or paces itself. The record's limited_by has the shares of the "
            + "time."),
    /** A client that pauses within its request. */
    SLOW_CLIENT("The client paused long within its own request or before taking the answer: the time passes in the "
            + "client's application. A note where most of a connection's time passes between an answer and the next request."),
    /** Segments that do not belong into their connection. */
    UNACCEPTABLE_SEGMENT("Segments came that the receiver cannot accept: numbers outside the window, a second SYN-ACK with "
            + "another number, a RST or an acknowledgment that does not fit. Receivers drop them, so the connection went on; "
            + "left over from an earlier connection, forged, or changed by a device on the path."),
    /** Segments that reached the capture point with a wrong checksum. */
    CORRUPTED_SEGMENT("Segments reached the capture point with a wrong TCP checksum although their sender computed it: something "
            + "on the way damages packets. Receivers drop them, so it looks like loss."),
    /** SACK blocks that a device made useless. */
    SACK_REWRITTEN("SACK blocks lie outside all data that was sent: a firewall on the path rewrites sequence numbers but not "
            + "those in the SACK option. Lost segments then wait for a timeout."),
    /** Data acknowledged that is not in the capture. */
    CAPTURE_MISSED_PACKETS("Receivers acknowledged data that the capture does not hold: it missed packets. What looks like loss "
            + "may be loss in the capture."),
    /** Connections of which only one direction is there. */
    ONE_SIDED("Only one direction of these connections was captured: asymmetric routes, or a mirror port for one "
            + "direction. Loss and answers cannot be judged."),
    /** Connections that began before the capture. */
    STARTS_MID_STREAM("These connections began before the capture: options and handshake are unknown, roles are a guess by "
            + "port."),
    /** Checksums left to the network card. */
    CHECKSUM_OFFLOAD("The capture was taken at the sending host, whose network card fills in checksums later: \"bad "
            + "checksum\" hints of other tools are false."),
    /** A fatal TLS alert in the clear. */
    TLS_ALERT("A TLS handshake failed with a fatal alert; its name says why.");

    private final String explanation;

    TcpFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }

    @Override
    public boolean aboutCapture() {
        return switch (this) {
            case CAPTURE_MISSED_PACKETS, ONE_SIDED, STARTS_MID_STREAM, CHECKSUM_OFFLOAD -> true;
            default -> false;
        };
    }
}
