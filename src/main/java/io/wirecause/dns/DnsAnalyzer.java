package io.wirecause.dns;

import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.analysis.stream.StreamDirection;
import io.wirecause.analysis.stream.StreamReader;
import io.wirecause.bytes.ByteView;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.DnsStream;
import io.wirecause.dns.message.Mnemonics;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.packet.Packet;
import io.wirecause.packet.QuotedPacket;
import io.wirecause.protocol.IcmpError;
import java.util.function.BiConsumer;

/**
 * Finds the messages of a capture, over UDP and TCP: on the ports of the name services whatever they hold, on other ports if
 * the content is a well-formed message from first to last byte.
 */
final class DnsAnalyzer implements Analyzer {
    /** Bytes of unfinished TCP messages kept in all; streams beyond that are not read further. */
    static final int MAX_HELD = 32 << 20;
    private static final int DNS_PORT = 53;

    private final BiConsumer<DnsMessage, DnsMessageContext> messages;
    private final DnsMessage message = new DnsMessage();
    private final DnsMessageContext context = new DnsMessageContext();
    private final PayloadStreams streams;
    private final Quotes quotes;
    private final LostBytes lost;
    final TcpRefusals refusals = new TcpRefusals();
    final DnsFragments fragments;
    private final IcmpError icmpError = new IcmpError();
    private long held;
    private long droppedStreams;
    private long elsewhere;
    private long now = Long.MIN_VALUE;

    /** Receives the datagrams that ICMP errors quote. */
    interface Quotes {
        void unreachable(Endpoint client, Endpoint server, int id, long frame);
    }

    /** Is told of TCP streams of which the capture lacks bytes that the server sent, and when that showed. */
    interface LostBytes {
        void accept(int stream, long timeNanos);
    }

    DnsAnalyzer(BiConsumer<DnsMessage, DnsMessageContext> messages, Quotes quotes, LostBytes lost, PayloadStreams.Source source) {
        this.messages = messages;
        this.quotes = quotes;
        this.lost = lost;
        this.fragments = new DnsFragments(messages);
        this.streams = source.streams(new PayloadStreams.Chooser() {
            @Override
            public StreamReader open(StreamDirection direction, ByteView first) {
                return DnsAnalyzer.this.open(direction, first);
            }

            @Override
            public void unseen(StreamDirection direction, long bytes) {
                DnsAnalyzer.this.unseen(direction);
            }

            @Override
            public void missingBeforeFirst(StreamDirection direction, long bytes) {
                DnsAnalyzer.this.unseen(direction);
            }
        });
    }

    @Override
    public void packet(Packet packet) {
        now = Math.max(now, packet.frame().timestampNanos());
        fragments.advance(now);
        if (packet.isUdp()) {
            // A fragment holds a part only; the fragment that completes the datagram brings all of it.
            if (!packet.fragment() || packet.reassembled()) {
                datagram(packet);
            } else {
                fragments.fragment(packet);
            }
        } else if (packet.isTcp()) {
            refusals.segment(packet);
            streams.packet(packet);
        } else if (packet.laterFragment()) {
            fragments.fragment(packet);
        } else {
            icmp(packet);
        }
    }

    private void datagram(Packet packet) {
        ByteView payload = packet.payload();
        int length = packet.payloadLength();
        DnsService service = DnsService.of(packet.sourcePort(), packet.destinationPort());
        if (service == null) {
            if (!DnsMessage.plausibleHeader(payload, length)) {
                return;
            }
            message.parse(payload, length, DnsService.DNS);
            if (!isSound(message, length)) {
                return;
            }
            elsewhere++;
        } else if (length == 0) {
            return;
        } else {
            message.parse(payload, length, service);
        }
        context.datagram(packet);
        if (packet.reassembled()) {
            fragments.whole(message, context);
        }
        messages.accept(message, context);
    }

    /** Whether a message is well-formed and nothing follows it: on other ports, only the content shows it. */
    private static boolean isSound(DnsMessage m, int length) {
        if (m.problem() != null || m.end() != length || m.questions() != 1) {
            return false;
        }
        int questionClass = m.questionClass(0);
        String name = m.questionName();
        return (questionClass == 1 || questionClass == 3 || questionClass == 255) && name.length() > 1 && name.indexOf('\\') < 0
                && !Mnemonics.type(m.service(), m.questionType()).startsWith("TYPE");
    }

    /** Bytes of a direction of which the capture holds nothing, or not yet anything. */
    private void unseen(StreamDirection direction) {
        if (direction.source().port() == DNS_PORT) {
            lost.accept(direction.stream(), now);
        }
    }

    private StreamReader open(StreamDirection direction, ByteView first) {
        DnsService service = DnsService.of(direction.source().port(), direction.destination().port());
        boolean known = service == DnsService.DNS || service == DnsService.MDNS || service == DnsService.LLMNR;
        boolean likely = first.length() >= 2 && first.length() < 2 + DnsMessage.HEADER ? first.u8(0) < 16
                : DnsStream.startsMessage(first);
        if (!known && !likely) {
            return null;
        }
        return new DnsStream(new StreamSink(direction, known ? service : DnsService.DNS, known), known && direction.fromStart());
    }

    /** The messages of one stream. */
    private final class StreamSink implements DnsStream.Sink {
        private final DnsMessageContext context;
        private final DnsService service;
        private final boolean ofServer;
        private boolean certain;

        StreamSink(StreamDirection direction, DnsService service, boolean certain) {
            this.context = new DnsMessageContext(direction);
            this.ofServer = !direction.fromClient() || direction.source().port() == DNS_PORT;
            this.service = service;
            this.certain = certain;
        }

        @Override
        public boolean message(ByteView bytes, long frame, long timestampNanos) {
            message.parse(bytes, bytes.length(), service);
            if (!certain) {
                if (!isSound(message, bytes.length())) {
                    return false;
                }
                certain = true;
                elsewhere++;
            }
            context.at(frame, timestampNanos);
            messages.accept(message, context);
            return true;
        }

        @Override
        public void gap() {
            if (ofServer) {
                lost.accept(context.stream(), now);
            }
        }

        @Override
        public boolean mayHold(int more) {
            if (held + more > MAX_HELD) {
                droppedStreams++;
                return false;
            }
            held += more;
            return true;
        }
    }

    /** An ICMP error that quotes a datagram which could not be delivered. */
    private void icmp(Packet packet) {
        if (icmpError.unreachable(packet) && icmpError.quoted().hasDatagram()) {
            QuotedPacket quoted = icmpError.quoted();
            quotes.unreachable(new Endpoint(quoted.version(), quoted.sourceHi(), quoted.sourceLo(), quoted.sourcePort()),
                    new Endpoint(quoted.version(), quoted.destinationHi(), quoted.destinationLo(), quoted.destinationPort()),
                    quoted.datagramStart(), packet.frame().number());
        }
    }

    /** Reads what streams still hold; to be called once, after the pass. */
    void finish() {
        streams.finish();
        fragments.finish();
    }

    /** The latest time seen, in nanoseconds since 1970. */
    long now() {
        return now;
    }

    /** Streams not read to the end, because too many messages were unfinished at once. */
    long droppedStreams() {
        return droppedStreams;
    }

    /** TCP segments of connections beyond the limit. */
    long untrackedSegments() {
        return streams.untracked();
    }

    /** Datagrams and streams on other ports that hold DNS. */
    long elsewhere() {
        return elsewhere;
    }
}
