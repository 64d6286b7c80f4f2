package io.wirecause.icmp.echo;

import io.wirecause.analysis.collect.Latencies;
import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.FlowTable;
import io.wirecause.icmp.evidence.PayloadPattern;
import io.wirecause.icmp.message.IcmpKind;
import io.wirecause.icmp.message.IcmpMessage;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import io.wirecause.packet.QuotedPacket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Pairs replies with requests by hosts, identifier and sequence number, for echo and the other ICMP queries. */
public final class EchoTracker {
    /** Sessions kept; messages of further ones are only counted. */
    public static final int MAX_SESSIONS = 100_000;
    /** Requests that wait for a reply at once: far more than fit into any round trip. */
    static final int MAX_PENDING = 1 << 17;
    /** The same request again within this time was captured twice; it is not a new request. */
    static final long COPY_NANOS = 100_000_000;
    /** A request this close to the end of the capture may have been answered after it. */
    static final long PENDING_NANOS = 1_000_000_000;
    private static final int STATE_ERROR = 1 << 30;
    private static final int REPLY = 1 << 15;
    private static final int COPIES = REPLY - 1;
    private static final int MAX_REPLIES = STATE_ERROR / REPLY - 1;

    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private final List<EchoSession> sessions = new ArrayList<>();
    private final PendingRequests pending = new PendingRequests(MAX_PENDING, this::closed);
    private final Latencies rtts = new Latencies();
    private final HostsReached hosts = new HostsReached();
    private long requests;
    private long replies;
    private long beyond;
    private long end = Long.MAX_VALUE;
    private long requestFrame;
    private long requestTime;

    /** Adds a query or its reply. */
    public void query(IcmpMessage message) {
        if (message.kind() == IcmpKind.REQUEST) {
            request(message);
        } else {
            reply(message);
        }
    }

    private void request(IcmpMessage message) {
        Packet packet = message.packet();
        requests++;
        key(message, packet.sourceHi(), packet.sourceLo(), packet.destinationHi(), packet.destinationLo());
        int index = session(message, true);
        if (index < 0) {
            beyond++;
            return;
        }
        EchoSession session = sessions.get(index);
        long frame = packet.frame().number();
        long time = packet.frame().timestampNanos();
        session.seen(frame, time);
        long mark = message.whole() ? PayloadPattern.mark(message.bytes(), IcmpMessage.HEADER, message.dataLength()) : 0;
        long requestKey = requestKey(index, message.sequence());
        int before = pending.newest(requestKey);
        if (before >= 0 && pending.state(before) < COPIES && time - pending.time(before) < COPY_NANOS
                && pending.detail(before) == mark) {
            session.copies++;
            pending.state(before, pending.state(before) + 1);
            pending.sentAgain(before, time, frame);
            return;
        }
        session.request(packet.ttl(), message.dataLength());
        pending.add(requestKey, index, mark, time, frame);
        if (message.isEcho() && message.whole()) {
            session.tunnelEvidence.request(message.bytes(), IcmpMessage.HEADER, message.dataLength(), mark, frame);
        }
    }

    private void reply(IcmpMessage message) {
        Packet packet = message.packet();
        replies++;
        requestFrame = -1;
        key(message, packet.destinationHi(), packet.destinationLo(), packet.sourceHi(), packet.sourceLo());
        int index = table.get(key);
        if (index < 0) {
            index = toMulticast(message);
        }
        if (index < 0) {
            key(message, packet.destinationHi(), packet.destinationLo(), packet.sourceHi(), packet.sourceLo());
            index = session(message, false);
        }
        if (index < 0) {
            beyond++;
            return;
        }
        EchoSession session = sessions.get(index);
        session.seen(packet.frame().number(), packet.frame().timestampNanos());
        session.replyTtl = packet.ttl();
        match(message, session, pending.newest(requestKey(index, message.sequence())));
    }

    private void match(IcmpMessage message, EchoSession session, int slot) {
        long frame = message.packet().frame().number();
        boolean data = message.isEcho() && message.whole();
        ByteView bytes = message.bytes();
        session.replies++;
        if (slot < 0) {
            session.unmatched++;
            if (data) {
                session.tunnelEvidence.unsolicited(bytes, IcmpMessage.HEADER, message.dataLength(), frame);
            }
            return;
        }
        requestFrame = pending.frame(slot);
        requestTime = pending.time(slot);
        int state = pending.state(slot);
        int before = (state & ~STATE_ERROR) / REPLY;
        if (before < MAX_REPLIES) {
            pending.state(slot, state + REPLY);
        }
        if (before == 0) {
            long rtt = Math.max(0, message.packet().frame().timestampNanos() - requestTime);
            session.addRoundTrip(rtt);
            rtts.add(rtt);
        } else if (before <= (state & COPIES)) {
            session.copies++;
            return;
        } else {
            session.duplicates++;
        }
        if (data && pending.detail(slot) != 0) {
            long mark = pending.detail(slot);
            boolean same = PayloadPattern.mark(bytes, IcmpMessage.HEADER, message.dataLength()) == mark;
            session.tunnelEvidence.reply(bytes, IcmpMessage.HEADER, message.dataLength(), same,
                    message.dataLength() < PayloadPattern.length(mark), frame);
        }
    }

