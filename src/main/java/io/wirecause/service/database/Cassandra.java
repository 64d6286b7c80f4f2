package io.wirecause.service.database;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.Party;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.Words;

/** Cassandra: the CQL binary protocol, versions 3 and 4; of version 5 what comes before its frames are wrapped. */
public final class Cassandra extends BinaryDecoder {
    private static final int KEPT = 384;
    private static final int HEADER = 9;
    private static final int LARGEST = 1 << 28;
    private static final int COMPRESSED = 1;
    private static final int VERSION_5 = 5;

    /** A decoder of one connection. */
    public Cassandra(ServiceEvents events) {
        super(events, KEPT);
    }

    /** OPTIONS or STARTUP. */
    public static int match(Opening o) {
        ByteView c = o.client();
        boolean first = c.length() >= HEADER && c.u8(0) >= 3 && c.u8(0) <= VERSION_5 && c.u8(1) <= 0x10 && c.u8(1) != 1;
        if (!first) {
            return Recogniser.NO;
        }
        boolean options = c.u8(4) == 5 && c.i32be(5) == 0 && c.length() == HEADER;
        boolean startup = c.u8(4) == 1 && c.startsWith(HEADER + 4, "CQL_VERSION") || c.u8(4) == 1 && c.length() > HEADER + 20
                && Words.rest(c, HEADER).contains("CQL_VERSION");
        return startup || options && o.isPort(9042) ? Recogniser.SURE : options ? Recogniser.BY_PORT : Recogniser.NO;
    }

    @Override
    protected int header(boolean fromClient) {
        return HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        long body = header.u32be(5);
        boolean version = (header.u8(0) & 0x7f) >= 3 && (header.u8(0) & 0x7f) <= VERSION_5 && header.u8(0) >= 0x80 != fromClient;
        return !version || body > LARGEST || header.u8(4) > 0x10 ? -1 : HEADER + body;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        int id = head.u16be(2);
        int code = head.u8(4);
        if (fromClient) {
            ask(id, code, head);
            return true;
        }
        if (code == 0x0c) {
            return true;
        }
        boolean readable = (head.u8(1) & COMPRESSED) == 0;
        events.reply(id, switch (code) {
            case 0 -> readable ? error(head) : ServiceReply.of(ReplyKind.ERROR, null, "compressed error", null);
            case 0x10 -> ServiceReply.LOGGED_IN;
            default -> ServiceReply.OK;
        });
        if ((head.u8(0) & 0x7f) == VERSION_5 && (code == 2 || code == 3)) {
            events.encrypted("frames of version 5");
            return false;
        }
        return true;
    }

    private void ask(int id, int code, ByteView head) {
        switch (code) {
            case 1 -> events.request(id, "STARTUP");
            case 5 -> events.request(id, "OPTIONS");
            case 7 -> events.request(id, (head.u8(1) & COMPRESSED) == 0 ? Sql.word(head, HEADER + 4, "query") : "query");
            case 9 -> events.request(id, "prepare");
            case 0x0a -> events.request(id, "execute");
            case 0x0b -> events.request(id, "REGISTER");
            case 0x0d -> events.request(id, "batch");
            case 0x0f -> {
                events.request(id, "login");
                // Who to act as, who signs in, password; the last is not read.
                int first = head.indexOf(0, HEADER + 4, head.length());
                int second = first < 0 ? -1 : head.indexOf(0, first + 1, head.length());
                events.login(second < 0 ? null : Words.text(head, first + 1, second - first - 1));
            }
            default -> events.request(id, "(other)");
        }
    }

    private static ServiceReply error(ByteView head) {
        int code = head.i32be(HEADER);
        int size = Math.min(head.u16be(HEADER + 4), head.length() - HEADER - 6);
        ReplyKind kind = switch (code) {
            case 0x0100 -> ReplyKind.LOGIN_FAILED;
            case 0x2500, 0x2400 -> ReplyKind.NEGATIVE;
            case 0x000a -> ReplyKind.NEGATIVE;
            case 0x1001, 0x1002 -> ReplyKind.REFUSED;
            default -> ReplyKind.ERROR;
        };
        return ServiceReply.of(kind, String.format("0x%04x", code), name(code), Words.text(head, HEADER + 6, size))
                .at(code >= 0x2000 ? Party.CLIENT : code >= 0x1000 || code == 0 ? Party.SERVER : null);
    }

    /** Section 9 of the specification. */
    private static String name(int code) {
        return switch (code) {
            case 0 -> "server error";
            case 0x000a -> "protocol error";
            case 0x0100 -> "authentication error";
            case 0x1000 -> "unavailable";
            case 0x1001 -> "overloaded";
            case 0x1002 -> "is bootstrapping";
            case 0x1003 -> "truncate error";
            case 0x1100 -> "write timeout";
            case 0x1200 -> "read timeout";
            case 0x1300 -> "read failure";
            case 0x1500 -> "write failure";
            case 0x2000 -> "syntax error";
            case 0x2100 -> "unauthorized";
            case 0x2200 -> "invalid";
            case 0x2300 -> "configuration error";
            case 0x2400 -> "already exists";
            case 0x2500 -> "unprepared";
            default -> null;
        };
    }
}
