package io.wirecause.service.text;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.TextDecoder;
import io.wirecause.service.decode.Words;

/** IRC: RFC 2812. Signing on is a request; after it, errors are told as they come, for IRC pairs nothing. */
public final class Irc extends TextDecoder {
    private static final String[] COMMANDS = {"NICK", "USER", "PASS", "CAP", "JOIN", "PING", "PONG", "PRIVMSG", "NOTICE", "QUIT",
        "MODE", "WHO", "WHOIS", "LIST", "NAMES", "OPER", "AUTHENTICATE", "SERVER"};
    private static final String SIGN_ON = "sign on";

    private boolean asked;
    private boolean on;
    private boolean leaving;
    private boolean refused;
    private String nick;

    /** A decoder of one connection. */
    public Irc(ServiceEvents events) {
        super(events);
    }

    /** A client that gives its nickname, or a server on its port that begins with a colon or NOTICE. */
    public static int match(Opening o) {
        boolean server = o.server().startsWith(0, ":") || o.server().startsWith(0, "NOTICE ") || o.server().startsWith(0, "PING ")
                || o.server().startsWith(0, "ERROR ");
        if (o.hasClient() && !o.clientSays(COMMANDS) || o.hasServer() && !server) {
            return Recogniser.NO;
        }
        // USER and PASS and NOTICE stand elsewhere too.
        boolean nick = o.clientSays("NICK", "CAP") && Words.next(o.client(), 0) < o.client().length();
        return nick && server || o.clientSays("NICK") ? Recogniser.SURE : o.isPort(6667, 6660, 6661, 6662, 6663, 6664, 6665,
                6666, 6668,
                6669, 7000) ? Recogniser.LIKELY : nick ? Recogniser.BY_PORT : Recogniser.NO;
    }

    @Override
    protected boolean line(boolean fromClient, ByteView line) {
        if (fromClient) {
            client(line);
        } else {
            server(line);
        }
        return true;
    }

    private void client(ByteView line) {
        if (Words.startsWith(line, 0, "NICK")) {
            nick = Words.word(line, Words.next(line, 0));
        } else if (Words.startsWith(line, 0, "USER") && !asked) {
            asked = true;
            // Servers ask the client's host who its user is first, which takes seconds.
            events.patientRequest(ServiceEvents.IN_ORDER, SIGN_ON);
            events.login(nick);
        } else if (Words.startsWith(line, 0, "QUIT")) {
            leaving = true;
        }
    }

    private void server(ByteView line) {
        if (Words.startsWith(line, 0, "ERROR")) {
            if (!leaving && !refused) {
                tell(ServiceReply.of(on ? ReplyKind.NEGATIVE : ReplyKind.REFUSED, "ERROR", null, text(line, Words.next(line,
                        0))));
            }
            return;
        }
        int code = line.startsWith(0, ":") ? Words.digits(line, Words.next(line, 0), 3) : -1;
        if (code == 1) {
            on = true;
            tell(ServiceReply.LOGGED_IN);
            return;
        }
        if (code < 400 || code > 599) {
            return;
        }
        ReplyKind kind = switch (code) {
            case 464 -> ReplyKind.LOGIN_FAILED;
            case 465 -> ReplyKind.REFUSED;
            case 404, 442, 471, 473, 474, 475, 477, 481, 482, 491 -> ReplyKind.ERROR;
            default -> ReplyKind.NEGATIVE;
        };
        ServiceReply reply = ServiceReply.of(kind, Integer.toString(code), name(code), text(line, Words.next(line, 0)));
        if (kind == ReplyKind.LOGIN_FAILED || kind == ReplyKind.REFUSED) {
            refused = true;
            tell(reply);
        } else {
            events.unasked(reply);
        }
    }

    private void tell(ServiceReply reply) {
        if (asked) {
            asked = false;
            events.reply(ServiceEvents.IN_ORDER, reply);
        } else {
            events.unasked(reply);
        }
    }

    /** What stands behind the last colon that begins a word. */
    private static String text(ByteView line, int from) {
        String all = Words.rest(line, from);
        int colon = all.startsWith(":") ? 0 : all.indexOf(" :") + 1;
        return colon > 0 || all.startsWith(":") ? all.substring(colon + 1) : all;
    }

    private static String name(int code) {
        return switch (code) {
            case 404 -> "cannot send to channel";
            case 433 -> "nickname in use";
            case 464 -> "password incorrect";
            case 465 -> "banned from this server";
            case 471 -> "channel is full";
            case 473 -> "channel is for invited only";
            case 474 -> "banned from channel";
            case 475 -> "bad channel key";
            case 477 -> "registered nicknames only";
            case 481, 482, 491 -> "no permission";
            default -> null;
        };
    }
}
