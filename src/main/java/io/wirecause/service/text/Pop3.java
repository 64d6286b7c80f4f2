package io.wirecause.service.text;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.TextDecoder;
import io.wirecause.service.decode.Words;

/** POP3: RFC 1939, codes in brackets of RFC 2449 and 3206, TLS of RFC 2595. */
public final class Pop3 extends TextDecoder {
    private static final String[] COMMANDS = {"USER", "PASS", "APOP", "AUTH", "STAT", "LIST", "RETR", "TOP", "UIDL", "DELE",
            "NOOP",
        "RSET", "CAPA", "STLS", "QUIT", "UTF8", "LANG", "XTND"};

    private final CommandOrder waiting = new CommandOrder();
    private final SaslLines sasl;
    private boolean greeted;
    private boolean body;
    private String user;

    /** A decoder of one connection. */
    public Pop3(ServiceEvents events) {
        super(events);
        this.sasl = new SaslLines(events);
    }

    /** {@code +OK} or {@code -ERR} of a server that speaks first. */
    public static int match(Opening o) {
        boolean reply = o.server().startsWith(0, "+OK") || o.server().startsWith(0, "-ERR");
        if (o.hasServer() && !reply || o.hasClient() && !o.clientSays(COMMANDS)) {
            return Recogniser.NO;
        }
        // Redis says -ERR too, and +OK, but never first.
        boolean greeting = reply && !o.hasClient() && o.fromStart() && o.server().length() > 4 && o.server().u8(3) == ' ';
        return o.hasClient() && o.hasServer() && !o.isPort(6379) || greeting && o.server().startsWith(0, "+OK") ? Recogniser.SURE
                : o.isPort(110, 1100) ? Recogniser.LIKELY : Recogniser.NO;
    }

    @Override
    protected boolean line(boolean fromClient, ByteView line) {
        return fromClient ? client(line) : server(line);
    }

    private boolean client(ByteView line) {
        if (sasl.isWaiting()) {
            sasl.answer(line);
            ask("AUTH");
            sasl.tell();
            return true;
        }
        String command = Words.of(line, 0, COMMANDS);
        if (command == null) {
            ask("(other command)");
            return true;
        }
        int argument = Words.next(line, 0);
        boolean all = argument >= line.length();
        switch (command) {
            case "LIST", "UIDL" -> ask(!all ? command : command.equals("LIST") ? "LIST (all)" : "UIDL (all)");
            case "QUIT" -> {
                waiting.add(command);
                events.patientRequest(ServiceEvents.IN_ORDER, command);
            }
            case "AUTH" -> {
                ask(all ? "AUTH (list)" : command);
                sasl.begin(line, argument);
            }
            case "USER", "APOP" -> {
                ask(command);
                user = Words.word(line, argument);
                events.login(user);
            }
            case "PASS" -> {
                ask(command);
                events.login(user);
            }
            default -> ask(command);
        }
        return true;
    }

    private void ask(String what) {
        waiting.add(what);
        events.request(ServiceEvents.IN_ORDER, what);
    }

    private boolean server(ByteView line) {
        if (body) {
            body = !(line.length() == 1 && line.u8(0) == '.');
            return true;
        }
        boolean ok = line.startsWith(0, "+OK");
        boolean more = line.startsWith(0, "+ ") || line.length() == 1 && line.u8(0) == '+';
        if (!ok && !more && !line.startsWith(0, "-ERR")) {
            return true;
        }
        String what = waiting.next();
        sasl.reply(more);
        if (what == null) {
            greet(line, ok);
            return true;
        }
        greeted = true;
        events.reply(ServiceEvents.IN_ORDER, more ? ServiceReply.OK : ok ? done(what) : error(what, line));
        body = ok && isLong(what);
        boolean tls = ok && what.equals("STLS");
        if (tls) {
            events.encrypted("STLS");
        }
        return !tls;
    }

    private void greet(ByteView line, boolean ok) {
        if (ok && !greeted) {
            events.product(Words.rest(line, 4));
        }
        events.unasked(ok ? ServiceReply.OK : ServiceReply.of(greeted ? ReplyKind.NEGATIVE : ReplyKind.REFUSED, code(line), null,
                words(line)));
        greeted = true;
    }

    private static ServiceReply done(String what) {
        return what.equals("PASS") || what.equals("APOP") || what.equals("AUTH") ? ServiceReply.LOGGED_IN : ServiceReply.OK;
    }

    private static boolean isLong(String what) {
        return what.endsWith("(all)") || what.endsWith("(list)") || what.equals("RETR") || what.equals("TOP") ||
                what.equals("CAPA");
    }

    private static ServiceReply error(String what, ByteView line) {
        ReplyKind kind = switch (what) {
            case "PASS", "APOP", "AUTH", "USER" -> ReplyKind.LOGIN_FAILED;
            case "CAPA", "STLS", "AUTH (list)", "UTF8", "LANG", "(other command)", "NOOP" -> ReplyKind.NEGATIVE;
            default -> ReplyKind.ERROR;
        };
        return ServiceReply.of(kind, code(line), null, words(line));
    }

    /** The text behind {@code -ERR} and the code. */
    private static String words(ByteView line) {
        int end = line.startsWith(5, "[") ? line.indexOf(']', 5, line.length()) : -1;
        return Words.rest(line, end < 0 ? 5 : end + 1).strip();
    }

    /** {@code -ERR}, with the code in brackets that may follow. */
    private static String code(ByteView line) {
        int end = line.startsWith(5, "[") ? line.indexOf(']', 5, line.length()) : -1;
        return end < 0 ? "-ERR" : "-ERR " + Words.text(line, 5, end - 4);
    }

    @Override
    protected boolean lost(boolean fromClient) {
        waiting.clear();
        sasl.clear();
        greeted = true;
        return true;
    }
}
