package io.wirecause.service.text;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.TextDecoder;
import io.wirecause.service.decode.Words;
import java.util.LinkedHashMap;
import java.util.Map;

/** IMAP: RFC 3501 and 9051, response codes of RFC 5530. */
public final class Imap extends TextDecoder {
    private static final String[] COMMANDS = {"CAPABILITY", "NOOP", "LOGOUT", "STARTTLS", "AUTHENTICATE", "LOGIN", "SELECT",
            "EXAMINE",
        "CREATE", "DELETE", "RENAME", "SUBSCRIBE", "UNSUBSCRIBE", "LIST", "LSUB", "STATUS", "APPEND", "CHECK", "CLOSE", "EXPUNGE",
        "SEARCH", "FETCH", "STORE", "COPY", "MOVE", "UID", "IDLE", "ID", "ENABLE", "NAMESPACE", "UNSELECT", "GETQUOTA",
        "GETQUOTAROOT", "SORT", "THREAD", "COMPRESS", "XLIST", "GETACL", "MYRIGHTS", "GETMETADATA", "SETACL"};
    private static final int MOST_WAITING = 256;
    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Commands that wait, by the hash of their tags. */
    private final Map<Long, String> waiting = new LinkedHashMap<>();
    private final SaslLines sasl;
    private boolean clientGoesOn;
    private boolean serverGoesOn;
    private boolean idle;
    private boolean greeted;
    private boolean leaving;

    /** A decoder of one connection. */
    public Imap(ServiceEvents events) {
        super(events);
        this.sasl = new SaslLines(events);
    }

    /** {@code * OK} of a server that speaks first, or a tag with a command. */
    public static int match(Opening o) {
        ByteView server = o.server();
        boolean greeting = server.startsWith(0, "* OK ") || server.startsWith(0, "* PREAUTH ") || server.startsWith(0, "* BYE ");
        if (o.fromStart() && greeting) {
            return Recogniser.SURE;
        }
        if (o.fromStart() && o.hasServer() && !greeting) {
            return Recogniser.NO;
        }
        boolean command = o.hasClient() && Words.of(o.client(), Words.next(o.client(), 0), COMMANDS) != null;
        return o.hasClient() && !command ? Recogniser.NO : o.isPort(143, 220) ? Recogniser.LIKELY : Recogniser.NO;
    }

    @Override
    protected boolean line(boolean fromClient, ByteView line) {
        return fromClient ? client(line) : server(line);
    }

    private boolean client(ByteView line) {
        boolean goesOn = clientGoesOn;
        long literal = literal(line);
        clientGoesOn = literal >= 0;
        if (literal >= 0) {
            skip(true, literal);
        }
        if (goesOn) {
            return true;
        }
        if (sasl.isWaiting()) {
            sasl.answer(line);
            sasl.tell();
            return true;
        }
        if (idle && Words.startsWith(line, 0, "DONE")) {
            idle = false;
            return true;
        }
        int at = Words.next(line, 0);
        String known = Words.of(line, at, COMMANDS);
        String what = known == null ? "(other command)" : known;
        if (what.equals("UID")) {
            String behind = Words.of(line, Words.next(line, at), COMMANDS);
            what = behind == null ? what : behind;
        }
        long tag = tag(line);
        if (waiting.size() < MOST_WAITING) {
            waiting.put(tag, what);
        }
        idle = what.equals("IDLE");
        leaving |= what.equals("LOGOUT");
        if (idle || leaving) {
            events.patientRequest(tag, what);
        } else {
            events.request(tag, what);
        }
        if (what.equals("LOGIN")) {
            events.login(user(line, Words.next(line, at)));
        } else if (what.equals("AUTHENTICATE")) {
            sasl.begin(line, Words.next(line, at));
        }
        return true;
    }

    /** An atom or a quoted string; null for a literal, which follows on lines of its own. */
    private static String user(ByteView line, int at) {
        if (at >= line.length() || line.u8(at) == '{') {
            return null;
        }
        if (line.u8(at) != '"') {
            return Words.word(line, at);
        }
        int end = line.indexOf('"', at + 1, line.length());
        return end < 0 ? null : Words.text(line, at + 1, end - at - 1);
    }

