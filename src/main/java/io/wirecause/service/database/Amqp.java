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

/** AMQP 0-9-1, as its specification has it. */
public final class Amqp extends BinaryDecoder {
    private static final int KEPT = 384;
    private static final int HEADER = 7;
    private static final int PROTOCOL_HEADER = 8;
    private static final int LARGEST_FRAME = 1 << 28;
    private static final int CONNECTION = 10;
    private static final int CHANNEL = 20;
    private static final int CLOSE = 50;
    private static final int SUCCESS = 200;

    private boolean signedIn;

    /** A decoder of one connection. */
    public Amqp(ServiceEvents events) {
        super(events, KEPT);
    }

    /** The protocol header. */
    public static int match(Opening o) {
        return o.client().startsWith(0, "AMQP\0\0\u0009\u0001") ? Recogniser.SURE : Recogniser.NO;
    }

    @Override
    protected int header(boolean fromClient) {
        return HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        if (header.startsWith(0, "AMQP")) {
            return PROTOCOL_HEADER;
        }
        long size = header.u32be(3);
        return header.u8(0) > 8 || header.u8(0) == 0 || size > LARGEST_FRAME ? -1 : HEADER + size + 1;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        if (head.startsWith(0, "AMQP")) {
            if (!fromClient) {
                events.unasked(ServiceReply.of(ReplyKind.REFUSED, null, "another protocol version wanted", null));
            }
            return true;
        }
        if (head.u8(0) != 1) {
            return true;
        }
        int channel = head.u16be(1);
        int kind = head.u16be(HEADER);
        int method = head.u16be(HEADER + 2);
        if (fromClient) {
            client(channel, kind, method, head);
        } else {
            server(channel, kind, method, head);
        }
        return true;
    }

    private void client(int channel, int kind, int method, ByteView head) {
        String what = name(kind, method);
        if (what == null) {
            return;
        }
        events.request(channel, what);
        if (kind == CONNECTION && method == 11) {
            startOk(head);
        }
    }

    /** Who signs in, of PLAIN and AMQPLAIN; the password behind is not read. */
    private void startOk(ByteView head) {
        int at = HEADER + 4;
        at += 4 + head.i32be(at);
        int mechanism = head.u8(at);
        boolean plain = head.startsWith(at + 1, "PLAIN");
        at += 1 + mechanism;
        int first = plain ? head.indexOf(0, at + 4, head.length()) : -1;
        int second = first < 0 ? -1 : head.indexOf(0, first + 1, head.length());
        events.login(second < 0 ? null : Words.text(head, first + 1, second - first - 1));
    }

    private void server(int channel, int kind, int method, ByteView head) {
        if (method == CLOSE && kind == CONNECTION || method == 40 && kind == CHANNEL) {
            closed(channel, kind, head);
            return;
        }
        if (kind == CONNECTION && method == 30) {
            signedIn = true;
            events.reply(0, ServiceReply.LOGGED_IN);
            return;
        }
        boolean answer = kind == CONNECTION ? method == 41 : isAnswer(kind, method);
        if (answer) {
            events.reply(channel, ServiceReply.OK);
        }
    }

    private void closed(int channel, int kind, ByteView head) {
        int code = head.u16be(HEADER + 4);
        int size = Math.min(head.u8(HEADER + 6), head.length() - HEADER - 7);
        String words = Words.text(head, HEADER + 7, size);
        boolean login = kind == CONNECTION && !signedIn;
        ReplyKind told = code == SUCCESS || code == 320 && signedIn ? ReplyKind.NEGATIVE : login ? ReplyKind.LOGIN_FAILED
                : kind == CONNECTION && code == 530 ? ReplyKind.REFUSED : ReplyKind.ERROR;
        // A server closes a channel for what was published as well, which nobody waits for.
        events.reply(channel, ServiceReply.of(told, Integer.toString(code), code(code), words)
                .at(code < 500 && code >= 311 ? Party.CLIENT : null));
    }

    /** Methods that are answered. */
    private static String name(int kind, int method) {
        return switch (kind * 100 + method) {
            case 1011 -> "login";
            case 1040 -> "connection.open";
            case 2010 -> "channel.open";
            case 4010 -> "exchange.declare";
            case 5010 -> "queue.declare";
            case 5020 -> "queue.bind";
            case 5040 -> "queue.delete";
            case 5030 -> "queue.purge";
            case 6010 -> "basic.qos";
            case 6020 -> "basic.consume";
            case 6070 -> "basic.get";
            case 8510 -> "confirm.select";
            default -> null;
        };
    }

    private static boolean isAnswer(int kind, int method) {
        return switch (kind * 100 + method) {
            case 2011, 4011, 5011, 5021, 5031, 5041, 6011, 6021, 6071, 6072, 8511 -> true;
            default -> false;
        };
    }

    private static String code(int code) {
        return switch (code) {
            case 311 -> "content-too-large";
            case 313 -> "no-consumers";
            case 320 -> "connection-forced";
            case 402 -> "invalid-path";
            case 403 -> "access-refused";
            case 404 -> "not-found";
            case 405 -> "resource-locked";
            case 406 -> "precondition-failed";
            case 501 -> "frame-error";
            case 502 -> "syntax-error";
            case 503 -> "command-invalid";
            case 504 -> "channel-error";
            case 505 -> "unexpected-frame";
            case 506 -> "resource-error";
            case 530 -> "not-allowed";
            case 540 -> "not-implemented";
            case 541 -> "internal-error";
            default -> null;
        };
    }
}
