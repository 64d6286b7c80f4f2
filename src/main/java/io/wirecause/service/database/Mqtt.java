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

/** MQTT 3.1, 3.1.1 and 5, as OASIS has them. */
public final class Mqtt extends BinaryDecoder {
    private static final int KEPT = 384;
    private static final int VERSION_5 = 5;
    private static final int MOST_LENGTH_BYTES = 4;
    private static final long PING = 1L << 32;
    private static final long CONNECT = 1L << 33;
    private static final int FIRST_ERROR = 0x80;

    private int version = 4;

    /** A decoder of one connection. */
    public Mqtt(ServiceEvents events) {
        super(events, KEPT);
    }

    /** A CONNECT that names its protocol. */
    public static int match(Opening o) {
        ByteView c = o.client();
        for (int i = 1; c.length() > 12 && c.u8(0) == 0x10 && i <= MOST_LENGTH_BYTES; i++) {
            if (c.u8(i) < FIRST_ERROR) {
                return c.startsWith(i + 1, "\0\u0004MQTT") || c.startsWith(i + 1, "\0\u0006MQIsdp") ? Recogniser.SURE :
                        Recogniser.NO;
            }
        }
        return Recogniser.NO;
    }

    @Override
    protected int header(boolean fromClient) {
        return 2;
    }

    /** The remaining length, seven bits a byte, the lowest first. */
    @Override
    protected long length(boolean fromClient, ByteView header) {
        long remaining = 0;
        for (int i = 1; i <= MOST_LENGTH_BYTES; i++) {
            if (i == header.length()) {
                return MORE;
            }
            remaining |= (long) (header.u8(i) & 0x7f) << 7 * (i - 1);
            if (header.u8(i) < FIRST_ERROR) {
                return header.u8(0) >> 4 == 0 ? -1 : i + 1 + remaining;
            }
        }
        return -1;
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        int at = 2;
        while (head.u8(at - 1) >= FIRST_ERROR) {
            at++;
        }
        int type = head.u8(0) >> 4;
        if (fromClient) {
            client(type, head, at);
        } else {
            server(type, head, at, length);
        }
        return true;
    }

    private void client(int type, ByteView head, int at) {
        switch (type) {
            case 1 -> {
                int name = head.u16be(at);
                version = head.u8(at + 2 + name);
                events.request(CONNECT, "CONNECT");
                events.login(user(head, at + 2 + name));
            }
            case 3 -> {
                int quality = head.u8(0) >> 1 & 3;
                if (quality > 0) {
                    events.request(head.u16be(at + 2 + head.u16be(at)), "PUBLISH");
                }
            }
            case 8 -> events.request(head.u16be(at), "SUBSCRIBE");
            case 10 -> events.request(head.u16be(at), "UNSUBSCRIBE");
            case 12 -> events.request(PING, "PINGREQ");
            default -> {
            }
        }
    }

    /** The name in a CONNECT, from its level on; the password behind it is not read. */
    private String user(ByteView head, int level) {
        int flags = head.u8(level + 1);
        if ((flags & 0x80) == 0) {
            return null;
        }
        int at = level + 4;
        at = version == VERSION_5 ? afterProperties(head, at) : at;
        at += 2 + head.u16be(at);
        if ((flags & 4) != 0) {
            at = version == VERSION_5 ? afterProperties(head, at) : at;
            at += 2 + head.u16be(at);
            at += 2 + head.u16be(at);
        }
        return Words.text(head, at + 2, head.u16be(at));
    }

    private static int afterProperties(ByteView head, int at) {
        int length = head.u8(at);
        return length < FIRST_ERROR ? at + 1 + length : at + 2 + (length & 0x7f) + (head.u8(at + 1) << 7);
    }

    private void server(int type, ByteView head, int at, long length) {
        switch (type) {
            case 2 -> {
                int code = head.u8(at + 1);
                events.reply(CONNECT, code == 0 ? ServiceReply.LOGGED_IN : refusal(code));
            }
            case 4, 5 -> {
                boolean coded = version == VERSION_5 && length > at + 2 && head.u8(at + 2) >= FIRST_ERROR;
                events.reply(head.u16be(at), coded ? error(head.u8(at + 2)) : ServiceReply.OK);
            }
            case 9 -> {
                int from = version == VERSION_5 ? afterProperties(head, at + 2) : at + 2;
                ServiceReply reply = ServiceReply.OK;
                for (int i = from; i < head.length(); i++) {
                    reply = head.u8(i) >= FIRST_ERROR ? error(head.u8(i)) : reply;
                }
                events.reply(head.u16be(at), reply);
            }
            case 11 -> events.reply(head.u16be(at), ServiceReply.OK);
            case 13 -> events.reply(PING, ServiceReply.OK);
            case 14 -> {
                int code = length > at ? head.u8(at) : 0;
                events.unasked(code < FIRST_ERROR ? ServiceReply.OK : error(code));
            }
            default -> {
            }
        }
    }

    private ServiceReply refusal(int code) {
        boolean login = code == 4 || code == 5 || code == 0x86 || code == 0x87 || code == 0x8c;
        return ServiceReply.of(login ? ReplyKind.LOGIN_FAILED : ReplyKind.REFUSED, shown(code), name(code), null);
    }

    private ServiceReply error(int code) {
        return ServiceReply.of(ReplyKind.ERROR, shown(code), name(code), null).at(code == 0x87 ? Party.CLIENT : null);
    }

    private static String shown(int code) {
        return code < FIRST_ERROR ? Integer.toString(code) : "0x" + Integer.toHexString(code);
    }

    /** Return codes of 3.1.1, section 3.2.2.3, and reason codes of 5, section 2.4. */
    private static String name(int code) {
        return switch (code) {
            case 1, 0x84 -> "protocol version not accepted";
            case 2, 0x85 -> "client identifier rejected";
            case 3, 0x88 -> "server unavailable";
            case 4, 0x86 -> "bad user name or password";
            case 5, 0x87 -> "not authorized";
            case 0x80 -> "failure";
            case 0x81 -> "malformed packet";
            case 0x82 -> "protocol error";
            case 0x89 -> "server busy";
            case 0x8a -> "banned";
            case 0x8b -> "server shutting down";
            case 0x8c -> "bad authentication method";
            case 0x8d -> "keep alive timeout";
            case 0x8e -> "session taken over";
            case 0x8f -> "topic filter invalid";
            case 0x90 -> "topic name invalid";
            case 0x95 -> "packet too large";
            case 0x97 -> "quota exceeded";
            case 0x9f -> "connection rate exceeded";
            default -> null;
        };
    }
}