    /** How many bytes follow as a literal, {@code {n}} or {@code {n+}} at the end of the line; -1 where none do. */
    private static long literal(ByteView line) {
        int end = line.length() - 1;
        if (end < 2 || line.u8(end) != '}') {
            return -1;
        }
        int start = end - 1;
        while (start > 0 && line.u8(start) != '{' && end - start < 20) {
            start--;
        }
        return line.u8(start) == '{' ? Words.number(line, start + 1) : -1;
    }

    private static long tag(ByteView line) {
        long hash = FNV_START;
        for (int i = 0; i < line.length() && line.u8(i) > ' '; i++) {
            hash = (hash ^ line.u8(i)) * FNV_PRIME;
        }
        return hash & Long.MAX_VALUE;
    }

    private boolean server(ByteView line) {
        boolean goesOn = serverGoesOn;
        long literal = literal(line);
        serverGoesOn = literal >= 0;
        if (literal >= 0) {
            skip(false, literal);
        }
        if (goesOn || line.length() == 0) {
            return true;
        }
        if (line.u8(0) == '+') {
            sasl.reply(waiting.containsValue("AUTHENTICATE"));
            return true;
        }
        if (line.u8(0) == '*') {
            untagged(line);
            return true;
        }
        long tag = tag(line);
        String what = waiting.remove(tag);
        int at = Words.next(line, 0);
        boolean ok = Words.startsWith(line, at, "OK");
        if (what == null || !ok && !Words.startsWith(line, at, "NO") && !Words.startsWith(line, at, "BAD")) {
            return true;
        }
        sasl.reply(false);
        events.reply(tag, ok ? done(what) : error(what, line, at));
        boolean gone = ok && (what.equals("STARTTLS") || what.equals("COMPRESS"));
        if (gone) {
            events.encrypted(what);
        }
        return !gone;
    }

    private void untagged(ByteView line) {
        boolean bye = Words.startsWith(line, 2, "BYE");
        if (!greeted) {
            events.product(bye ? "" : words(line, 2));
            events.unasked(bye ? ServiceReply.of(ReplyKind.REFUSED, code("BYE", line, 2), null, Words.rest(line,
                    Words.next(line, 2)))
                    : ServiceReply.OK);
        } else if (bye && !leaving) {
            events.unasked(ServiceReply.of(ReplyKind.NEGATIVE, code("BYE", line, 2), null, Words.rest(line, Words.next(line,
                    2))));
        }
        greeted = true;
    }

    private static ServiceReply done(String what) {
        return what.equals("LOGIN") || what.equals("AUTHENTICATE") ? ServiceReply.LOGGED_IN : ServiceReply.OK;
    }

    private static ServiceReply error(String what, ByteView line, int at) {
        boolean bad = Words.startsWith(line, at, "BAD");
        String code = code(bad ? "BAD" : "NO", line, at);
        ReplyKind kind = switch (what) {
            case "LOGIN", "AUTHENTICATE" -> ReplyKind.LOGIN_FAILED;
            case "ID", "ENABLE", "NAMESPACE", "GETQUOTA", "GETQUOTAROOT", "GETACL", "MYRIGHTS", "GETMETADATA", "COMPRESS",
                    "XLIST",
                    "STARTTLS", "CREATE", "SUBSCRIBE", "(other command)" -> ReplyKind.NEGATIVE;
            default -> code.endsWith("[TRYCREATE]") || code.endsWith("[NONEXISTENT]") || code.endsWith("[ALREADYEXISTS]")
                    ? ReplyKind.NEGATIVE : ReplyKind.ERROR;
        };
        return ServiceReply.of(kind, code, null, words(line, at));
    }

    /** The text behind the word and the response code. */
    private static String words(ByteView line, int at) {
        int text = Words.next(line, at);
        int end = line.startsWith(text, "[") ? line.indexOf(']', text, line.length()) : -1;
        return Words.rest(line, end < 0 ? text : end + 1).strip();
    }

    /** The word, with the response code in brackets that may follow. */
    private static String code(String word, ByteView line, int at) {
        int text = Words.next(line, at);
        int end = line.startsWith(text, "[") ? line.indexOf(']', text, line.length()) : -1;
        return end < 0 ? word : word + ' ' + Words.text(line, text, end - text + 1);
    }

    @Override
    protected boolean lost(boolean fromClient) {
        waiting.clear();
        sasl.clear();
        clientGoesOn = false;
        serverGoesOn = false;
        greeted = true;
        return true;
    }
}