    /** Marks the request that an ICMP error quotes as failed; returns its frame, -1 if it is not in the capture. */
    public long error(QuotedPacket quoted) {
        boolean v6 = quoted.version() == 6;
        if (!quoted.hasIcmp() || IcmpKind.of(v6, quoted.icmpType(), 0) != IcmpKind.REQUEST) {
            return -1;
        }
        key.set(quoted.version(), quoted.icmpType(), quoted.sourceHi(), quoted.sourceLo(), quoted.icmpId(),
                quoted.destinationHi(), quoted.destinationLo(), 0);
        int index = table.get(key);
        int slot = index < 0 ? -1 : pending.newest(requestKey(index, quoted.icmpSequence()));
        if (slot < 0) {
            return -1;
        }
        pending.state(slot, pending.state(slot) | STATE_ERROR);
        return pending.frame(slot);
    }

    /** The identifier stands for the port of the requester, 0 for that of its peer, so that the directions differ. */
    private void key(IcmpMessage message, long fromHi, long fromLo, long toHi, long toLo) {
        key.set(message.v6() ? 6 : 4, message.requestType(), fromHi, fromLo, message.identifier(), toHi, toLo, 0);
    }

    private int session(IcmpMessage message, boolean request) {
        int index = table.get(key);
        if (index >= 0) {
            return index;
        }
        if (sessions.size() == MAX_SESSIONS) {
            return -1;
        }
        FlowKey.Endpoint source = key.endpoint(key.fromA());
        FlowKey.Endpoint destination = key.endpoint(!key.fromA());
        index = sessions.size();
        // The broadcast address of a subnet looks like any other; only the MAC address shows it.
        boolean toGroup = request && message.packet().tunnels() == 0 && MacAddress.toGroup(message.packet());
        EchoSession session = new EchoSession(source, destination, message.requestType(), toGroup);
        hosts.watch(source);
        sessions.add(session);
        table.put(key, index);
        if (request && session.multicast) {
            // The replies come from the members' own addresses: this entry finds the session.
            key.set(source.version(), message.requestType(), source.hi(), source.lo(), source.port(), 0, 0, 0);
            table.put(key, index);
        }
        return index;
    }

    private int toMulticast(IcmpMessage message) {
        Packet packet = message.packet();
        key(message, packet.destinationHi(), packet.destinationLo(), 0, 0);
        return table.get(key);
    }

    private static long requestKey(int session, int sequence) {
        return (long) session << 16 | sequence;
    }

    private void closed(int slot) {
        int state = pending.state(slot);
        boolean error = (state & STATE_ERROR) != 0;
        boolean answered = (state & ~STATE_ERROR) >= REPLY;
        boolean atEnd = pending.time(slot) > end;
        sessions.get(pending.owner(slot)).closed(answered, error, atEnd, pending.frame(slot));
    }

    /** Decides on the requests that are still open at the end of the capture. */
    public void finish(long lastTime) {
        end = lastTime - Math.max(PENDING_NANOS, Math.min(5 * PENDING_NANOS, 2 * rtts.greatestNanos()));
        pending.drain();
    }

    /** Frame of the request that the last reply answers; -1 if it is not in the capture. */
    public long requestFrame() {
        return requestFrame;
    }

    /** Time of that request, nanoseconds since 1970. */
    public long requestTime() {
        return requestTime;
    }

    /** All sessions, in the order of their first messages. */
    public List<EchoSession> sessions() {
        return Collections.unmodifiableList(sessions);
    }

    /** Whether the capture holds any packet to the requester; if not, only the other direction was captured. */
    public boolean isReached(EchoSession session) {
        return hosts.isReached(session.source);
    }

    /** Adds any IP packet. */
    public void packet(Packet packet) {
        hosts.packet(packet);
    }

    /** Round trips of all queries. */
    public Latencies rtts() {
        return rtts;
    }

    long requests() {
        return requests;
    }

    long replies() {
        return replies;
    }

    /** Messages of sessions beyond the limit. */
    public long beyond() {
        return beyond;
    }
}
