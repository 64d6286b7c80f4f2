package io.wirecause.explain.life;

import io.wirecause.explain.ladder.Amounts;
import io.wirecause.explain.ladder.Ladder;
import io.wirecause.explain.ladder.Rung;
import io.wirecause.explain.ladder.Said;
import io.wirecause.explain.ladder.Way;
import io.wirecause.packet.Packet;
import io.wirecause.packet.TcpFlags;
import io.wirecause.report.Durations;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionTracker;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.verdict.Verdict;
import io.wirecause.tcp.wireshark.WiresharkFlag;
import java.util.List;

/** Makes steps of the segments of one TCP connection. */
final class TcpSteps {
    private static final int SETUP = 90;
    private static final int CLOSE = 85;
    private static final int LOSS = 60;
    private static final int WINDOW = 62;
    private static final int PROBE = 25;
    private static final int NETWORK = 95;
    private static final int REPEATED_PROBE = 12;
    private static final long SECOND = 1_000_000_000L;
    private static final String RST = "RST";

    private final Ladder ladder;
    private final Talk talk;
    private final Waits waits = new Waits();
    private final long leastWait;
    private final Closing closing = new Closing();
    /** The data that a side is sending, or has sent last. */
    private Rung flight;
    private Rung probes;
    /** The last RST, and its TTL. */
    private Rung rst;
    private int rstTtl;
    private long lastTime;
    private long lastFrame;
    private long previousTime;
    private long shutSince;
    private boolean established;
    private boolean clientShut;
    private boolean serverShut;
    private String wait;
    private long waited;
    private long copies;
    private long strays;

    TcpSteps(Ladder ladder, Talk talk, long leastWait) {
        this.ladder = ladder;
        this.talk = talk;
        this.leastWait = leastWait;
    }

    /** Looks at a segment before its connection takes it in. */
    void before(Segment segment, Connection connection) {
        closing.before(segment, connection);
        clientShut = waits.isClosed(true);
        serverShut = waits.isClosed(false);
    }

    /** Takes in a segment after its connection did. */
    void take(Packet packet, Segment segment, Connection connection, ConnectionTracker tracker) {
        Verdict verdict = tracker.verdict();
        boolean byClient = segment.fromA() == connection.isClientA();
        boolean fresh = verdict == Verdict.NEW || verdict == Verdict.REORDERED;
        List<Said> said = talk.take(packet, connection.clientEnd(), byClient, fresh);
        if (verdict == Verdict.DUPLICATE) {
            copies++;
            return;
        }
        boolean first = lastFrame == 0;
        previousTime = first ? segment.time() : lastTime;
        silence(segment, byClient, verdict, connection);
        if (wait == null && isSentAgain(segment, byClient, verdict)) {
            note(segment, connection, verdict);
            return;
        }
        place(segment, connection, tracker, byClient, said);
        note(segment, connection, verdict);
    }

    private void note(Segment segment, Connection connection, Verdict verdict) {
        waits.take(segment, connection, verdict, talk.inHandshake());
        if (closing.after(segment, connection) && rst != null) {
            boolean byClient = rst.way() == Way.of(true);
            String ttl = rst.words().equals(RST) ? Closing.resetTtl(rstTtl, byClient, connection) : "";
            rst.note(ttl + ", which does not end the connection");
        }
        lastTime = Math.max(lastTime, segment.time());
        lastFrame = segment.frame();
        wait = null;
    }

    /** A silence that this segment ends, where it is long for this connection. */
    private void silence(Segment segment, boolean byClient, Verdict verdict, Connection connection) {
        waited = segment.time() - previousTime;
        boolean repeats = ladder.last() != null && ladder.last() == probes && isProbe(verdict);
        long least = Math.max(leastWait, connection.handshakeNanos() * 3 / 2);
        wait = null;
        if (waited < least || lastFrame == 0) {
            return;
        }
        wait = waits.until(segment, byClient, verdict, waited);
        if (repeats || isRepeat(segment, byClient, verdict)) {
            // The step before tells how long after each other.
            wait = null;
            return;
        }
        flight = null;
        Rung step = new Rung(Rung.Kind.WAIT, Way.NONE, weight(waited), lastFrame, previousTime, wait);
        step.reach(segment.frame(), segment.time());
        ladder.add(step);
    }

