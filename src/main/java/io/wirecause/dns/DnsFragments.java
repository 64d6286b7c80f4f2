package io.wirecause.dns;

import io.wirecause.bytes.ByteView;
import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.DnsService;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.packet.IpProtocol;
import io.wirecause.packet.Packet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.BiConsumer;

/**
 * Fragments of datagrams. First ones are kept for a while: if the rest follows, the whole datagram counts; if not, the part
 * counts, because id and question in it show which query was answered.
 */
final class DnsFragments {
    /** Kept at once; beyond that the oldest counts early. */
    private static final int MAX_KEPT = 256;
    /** The rest follows at once or never. */
    private static final long WAIT_NANOS = 200_000_000L;
    /** The longest time from a query to its response. */
    private static final long ANSWER_NANOS = 5_000_000_000L;
    private static final int UDP_HEADER = 8;

    private record Part(byte[] bytes, DnsService service, int id, DnsMessageContext context) {
        private boolean isOf(int itsId, DnsMessageContext other) {
            return id == itsId && context.clientPort(true) == other.clientPort(true)
                    && context.serverPort(true) == other.serverPort(true) && context.serverLo(true) == other.serverLo(true)
                    && context.clientLo(true) == other.clientLo(true);
        }
    }

    private final BiConsumer<DnsMessage, DnsMessageContext> messages;
    private final DnsMessage message = new DnsMessage();
    private final Deque<Part> parts = new ArrayDeque<>();
    /** Fragments behind the first whose datagram did not become whole. */
    private final Deque<Tail> tails = new ArrayDeque<>();
    private boolean laterSeen;

    private record Tail(long sourceHi, long sourceLo, long destinationHi, long destinationLo, long timeNanos) {
    }

    /** Parts that stay alone go to this consumer. */
    DnsFragments(BiConsumer<DnsMessage, DnsMessageContext> messages) {
        this.messages = messages;
    }

    /** Keeps a fragment of UDP that makes no datagram whole, if it is the first one of a message. */
    void fragment(Packet packet) {
        if (packet.protocol() != IpProtocol.UDP) {
            return;
        }
        if (packet.fragmentOffset() > 0) {
            laterSeen = true;
            tails.add(new Tail(packet.sourceHi(), packet.sourceLo(), packet.destinationHi(), packet.destinationLo(),
                    packet.frame().timestampNanos()));
            if (tails.size() > MAX_KEPT) {
                tails.remove();
            }
            return;
        }
        ByteView datagram = packet.transport();
        if (datagram.length() < UDP_HEADER + DnsMessage.HEADER) {
            return;
        }
        DnsService service = DnsService.of(packet.sourcePort(), packet.destinationPort());
        if (service == null) {
            return;
        }
        DnsMessageContext context = new DnsMessageContext();
        context.datagram(packet);
        ByteView part = datagram.slice(UDP_HEADER, datagram.length() - UDP_HEADER);
        parts.add(new Part(part.copy(), service, part.u16be(0), context));
        if (parts.size() > MAX_KEPT) {
            count(parts.remove());
        }
    }

    /** Forgets the first fragment of a message that has come whole. */
    void whole(DnsMessage complete, DnsMessageContext context) {
        laterSeen = true;
        tails.removeIf(tail -> tail.sourceLo == context.serverLo(true) && tail.sourceHi == context.serverHi(true)
                && tail.destinationLo == context.clientLo(true) && context.timeNanos() - tail.timeNanos <= WAIT_NANOS);
        if (!complete.hasHeader()) {
            return;
        }
        for (Iterator<Part> each = parts.iterator(); each.hasNext();) {
            if (each.next().isOf(complete.id(), context)) {
                each.remove();
                return;
            }
        }
    }

    /** Counts the parts whose rest is overdue. */
    void advance(long now) {
        while (!parts.isEmpty() && now - parts.peek().context.timeNanos() > WAIT_NANOS) {
            count(parts.remove());
        }
    }

    /** Counts all that are left. */
    void finish() {
        while (!parts.isEmpty()) {
            count(parts.remove());
        }
    }

    private void count(Part part) {
        message.parseFirstFragment(ByteView.of(part.bytes), part.service);
        messages.accept(message, part.context);
    }

    /** Whether later fragments came from the server to the client of an unanswered exchange, which may be of its response. */
    boolean hasTail(DnsExchange e) {
        Endpoint client = e.client();
        return tails.stream().anyMatch(tail -> tail.sourceLo == e.server().lo() && tail.sourceHi == e.server().hi()
                && tail.destinationLo == client.lo() && tail.destinationHi == client.hi() && tail.timeNanos >= e.queryTime()
                && tail.timeNanos - e.queryTime() <= ANSWER_NANOS);
    }

    /** Whether the capture holds any later fragment of a datagram, so that it was not made with a filter that loses them. */
    boolean laterSeen() {
        return laterSeen;
    }
}
