package io.wirecause.service.database;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.Words;

/** PostgreSQL: the frontend/backend protocol 3, chapter 55 of its documentation. */
public final class PostgreSql extends BinaryDecoder {
    private static final int KEPT = 512;
    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;
    private static final int CANCEL_REQUEST = 80_877_102;
    private static final int VERSION_3 = 3;
    private static final int LARGEST_START = 10_000;
    private static final long LARGEST = 1L << 30;
    private static final String LOGIN = "login";
    private static final String SSL = "SSL";

    private boolean started;
    private boolean signedIn;
    private boolean sslAsked;
    private boolean sslRefused;
    private boolean asked;
    private boolean open;
    private String parsed;

    /** A decoder of one connection. */
    public PostgreSql(ServiceEvents events) {
        super(events, KEPT);
    }

    /** A startup message, or a request for SSL before it. */
    public static int match(Opening o) {
        ByteView c = o.client();
        if (c.length() >= 8) {
            long length = c.u32be(0);
            int code = c.i32be(4);
            boolean request = length == 8 && (code == SSL_REQUEST || code == GSS_REQUEST) || length == 16 && code ==
                    CANCEL_REQUEST;
            boolean start = code >>> 16 == VERSION_3 && (code & 0xffff) < 3 && length > 8 && length <= LARGEST_START;
            if (request || start && o.fromStart()) {
                return Recogniser.SURE;
            }
            boolean query = !o.fromStart() && o.isPort(5432) && "QPBDESXCHFp".indexOf(c.u8(0)) >= 0;
            return query ? Recogniser.LIKELY : Recogniser.NO;
        }
        boolean reply = !o.fromStart() && o.isPort(5432) && o.server().length() > 5
                && "RSKZTDCEIN123tnGHW".indexOf(o.server().u8(0)) >= 0 && !o.hasClient();
        return reply ? Recogniser.LIKELY : Recogniser.NO;
    }

    @Override
    protected int header(boolean fromClient) {
        return fromClient ? started ? 5 : 8 : sslAsked ? 1 : 5;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        if (!fromClient && sslAsked) {
            // An error instead of one letter, of servers that are full.
            return header.u8(0) == 'E' ? header.length() < 5 ? MORE : plausible(header.u32be(1) + 1, header) : 1;
        }
        if (fromClient && !started) {
            if (header.u8(0) != 0) {
                // A connection from somewhere in the middle.
                started = true;
                signedIn = true;
                return plausible(header.u32be(1) + 1, header);
            }
            long length = header.u32be(0);
            return length >= 8 && length <= LARGEST_START ? length : -1;
        }
        return plausible(header.u32be(1) + 1, header);
    }

    private static long plausible(long length, ByteView header) {
        int type = header.u8(0);
        return length < 5 || length > LARGEST || type < '1' || type > 'z' ? -1 : length;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        if (fromClient) {
            return started ? client(head) : start(head);
        }
        if (sslAsked) {
            sslAsked = false;
            if (head.u8(0) == 'S' || head.u8(0) == 'G') {
                events.encrypted(SSL);
                return false;
            }
            if (head.u8(0) != 'E') {
                sslRefused = true;
                events.reply(ServiceEvents.IN_ORDER, ServiceReply.of(ReplyKind.NEGATIVE, null, "no SSL here", null));
                return true;
            }
        }
        return server(head);
    }

    private boolean start(ByteView head) {
        int code = head.i32be(4);
        if (code == CANCEL_REQUEST) {
            return false;
        }
        if (code == SSL_REQUEST || code == GSS_REQUEST) {
            sslAsked = true;
            events.request(ServiceEvents.IN_ORDER, code == SSL_REQUEST ? SSL : "GSS encryption");
            return true;
        }
        started = true;
        sslRefused = false;
        ask(LOGIN);
        int at = 8;
        while (at < head.length() && head.u8(at) != 0) {
            String name = Words.zeroEnded(head, at);
            at += name.length() + 1;
            String value = Words.zeroEnded(head, at);
            at += value.length() + 1;
            if (name.equals("user")) {
                events.login(value);
            }
        }
        return true;
    }

    private void ask(String what) {
        asked = true;
        open = true;
        events.request(ServiceEvents.IN_ORDER, what);
    }

    private boolean client(ByteView head) {
        switch (head.u8(0)) {
            case 'Q' -> ask(Sql.word(head, 5, "query"));
            case 'P' -> parsed = Sql.word(head, head.indexOf(0, 5, head.length()) + 1, "query");
            case 'S' -> {
                ask(parsed == null ? "execute" : parsed);
                parsed = null;
            }
            case 'F' -> ask("function call");
            default -> {
            }
        }
        return true;
    }

    private boolean server(ByteView head) {
        switch (head.u8(0)) {
            case 'R' -> {
                // Even after "authentication ok" there may be no connection left.
                hold();
            }
            case 'E' -> error(head);
            case 'Z' -> {
                reply(signedIn ? ServiceReply.OK : ServiceReply.LOGGED_IN);
                signedIn = true;
                open = false;
                release();
            }
            case '1', '2', '3', 't', 'T' -> hold();
            case 'S' -> {
                if (head.startsWith(5, "server_version\0")) {
                    events.product("PostgreSQL " + Words.zeroEnded(head, 20));
                }
            }
            case 'N', 'A', 'K', 'v' -> {
                // Notices, notifications, the key for a cancel request.
            }
            default -> reply(ServiceReply.OK);
        }
        return true;
    }

    private void reply(ServiceReply reply) {
        if (asked) {
            asked = false;
            events.reply(ServiceEvents.IN_ORDER, reply);
        }
        release();
    }

    private void error(ByteView head) {
        // What came before, such as the demand for a password, is no part of it.
        restart();
        String severity = "";
        String code = null;
        String words = null;
        int at = 5;
        while (at < head.length() && head.u8(at) != 0) {
            int field = head.u8(at);
            int end = head.indexOf(0, at + 1, head.length());
            String value = Words.zeroEnded(head, at + 1);
            if (field == 'S') {
                severity = value;
            } else if (field == 'C') {
                code = value;
            } else if (field == 'M') {
                words = value;
            }
            if (end < 0) {
                break;
            }
            at = end + 1;
        }
        ServiceReply reply = ServiceReply.of(kind(code == null ? "" : code), code, SqlState.name(code), words)
                .at(SqlState.party(code)).advising(SqlState.advice(code));
        if (asked) {
            asked = false;
            events.reply(ServiceEvents.IN_ORDER, reply);
        } else if (open || !severity.equals("FATAL")) {
            events.unasked(reply);
        } else {
            // The server ends an idle connection, as when it shuts down.
            events.unasked(ServiceReply.of(ReplyKind.NEGATIVE, code, SqlState.name(code), words));
        }
        release();
    }

    private ReplyKind kind(String code) {
        if (code.startsWith("28")) {
            return ReplyKind.LOGIN_FAILED;
        }
        return !signedIn || code.equals("53300") || code.equals("57P03") ? ReplyKind.REFUSED : ReplyKind.ERROR;
    }

    /** Who wants SSL and is told that there is none, goes: {@code sslmode=require}. */
    @Override
    public void end() {
        if (sslRefused && !started) {
            events.unasked(ServiceReply.of(ReplyKind.REFUSED, null, "so the client leaves", null)
                    .headed("PostgreSQL offers no SSL,").advising("Switch ssl on at the server, or let "
                    + "the client"
                            + " do without (sslmode=prefer)."));
        }
    }

    @Override
    protected boolean lost(boolean fromClient) {
        started = true;
        signedIn = true;
        sslAsked = false;
        asked = false;
        return true;
    }
}
