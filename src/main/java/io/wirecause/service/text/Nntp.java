package io.wirecause.service.text;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.TextDecoder;
import io.wirecause.service.decode.Words;

/** NNTP: RFC 3977, signing in of RFC 4643. */
public final class Nntp extends TextDecoder {
    private static final String[] COMMANDS = {"CAPABILITIES", "MODE", "GROUP", "ARTICLE", "HEAD", "BODY", "STAT", "LIST",
            "LISTGROUP",
        "OVER", "XOVER", "HDR", "XHDR", "NEXT", "LAST", "POST", "IHAVE", "CHECK", "TAKETHIS", "AUTHINFO", "QUIT", "DATE",
        "NEWGROUPS",
        "NEWNEWS", "HELP", "STARTTLS", "COMPRESS", "XFEATURE"};
    private static final String ARTICLE = "(article)";

    private final CommandOrder waiting = new CommandOrder();
    private boolean greeted;
    private boolean body;
    private boolean posting;
    private String user;

    /** A decoder of one connection. */
    public Nntp(ServiceEvents events) {
        super(events);
    }

    /** A greeting of 200 or 201 on its port, or one that says NNTP. */
    public static int match(Opening o) {
        int code = Words.digits(o.server(), 0, 3);
        if (o.hasServer() && !ReplyLines.isReply(o.server()) || o.hasClient() && !o.clientSays(COMMANDS)) {
            return Recogniser.NO;
        }
        if (o.hasServer() && o.fromStart() && (code == 200 || code == 201) && ReplyLines.mentions(o.server(), "NNTP", "NNRP")) {
            return Recogniser.SURE;
        }
        return o.isPort(119, 433) ? Recogniser.LIKELY : Recogniser.NO;
    }

    @Override
    protected boolean line(boolean fromClient, ByteView line) {
        return fromClient ? client(line) : server(line);
    }

    private boolean client(ByteView line) {
        if (posting) {
            if (line.length() == 1 && line.u8(0) == '.') {
                posting = false;
                ask(ARTICLE);
            }
            return true;
        }
        String command = Words.of(line, 0, COMMANDS);
        String what = command == null ? "(other command)" : command;
        int argument = Words.next(line, 0);
        boolean password = what.equals("AUTHINFO") && Words.startsWith(line, argument, "PASS");
        if (what.equals("AUTHINFO") && Words.startsWith(line, argument, "USER")) {
            user = Words.word(line, Words.next(line, argument));
        }
        if (what.equals("QUIT")) {
            waiting.add(what);
            events.patientRequest(ServiceEvents.IN_ORDER, what);
            return true;
        }
        ask(password ? "AUTHINFO PASS" : what);
        if (what.equals("AUTHINFO")) {
            events.login(user);
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
        if (!ReplyLines.isReply(line)) {
            return true;
        }
        int code = Words.digits(line, 0, 3);
        String what = waiting.next();
        if (what == null) {
            if (!greeted && code < 400) {
                events.product(Words.rest(line, 4));
            }
            events.unasked(code < 400 ? ServiceReply.OK : ServiceReply.of(greeted ? ReplyKind.NEGATIVE : ReplyKind.REFUSED,
                    Integer.toString(code), name(code), Words.rest(line, 4)));
            greeted = true;
            return true;
        }
        greeted = true;
        events.reply(ServiceEvents.IN_ORDER, reply(what, code, line));
        posting = code == 340 || code == 335;
        body = isLong(code, what);
        boolean gone = code == 382 && what.equals("STARTTLS") || code == 206;
        if (gone) {
            events.encrypted(what);
        }
        return !gone;
    }

    private static boolean isLong(int code, String what) {
        return switch (code) {
            case 100, 101, 215, 220, 221, 222, 224, 225, 230, 231 -> true;
            case 211 -> what.equals("LISTGROUP");
            default -> false;
        };
    }

    private static ServiceReply reply(String what, int code, ByteView line) {
        if (code == 281) {
            return ServiceReply.LOGGED_IN;
        }
        if (code < 400) {
            return ServiceReply.OK;
        }
        ReplyKind kind = switch (code) {
            case 400 -> ReplyKind.REFUSED;
            case 411, 412, 420, 421, 422, 423, 430, 435, 437, 438, 500, 501, 503 -> ReplyKind.NEGATIVE;
            case 481, 482 -> ReplyKind.LOGIN_FAILED;
            default -> what.startsWith("AUTHINFO") ? ReplyKind.LOGIN_FAILED : ReplyKind.ERROR;
        };
        return ServiceReply.of(kind, Integer.toString(code), name(code), Words.rest(line, 4));
    }

    private static String name(int code) {
        return switch (code) {
            case 400 -> "service not available";
            case 403 -> "internal fault";
            case 411 -> "no such group";
            case 423, 430 -> "no such article";
            case 440 -> "posting not permitted";
            case 441 -> "posting failed";
            case 480 -> "authentication required";
            case 481 -> "authentication failed";
            case 482 -> "authentication out of sequence";
            case 483 -> "encryption required";
            case 500 -> "command not known";
            case 502 -> "not permitted";
            default -> null;
        };
    }

    @Override
    protected boolean lost(boolean fromClient) {
        waiting.clear();
        greeted = true;
        return false;
    }
}
