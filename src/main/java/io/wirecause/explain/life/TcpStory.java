package io.wirecause.explain.life;

import io.wirecause.explain.ladder.Amounts;
import io.wirecause.report.Durations;
import io.wirecause.report.Plural;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.HandshakeTimes;
import java.time.Instant;

/** Sums up the life of a TCP connection. */
final class TcpStory {
    private final Connection connection;
    private final TcpSteps steps;
    private final Talk talk;

    TcpStory(Connection connection, TcpSteps steps, Talk talk) {
        this.connection = connection;
        this.steps = steps;
        this.talk = talk;
    }

    Story tell(int most, long captureStart) {
        Connection c = connection;
        StringBuilder summary = new StringBuilder(talk.protocol() == null ? "" : talk.protocol() + ". ")
                .append("It lasts ").append(Durations.words(c.duration())).append(", ").append(Plural.of(c.packets(), "segment"));
        summary.append("; the client sends ").append(Amounts.bytes(c.client().uniqueBytes())).append(", the server ")
                .append(Amounts.bytes(c.server().uniqueBytes()));
        if (c.handshakeNanos() >= 0) {
            summary.append("; round trip ").append(Durations.words(c.handshakeNanos()));
        }
        if (c.retransmissions() > 0) {
            summary.append("; ").append(Plural.of(c.retransmissions(), "segment")).append(" sent again");
        }
        if (steps.copies() > 0) {
            summary.append("; ").append(Plural.of(steps.copies(), "copy", "copies")).append(" of packets left out");
        }
        String waits = steps.waits().summary();
        summary.append(waits.isEmpty() ? "." : ". Waits: " + waits + ".");
        if (c.firstTime() > captureStart) {
            summary.append(" Times count from its first segment, ").append(Durations.words(c.firstTime() - captureStart))
                    .append(" into the capture, ").append(Instant.EPOCH.plusNanos(c.firstTime())).append('.');
        }
        if (!c.isAttempted() && !c.handshakeSeen()) {
            summary.append(" Its beginning was not captured");
            summary.append(HandshakeTimes.ackFrame(c) > 0 ? "." : "; who is the client is told by ports or by who speaks first.");
        }
        return new Story("TCP connection " + c.id(), c.clientEnd().toString(), c.serverEnd().toString(), summary.toString(),
                steps.ladder().lines(most), steps.closing().sentence(c, steps.waits().owed()), c.packets());
    }
}