    private static int weight(long nanos) {
        return nanos >= 10 * SECOND ? 60 : nanos >= SECOND ? 50 : 38;
    }

    /** Whether a segment is the step before, once more: a SYN, a FIN, data sent again without an answer. */
    private boolean isRepeat(Segment segment, boolean byClient, Verdict verdict) {
        Rung last = ladder.last();
        return last != null && last.kind() == Rung.Kind.EVENT && last.way() == Way.of(byClient) && verdict.isRetransmission()
                && last.words().equals(words(segment, verdict));
    }

    private boolean isSentAgain(Segment segment, boolean byClient, Verdict verdict) {
        if (!isRepeat(segment, byClient, verdict)) {
            return false;
        }
        ladder.last().repeat(segment.frame(), segment.time());
        ladder.last().weigh(LOSS + 5);
        return true;
    }

    private static boolean isProbe(Verdict verdict) {
        return verdict == Verdict.KEEP_ALIVE || verdict == Verdict.WINDOW_PROBE;
    }

    /** What an event is called, the same for the same. */
    private static String words(Segment segment, Verdict verdict) {
        if (segment.has(TcpFlags.SYN)) {
            return segment.has(TcpFlags.ACK) ? "SYN-ACK" + SetupWords.of(segment) : "SYN" + SetupWords.of(segment);
        }
        if (segment.payload() == 0 && segment.has(TcpFlags.FIN)) {
            return "FIN";
        }
        String again = Amounts.bytes(segment.payload()) + " sent again";
        return switch (verdict) {
            case SPURIOUS -> again + " although they had arrived";
            case PATH_MTU -> again + " in smaller segments";
            case FAST_OPEN -> again + ", which the SYN had carried";
            case TAIL_LOSS_PROBE -> again + " to see whether they arrived";
            default -> again;
        };
    }

    private void place(Segment segment, Connection connection, ConnectionTracker tracker, boolean byClient, List<Said> said) {
        Verdict verdict = tracker.verdict();
        if (segment.has(TcpFlags.RST)) {
            reset(segment, connection, byClient);
        } else if (segment.has(TcpFlags.SYN)) {
            event(byClient, SETUP, segment, words(segment, verdict));
        } else if (isProbe(verdict)) {
            probe(segment, byClient, verdict);
        } else if (segment.payload() > 0) {
            data(segment, tracker, byClient, said);
        } else if (!segment.has(TcpFlags.FIN)) {
            acknowledgment(segment, connection, tracker, byClient);
        }
        if (segment.has(TcpFlags.FIN) && !segment.has(TcpFlags.SYN | TcpFlags.RST)) {
            fin(segment, byClient, verdict);
        }
        if (!segment.has(TcpFlags.RST | TcpFlags.SYN)) {
            window(segment, connection, byClient);
        }
    }

    private Rung event(boolean byClient, int weight, Segment segment, String words) {
        flight = null;
        return ladder.add(new Rung(Rung.Kind.EVENT, Way.of(byClient), weight, segment.frame(), segment.time(), words));
    }

    private void reset(Segment segment, Connection connection, boolean byClient) {
        String words = RST + Closing.resetTtl(segment.ttl(), byClient, connection);
        Rung last = ladder.last();
        if (last != null && last.kind() == Rung.Kind.EVENT && last.way() == Way.of(byClient) && last.words().equals(words)) {
            last.repeat(segment.frame(), segment.time());
            return;
        }
        rst = event(byClient, NETWORK, segment, words);
        rstTtl = segment.ttl();
    }

    private void fin(Segment segment, boolean byClient, Verdict verdict) {
        Rung step = event(byClient, CLOSE, segment, "FIN");
        if (verdict.isRetransmission() && segment.payload() == 0 && closing.hasClosed(byClient)) {
            step.note(" again");
        }
    }

    private void probe(Segment segment, boolean byClient, Verdict verdict) {
        String words = verdict == Verdict.KEEP_ALIVE ? "keep-alive" : "probe of the closed window";
        if (probes != null && probes == ladder.last() && probes.way() == Way.of(byClient) && probes.words().equals(words)) {
            probes.repeat(segment.frame(), segment.time());
            return;
        }
        probes = event(byClient, probes == null ? PROBE : REPEATED_PROBE, segment, words);
    }

