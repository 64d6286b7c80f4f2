package io.wirecause.service.database;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.Party;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import java.nio.charset.StandardCharsets;

/** Microsoft SQL Server: TDS as MS-TDS has it. Its login is usually encrypted, what follows often not. */
public final class Tds extends BinaryDecoder {
    private static final int KEPT = 1_024;
    private static final int HEADER = 8;
    private static final int BATCH = 1;
    private static final int RPC = 3;
    private static final int REPLY = 4;
    private static final int ATTENTION = 6;
    private static final int BULK = 7;
    private static final int TRANSACTION = 14;
    private static final int LOGIN = 16;
    private static final int PRELOGIN = 18;
    private static final int TLS_FIRST = 0x14;
    private static final int TLS_LAST = 0x17;
    private static final int ERROR = 0xaa;
    private static final int INFO = 0xab;
    private static final int LOGIN_ACK = 0xad;
    private static final int CHANGE = 0xe3;

    private boolean asked;
    private boolean prelogin;
    private boolean loginAsked;
    private boolean hidden;

    /** A decoder of one connection. */
    public Tds(ServiceEvents events) {
        super(events, KEPT);
    }

    /** A prelogin or login packet. */
    public static int match(Opening o) {
        ByteView c = o.client();
        if (c.length() < HEADER + 6 || c.u16be(2) < HEADER + 6 || c.u16be(2) > 4_096 || c.u8(1) > 1) {
            return Recogniser.NO;
        }
        // The options of a prelogin begin with VERSION, whose offset lies behind the list of options.
        boolean first = c.u8(0) == PRELOGIN && c.u8(HEADER) == 0 && c.u16be(HEADER + 1) < 64 && c.u16be(HEADER + 3) == 6;
        boolean login = c.u8(0) == LOGIN && c.u16be(4) == 0 && c.i32le(HEADER) == c.u16be(2) - HEADER;
        return first || login ? Recogniser.SURE : Recogniser.NO;
    }

    @Override
    protected int header(boolean fromClient) {
        return HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        if (header.u8(0) >= TLS_FIRST && header.u8(0) <= TLS_LAST && header.u8(1) == 3) {
            return 5L + header.u16be(3);
        }
        return header.u8(0) == 0 || header.u8(0) > PRELOGIN ? -1 : header.u16be(2);
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        if (head.u8(0) >= TLS_FIRST) {
            return hidden(fromClient);
        }
        boolean last = (head.u8(1) & 1) != 0;
        if (!fromClient) {
            server(head);
            return true;
        }
        switch (head.u8(0)) {
            case PRELOGIN -> {
                // The handshake of TLS goes on in packets of the same kind.
                if (!prelogin) {
                    ask("prelogin");
                }
                prelogin = true;
            }
            case LOGIN -> {
                if (last) {
                    login(user(head));
                }
            }
            case BATCH -> askLast(last, "batch");
            case RPC -> askLast(last, "procedure call");
            case BULK -> askLast(last, "bulk load");
            case TRANSACTION -> askLast(last, "transaction");
            case ATTENTION -> askLast(last, "cancel");
            default -> {
            }
        }
        return true;
    }

    /** A record of TLS outside of packets: the login alone, or all that follows. */
    private boolean hidden(boolean fromClient) {
        if (fromClient && !loginAsked) {
            login(null);
            return true;
        }
        if (!fromClient && !hidden) {
            hidden = true;
            events.encrypted("TLS");
            return false;
        }
        return true;
    }

    private void login(String user) {
        if (!loginAsked) {
            loginAsked = true;
            ask("login");
            events.login(user);
        }
    }

    private void askLast(boolean last, String what) {
        if (last) {
            ask(what);
        }
    }

    private void ask(String what) {
        asked = true;
        events.request(ServiceEvents.IN_ORDER, what);
    }

    /** The user name in LOGIN7, section 2.2.6.4; the password behind it is never read. */
    private static String user(ByteView head) {
        int offset = HEADER + head.u16le(HEADER + 40);
        return utf16(head, offset, head.u16le(HEADER + 42));
    }

    private static String utf16(ByteView head, int offset, int characters) {
        int bytes = Math.min(2 * characters, head.length() - offset) & ~1;
        return bytes <= 0 ? "" : new String(head.copy(offset, bytes), StandardCharsets.UTF_16LE);
    }

    private void server(ByteView head) {
        if (head.u8(0) != REPLY) {
            return;
        }
        ServiceReply reply = ServiceReply.OK;
        if (!loginAsked && prelogin) {
            // The answer to a prelogin is of tokens only where it is an error.
            if (head.u8(HEADER) != ERROR) {
                reply(reply);
                return;
            }
        }
        int at = HEADER;
        while (at + 3 < head.length()) {
            int token = head.u8(at);
            if (token != ERROR && token != INFO && token != LOGIN_ACK && token != CHANGE) {
                break;
            }
            if (token == ERROR && reply.kind() == ReplyKind.OK) {
                reply = error(head, at + 3);
            } else if (token == LOGIN_ACK) {
                reply = ServiceReply.LOGGED_IN;
            }
            at += 3 + head.u16le(at + 1);
        }
        reply(reply);
    }

    private void reply(ServiceReply reply) {
        if (asked) {
            asked = false;
            events.reply(ServiceEvents.IN_ORDER, reply);
        } else if (reply.kind().isBad()) {
            events.unasked(reply);
        }
    }

    private static ServiceReply error(ByteView head, int at) {
        long number = head.u32le(at);
        String words = utf16(head, at + 8, head.u16le(at + 6));
        ReplyKind kind = switch ((int) number) {
            case 18456, 18452, 18470, 18486, 18487, 18488 -> ReplyKind.LOGIN_FAILED;
            case 4060, 17809, 18401, 18451, 40613, 17142 -> ReplyKind.REFUSED;
            default -> ReplyKind.ERROR;
        };
        return ServiceReply.of(kind, Long.toString(number), name((int) number), words).at(party((int) number));
    }

    private static String name(int number) {
        return switch (number) {
            case 102, 156 -> "syntax error";
            case 207 -> "invalid column";
            case 208 -> "invalid object";
            case 229, 230, 262 -> "permission denied";
            case 547 -> "constraint conflict";
            case 1105, 9002 -> "database or log is full";
            case 1205 -> "deadlock victim";
            case 1222 -> "lock request timeout";
            case 2601, 2627 -> "duplicate key";
            case 4060 -> "cannot open database";
            case 18452 -> "untrusted domain";
            case 18456 -> "login failed";
            case 18486 -> "account is locked";
            case 18487, 18488 -> "password expired";
            default -> null;
        };
    }

    private static Party party(int number) {
        return switch (number) {
            case 102, 156, 207, 208, 229, 230, 262, 547, 2601, 2627, 18456, 18452, 4060, 18487, 18488 -> Party.CLIENT;
            case 1105, 1205, 1222, 9002, 17809, 18401, 40613 -> Party.SERVER;
            default -> null;
        };
    }

    @Override
    protected boolean lost(boolean fromClient) {
        asked = false;
        loginAsked = true;
        return true;
    }
}
