package io.wirecause.service.database;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.BinaryDecoder;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.Words;

/** MySQL and MariaDB: the client/server protocol as both document it. */
public final class MySql extends BinaryDecoder {
    private static final int KEPT = 384;
    private static final int HEADER = 4;
    private static final int VERSION_10 = 0x0a;
    private static final int ERROR = 0xff;
    private static final int OK = 0;
    private static final int MORE_AUTHENTICATION = 1;
    private static final int SWITCH = 0xfe;
    private static final int COMPRESS = 0x20;
    private static final int SSL = 0x0800;
    private static final int SSL_REQUEST = 32;
    private static final int USER = 36;
    private static final String LOGIN = "login";

    private enum Phase { GREETING, LOGIN, COMMANDS }

    private Phase phase = Phase.GREETING;
    private boolean asked;
    private boolean compressed;
    private boolean clientSpoke;

    /** A decoder of one connection. */
    public MySql(ServiceEvents events) {
        super(events, KEPT);
    }

    /** A greeting of version 10, or an error in its place. */
    public static int match(Opening o) {
        ByteView s = o.server();
        if (o.fromStart() && s.length() > 10) {
            int length = length(s);
            boolean greeting = s.u8(4) == VERSION_10 && s.u8(5) >= '0' && s.u8(5) <= '9' && length < 400;
            int code = s.u16le(5);
            boolean error = s.u8(4) == ERROR && code >= 1000 && code < 4000 && length < 600 && length + HEADER <= s.length()
                    + 256;
            return s.u8(3) == 0 && (greeting || error) ? Recogniser.SURE : Recogniser.NO;
        }
        if (!o.fromStart() && o.isPort(3306) && o.hasClient() && o.client().length() > 5 && o.client().u8(3) == 0
                && o.client().u8(4) < 0x20) {
            return Recogniser.LIKELY;
        }
        return Recogniser.NO;
    }

    private static int length(ByteView bytes) {
        return bytes.u8(0) | bytes.u8(1) << 8 | bytes.u8(2) << 16;
    }

    @Override
    protected int header(boolean fromClient) {
        return HEADER;
    }

    @Override
    protected long length(boolean fromClient, ByteView header) {
        return HEADER + (long) length(header);
    }

    @Override
    protected boolean message(boolean fromClient, ByteView head, long length) {
        if (head.length() == HEADER) {
            return true;
        }
        if (phase == Phase.GREETING && !fromClient && head.u8(3) == 0) {
            greeting(head);
            return true;
        }
        if (phase == Phase.GREETING) {
            phase = Phase.COMMANDS;
        }
        return fromClient ? client(head, length) : server(head);
    }

    private void greeting(ByteView head) {
        phase = Phase.LOGIN;
        if (head.u8(4) == ERROR) {
            events.unasked(error(head, true));
            return;
        }
        events.product((head.startsWith(5, "5.5.5-") ? "" : "MySQL ") + Words.zeroEnded(head, head.startsWith(5, "5.5.5-") ?
                11 : 5));
        events.unasked(ServiceReply.OK);
    }

    private boolean client(ByteView head, long length) {
        if (phase == Phase.LOGIN) {
            if (clientSpoke) {
                // What a method of signing in needs: never read.
                return true;
            }
            clientSpoke = true;
            int capabilities = head.i32le(HEADER);
            if ((capabilities & SSL) != 0 && length == HEADER + SSL_REQUEST) {
                events.encrypted("TLS");
                return false;
            }
            compressed = (capabilities & COMPRESS) != 0;
            ask(LOGIN, false);
            events.login(Words.zeroEnded(head, USER));
            return true;
        }
        if (head.u8(3) != 0) {
            return true;
        }
        switch (head.u8(4)) {
            case 0x01 -> {
                // COM_QUIT
            }
            case 0x02 -> ask("USE", false);
            case 0x03 -> ask(Sql.word(head, 5, "query"), false);
            case 0x0e -> ask("ping", false);
            case 0x11 -> {
                ask(LOGIN, false);
                events.login(Words.zeroEnded(head, 5));
            }
            case 0x12, 0x1e -> ask("binlog dump", true);
            case 0x16 -> ask("prepare", false);
            case 0x17 -> ask("execute", false);
            case 0x18, 0x19 -> {
                // Long data and the close of a statement get no answer.
            }
            default -> ask("(other command)", false);
        }
        return true;
    }

    private void ask(String what, boolean patient) {
        asked = true;
        if (patient) {
            events.patientRequest(ServiceEvents.IN_ORDER, what);
        } else {
            events.request(ServiceEvents.IN_ORDER, what);
        }
    }

    private boolean server(ByteView head) {
        int first = head.u8(4);
        boolean error = first == ERROR && head.length() > 6 && head.u16le(5) >= 1000 && head.u16le(5) < 5000;
        if (phase == Phase.LOGIN) {
            if (first == MORE_AUTHENTICATION || first == SWITCH) {
                return true;
            }
            if (error) {
                reply(error(head, true));
                return true;
            }
            phase = Phase.COMMANDS;
            reply(first == OK ? ServiceReply.LOGGED_IN : ServiceReply.OK);
            if (compressed) {
                events.encrypted("compression");
            }
            return !compressed;
        }
        if (asked || error) {
            reply(error ? error(head, false) : ServiceReply.OK);
        }
        return true;
    }

    private void reply(ServiceReply reply) {
        if (asked) {
            asked = false;
            events.reply(ServiceEvents.IN_ORDER, reply);
        } else {
            events.unasked(reply);
        }
    }

    private static ServiceReply error(ByteView head, boolean login) {
        int code = head.u16le(5);
        boolean state = head.length() > 13 && head.u8(7) == '#';
        String shown = code + (state ? " (" + head.latin1(8, 5) + ")" : "");
        String words = Words.rest(head, state ? 13 : 7);
        ReplyKind kind = switch (code) {
            case 1040, 1129, 1130, 1203, 1226, 1049, 1053, 3118, 4151 -> ReplyKind.REFUSED;
            default -> login || words.contains("using password") ? ReplyKind.LOGIN_FAILED : ReplyKind.ERROR;
        };
        if (code == 1049 && !login) {
            kind = ReplyKind.ERROR;
        }
        return ServiceReply.of(kind, shown, MySqlCodes.name(code),
                words).at(MySqlCodes.party(code)).advising(MySqlCodes.advice(code));
    }

    @Override
    protected boolean lost(boolean fromClient) {
        if (phase != Phase.COMMANDS) {
            phase = Phase.COMMANDS;
        }
        asked = false;
        return true;
    }
}
