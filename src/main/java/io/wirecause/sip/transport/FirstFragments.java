package io.wirecause.sip.transport;

import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.packet.IpProtocol;
import io.wirecause.packet.Packet;
import io.wirecause.sip.message.SipMessage;
import io.wirecause.sip.message.SipMessageContext;
import io.wirecause.sip.message.StartLine;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * First fragments of datagrams that hold the beginning of a SIP message. The other fragments follow at once, or they are lost or
 * filtered away: then the beginning is all there is, and it tells whose the message is. It waits until it is clear that the
 * message does not become whole: another message of the same Call-ID comes, or time passes.
 */
public final class FirstFragments {
    /** What the message says of itself. */
    public static final String PROBLEM = "only the first fragment of the datagram is in the capture";
    /** Fragments held at once. */
    static final int MAX_HELD = 256;
    /** Fragments follow each other faster than this. */
    private static final long WAIT_NANOS = 500_000_000;
    private static final int UDP_HEADER = 8;

    private final Consumer<SipMessageContext> sink;
    private final ArrayDeque<SipMessageContext> held = new ArrayDeque<>();
    private long released;

    FirstFragments(Consumer<SipMessageContext> sink) {
        this.sink = sink;
    }

    /** Takes a packet that may be such a fragment. */
    void packet(Packet packet) {
        if (!packet.isFirstFragment() || packet.protocol() != IpProtocol.UDP) {
            return;
        }
        ByteView datagram = packet.transport();
        if (datagram.length() <= UDP_HEADER) {
            return;
        }
        ByteView payload = datagram.slice(UDP_HEADER, datagram.length() - UDP_HEADER);
        int start = StartLine.skipEmptyLines(payload, 0);
        if (start == payload.length() || !StartLine.isAt(payload, start)) {
            return;
        }
        List<SipMessage> messages = SipDatagram.messages(payload, PROBLEM);
        if (messages.isEmpty()) {
            return;
        }
        if (held.size() == MAX_HELD) {
            release(held.poll());
        }
        held.add(new SipMessageContext(messages.get(0), packet.frame().number(), packet.frame().timestampNanos(),
                new Endpoint(packet.ipVersion(), packet.sourceHi(), packet.sourceLo(), datagram.u16be(0)),
                new Endpoint(packet.ipVersion(), packet.destinationHi(), packet.destinationLo(), datagram.u16be(2)),
                SipMessageContext.Transport.UDP, -1, false));
    }

    private void release(SipMessageContext context) {
        released++;
        sink.accept(context);
    }

    /** A whole message comes: what it completes is not needed any more, what it follows is taken first. */
    void before(SipMessageContext next) {
        for (Iterator<SipMessageContext> each = held.iterator(); each.hasNext(); ) {
            SipMessageContext begun = each.next();
            boolean same = Objects.equals(begun.message().callId(), next.message().callId());
            boolean whole = same && begun.source().equals(next.source()) && begun.destination().equals(next.destination())
                    && begun.message().startLine().equals(next.message().startLine())
                    && begun.message().cseqNumber() == next.message().cseqNumber()
                    && next.timeNanos() - begun.timeNanos() < WAIT_NANOS;
            if (whole || same || next.timeNanos() - begun.timeNanos() >= WAIT_NANOS) {
                each.remove();
                if (!whole) {
                    release(begun);
                }
            }
        }
    }

    /** Takes what still waits. */
    void finish() {
        while (!held.isEmpty()) {
            release(held.poll());
        }
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Messages that were read in part. */
    long released() {
        return released;
    }
}
