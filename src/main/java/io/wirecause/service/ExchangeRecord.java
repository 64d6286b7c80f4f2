package io.wirecause.service;

import io.wirecause.report.Describe;
import io.wirecause.report.Durations;
import io.wirecause.report.WireText;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.exchange.ServiceConnection;
import io.wirecause.service.exchange.ServiceExchange;

/** A request and its reply, as an answer lists them. */
record ExchangeRecord(
        @Describe("Protocol") String protocol,
        @Describe(value = "Connection (Wireshark's tcp.stream)", optional = true) Integer connection,
        @Describe("Client, address and port") String client,
        @Describe("Server, address and port") String server,
        @Describe(value = "What was asked: the kind of request; missing where nobody asked", optional = true) String request,
        @Describe(value = "Who tries to sign in", optional = true) String user,
        @Describe(value = "Frame where the request ends", optional = true) Long requestFrame,
        @Describe(value = "Frame where the reply begins", optional = true) Long replyFrame,
        @Describe("What became of it") String outcome,
        @Describe(value = "Code of the reply", optional = true) String code,
        @Describe(value = "Name of this code", optional = true) String name,
        @Describe(value = "The server's words", optional = true) String words,
        @Describe(value = "From the request's last byte to the reply's first, milliseconds", optional = true) Double responseMs,
        @Describe(value = "How often it was sent, where more than once", optional = true) Integer tries) {
    private static final int WORDS = 160;

    static ExchangeRecord of(ServiceExchange e) {
        ServiceConnection c = e.connection();
        ServiceReply reply = e.reply();
        return new ExchangeRecord(c.protocol().title(), c.stream() < 0 ? null : (Integer) c.stream(), c.client().toString(),
                c.server().toString(), e.what(), e.user(), e.requestFrame() == 0 ? null : (Long) e.requestFrame(),
                e.replyFrame() == 0 ? null : (Long) e.replyFrame(), reply == null ? e.end().label() : reply.kind().label(),
                reply == null ? null : reply.code(), reply == null ? null : reply.name(),
                reply == null || reply.words() == null ? null : WireText.clean(reply.words().strip(), WORDS),
                reply == null ? null : Durations.millisOrNull(e.waited()), e.tries() > 1 ? (Integer) e.tries() : null);
    }
}