    private void data(Segment segment, ConnectionTracker tracker, boolean byClient, List<Said> said) {
        Verdict verdict = tracker.verdict();
        boolean mine = flight != null && flight.way() == Way.of(byClient);
        if (verdict.isRetransmission()) {
            if (mine && waited < SECOND / 5) {
                flight.again(byClient);
                flight.reach(segment.frame(), segment.time());
            } else {
                event(byClient, LOSS, segment, words(segment, verdict));
            }
            return;
        }
        if (verdict == Verdict.NONE) {
            strays++;
            return;
        }
        if (!mine || begins(said)) {
            flight = ladder.add(new Rung(Rung.Kind.DATA, Way.of(byClient), 20, segment.frame(), segment.time(), ""));
        }
        if (verdict == Verdict.REORDERED) {
            flight.late(byClient);
        }
        if (WiresharkFlag.LOST_SEGMENT.in(tracker.wiresharkFlags())) {
            flight.missing(byClient);
        }
        flight.data(byClient, segment.payload(), said);
        flight.reach(segment.frame(), segment.time());
    }

    /** Whether what is said begins a step of its own rather than going on with what the side is saying. */
    private boolean begins(List<Said> said) {
        Said before = flight.lastSaid();
        if (said.isEmpty() || before == null) {
            return !said.isEmpty() && !flight.saysNothing() || !said.isEmpty() && said.get(0).tone() != Said.Tone.DATA;
        }
        Said.Tone next = said.get(0).tone();
        return switch (next) {
            case DATA -> before.tone() == Said.Tone.FINISHED;
            case HANDSHAKE, FINISHED -> before.tone() != Said.Tone.HANDSHAKE;
            case MESSAGE, TROUBLE -> true;
        };
    }

    private void acknowledgment(Segment segment, Connection connection, ConnectionTracker tracker, boolean byClient) {
        if (!established && connection.handshakeSeen()) {
            established = true;
            event(byClient, SETUP, segment, "ACK: established, round trip " + Durations.words(connection.handshakeNanos()));
            return;
        }
        if (probes != null && probes == ladder.last() && probes.way() != Way.of(byClient)) {
            probes.note(", answered");
            probes.reach(segment.frame(), segment.time());
        }
        if (WiresharkFlag.DUPLICATE_ACK.in(tracker.wiresharkFlags()) && flight != null && flight.way() != Way.of(byClient)) {
            flight.askedAgain(!byClient);
        }
    }

    /** A receive window that closes or opens. */
    private void window(Segment segment, Connection connection, boolean byClient) {
        boolean before = byClient ? clientShut : serverShut;
        boolean now = segment.window() == 0;
        if (before == now) {
            return;
        }
        if (now) {
            shutSince = segment.time();
            event(byClient, WINDOW, segment, "closes its receive window: no room for more data");
        } else {
            int room = (byClient ? connection.client() : connection.server()).window();
            event(byClient, WINDOW, segment, "opens its receive window" + (room > 0 ? " to " + Amounts.bytes(room) : "")
                    + " after " + Durations.words(segment.time() - shutSince));
        }
    }

    /** An ICMP error about the connection. */
    void icmp(Packet packet, String line) {
        flight = null;
        long time = packet.frame().hasTimestamp() ? packet.frame().timestampNanos() : lastTime;
        String words = "ICMP: " + line;
        Rung last = ladder.last();
        if (last != null && last.words().equals(words)) {
            last.repeat(packet.frame().number(), time);
            return;
        }
        ladder.add(new Rung(Rung.Kind.EVENT, Way.NONE, NETWORK, packet.frame().number(), time, words));
    }

    /** Nothing more comes. */
    void end(long captureEnd) {
        long rest = captureEnd - lastTime;
        if (ladder.isEmpty() || rest < leastWait) {
            return;
        }
        String words = waits.untilEnd(rest);
        if (words != null) {
            Rung step = new Rung(Rung.Kind.WAIT, Way.NONE, SETUP, lastFrame, lastTime, words);
            step.reach(lastFrame, captureEnd);
            ladder.add(step);
        }
    }

    Ladder ladder() {
        return ladder;
    }

    Waits waits() {
        return waits;
    }

    Closing closing() {
        return closing;
    }

    /** Copies of packets that are left out. */
    long copies() {
        return copies;
    }

    /** Segments that do not belong into the connection. */
    long strays() {
        return strays;
    }
}
