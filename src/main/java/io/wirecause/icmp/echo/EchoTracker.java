package io.wirecause.icmp.echo;

import io.wirecause.analysis.collect.Latencies;
import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.FlowTable;
import io.wirecause.icmp.evidence.PayloadPattern;
import io.wirecause.icmp.message.Address;
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
    /** The fragments of a message follow each other at once; later ones belong to another message with the same number. */
    static final long FRAGMENTS_NANOS = 1_000_000_000;
    private static final int STATE_ERROR = 1 << 30;
    /** The first fragment of a reply was seen. */
    private static final int BEGUN = 1 << 29;
    private static final int REPLY = 1 << 15;
    private static final int COPIES = REPLY - 1;
    private static final int REPLIES = BEGUN - 1 - COPIES;
    private static final int MAX_REPLIES = REPLIES / REPLY;

    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private final List<EchoSession> sessions = new ArrayList<>();
    private final PendingRequests pending = new PendingRequests(MAX_PENDING, this::closed);
    private final Latencies rtts = new Latencies();
    private final HostsReached hosts = new HostsReached();
    private final RecentData recent = new RecentData();
    private long requests;
    private long replies;
    private long beyond;
    private long end = Long.MAX_VALUE;
    private long requestFrame;
    private long requestTime;

    /**
     * Adds a query or its reply.
     *
     * @param damaged whether its checksum is wrong: the receiver drops such a message
     */
    public void query(IcmpMessage message, boolean damaged) {
        if (message.kind() == IcmpKind.REQUEST) {
            request(message, damaged);
        } else {
            reply(message, damaged);
        }
    }

    private void request(IcmpMessage message, boolean damaged) {
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
        long mark = mark(message);
        long requestKey = requestKey(index, message.sequence());
        int before = pending.newest(requestKey);
        if (before >= 0 && (pending.state(before) & ~BEGUN) < COPIES && time - pending.time(before) < COPY_NANOS
                && pending.detail(before) == mark) {
            session.copies++;
            pending.state(before, pending.state(before) + 1);
            pending.sentAgain(before, time, frame);
            return;
        }
        boolean rest = before >= 0 && pending.detail(before) == 0 && mark != 0 && time - pending.time(before) < FRAGMENTS_NANOS;
        if (rest) {
            session.length(packet, message.dataLength());
            pending.detail(before, mark);
            pending.sentAgain(before, time, frame);
        } else {
            session.request(packet, message.isFragment() ? -1 : message.dataLength());
            pending.add(requestKey, index, mark, time, frame);
        }
        session.damagedRequests += damaged ? 1 : 0;
        if (message.isEcho() && message.whole()) {
            recent.add(frame, message.bytes(), IcmpMessage.HEADER, message.dataLength());
            session.tunnelEvidence.request(message.bytes(), IcmpMessage.HEADER, message.dataLength(), mark, frame);
        }
    }

    /**
     * Adds the first fragment of a query or its reply, whose other fragments may follow or not. A request counts from here
     * on; a reply counts once it is whole.
     */
    public void begun(IcmpMessage message) {
        Packet packet = message.packet();
        if (message.kind() == IcmpKind.REQUEST) {
            request(message, false);
            return;
        }
        key(message, packet.destinationHi(), packet.destinationLo(), packet.sourceHi(), packet.sourceLo());
        int index = table.get(key);
        int slot = index < 0 ? -1 : pending.newest(requestKey(index, message.sequence()));
        if (slot >= 0) {
            pending.state(slot, pending.state(slot) | BEGUN);
        }
    }

    /** What identifies the data, its length where not all of it was captured; the length is unknown where fragments miss. */
    private static long mark(IcmpMessage message) {
        return message.whole() ? PayloadPattern.mark(message.bytes(), IcmpMessage.HEADER, message.dataLength())
                : message.isFragment() ? 0 : PayloadPattern.lengthMark(message.dataLength());
    }

    private void reply(IcmpMessage message, boolean damaged) {
        Packet packet = message.packet();
        replies++;
        requestFrame = -1;
        key(message, packet.destinationHi(), packet.destinationLo(), packet.sourceHi(), packet.sourceLo());
        int index = table.get(key);
        int slot = index < 0 ? -1 : pending.newest(requestKey(index, message.sequence()));
        boolean elsewhere = false;
        if (slot < 0) {
            int asked = ofRequester(message);
            int open = asked < 0 ? -1 : pending.newest(requestKey(asked, message.sequence()));
            boolean group = asked >= 0 && sessions.get(asked).multicast;
            elsewhere = open >= 0 && !group && isFromElsewhere(message, open);
            if (elsewhere || group && index < 0) {
                index = asked;
                slot = open;
            }
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
        if (damaged) {
            session.damaged(packet.frame().number());
            requestFrame = slot < 0 ? -1 : pending.frame(slot);
            requestTime = slot < 0 ? 0 : pending.time(slot);
            return;
        }
        if (elsewhere) {
            session.elsewhere(Address.sourceOf(packet), packet.frame().number());
        }
        match(message, session, slot);
    }

    /** Whether a reply from another address answers a request that is still open: the data, which it must return, says so. */
    private boolean isFromElsewhere(IcmpMessage message, int slot) {
        boolean open = (pending.state(slot) & REPLIES) == 0;
        return open && message.isEcho() && message.whole() && PayloadPattern.isWhole(pending.detail(slot))
                && pending.detail(slot) == mark(message);
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
        int before = (state & REPLIES) / REPLY;
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
        if (data && PayloadPattern.isWhole(pending.detail(slot))) {
            long mark = pending.detail(slot);
            boolean same = PayloadPattern.mark(bytes, IcmpMessage.HEADER, message.dataLength()) == mark;
            boolean shorter = message.dataLength() < PayloadPattern.length(mark);
            int differences = same || shorter ? 0
                    : recent.differences(requestFrame, bytes, IcmpMessage.HEADER, message.dataLength());
            boolean corrupt = differences > 0 && PayloadPattern.isCorruption(differences, message.dataLength());
            if (corrupt) {
                session.corrupted(differences, recent.firstDifference(), frame);
            }
            session.tunnelEvidence.reply(bytes, IcmpMessage.HEADER, message.dataLength(), same || corrupt, shorter, frame);
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
        if (request) {
            // The replies to a group come from its members' own addresses, others from a wrong one: this entry finds the session.
            key.set(source.version(), message.requestType(), source.hi(), source.lo(), source.port(), 0, 0, 0);
            table.put(key, index);
        }
        return index;
    }

    /** The latest session of the host that a reply goes to, with the same identifier; -1 for none. */
    private int ofRequester(IcmpMessage message) {
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
        boolean answered = (state & REPLIES) != 0;
        boolean atEnd = pending.time(slot) > end;
        EchoSession session = sessions.get(pending.owner(slot));
        session.closed(answered, error, atEnd, pending.frame(slot));
        boolean fragments = !answered && (state & BEGUN) != 0;
        if (fragments || !answered && !error && !atEnd && pending.detail(slot) == 0) {
            session.incomplete(fragments, pending.frame(slot));
        }
        if (answered || !error && !atEnd) {
            session.sizes.add(PayloadPattern.length(pending.detail(slot)), answered, pending.time(slot));
        }
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
