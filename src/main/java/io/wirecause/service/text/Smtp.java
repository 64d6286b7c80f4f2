package io.wirecause.service.text;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.Party;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ReplyKind;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.ServiceReply;
import io.wirecause.service.decode.TextDecoder;
import io.wirecause.service.decode.Words;

/** SMTP and LMTP: RFC 5321 and 2033, enhanced codes of RFC 3463, AUTH of RFC 4954, chunks of RFC 3030. */
public final class Smtp extends TextDecoder {
    private static final int[] PORTS = {25, 24, 465, 587, 2525};
    private static final String[] COMMANDS = {"EHLO", "HELO", "MAIL", "RCPT", "DATA", "BDAT", "QUIT", "RSET", "NOOP", "AUTH",
        "STARTTLS", "LHLO", "VRFY", "EXPN", "HELP", "ETRN", "XCLIENT", "XFORWARD"};
    private static final String MESSAGE = "message";
    private static final int MOST_RECIPIENTS = 1_000;

    private final ReplyLines reply = new ReplyLines();
    private final SaslLines sasl;
    private final CommandOrder waiting = new CommandOrder();
    private boolean content;
    private boolean greeted;
    private boolean lmtp;
    private int accepted;

    /** A decoder of one connection. */
    public Smtp(ServiceEvents events) {
        super(events);
        this.sasl = new SaslLines(events);
    }

    /** A greeting that says SMTP, or a client that says EHLO. */
    public static int match(Opening o) {
        int code = o.hasServer() ? Words.digits(o.server(), 0, 3) : 220;
        if (code < 220 || code > 559 || o.hasServer() && !ReplyLines.isReply(o.server())) {
            return Recogniser.NO;
        }
        if (o.hasClient() && !o.clientSays(COMMANDS)) {
            return Recogniser.NO;
        }
        if (o.clientSays("EHLO", "HELO", "LHLO") || o.hasServer() && code == 220 && ReplyLines.mentions(o.server(), "SMTP",
                "LMTP")) {
            return Recogniser.SURE;
        }
        if (o.isPort(PORTS)) {
            return Recogniser.LIKELY;
        }
        return o.clientSays("MAIL", "RCPT") ? Recogniser.LIKELY : Recogniser.NO;
    }

    @Override
    protected boolean line(boolean fromClient, ByteView line) {
        return fromClient ? client(line) : server(line);
    }

    private boolean client(ByteView line) {
        if (content) {
            if (line.length() == 1 && line.u8(0) == '.') {
                content = false;
                for (int i = 0; i < (lmtp ? Math.max(1, accepted) : 1); i++) {
                    ask(MESSAGE);
                }
                accepted = 0;
            }
            return true;
        }
        if (sasl.isWaiting()) {
            if (sasl.answer(line)) {
                ask("AUTH");
                sasl.tell();
            }
            return true;
        }
        String command = Words.of(line, 0, COMMANDS);
        if (command == null) {
            ask("(other command)");
            return true;
        }
        switch (command) {
            case "AUTH" -> {
                ask(command);
                sasl.begin(line, Words.next(line, 0));
            }
            case "BDAT" -> {
                ask(command);
                skip(true, Words.number(line, Words.next(line, 0)));
            }
            case "LHLO" -> {
                lmtp = true;
                ask(command);
            }
            case "QUIT" -> {
                waiting.add(command);
                events.patientRequest(ServiceEvents.IN_ORDER, command);
            }
            default -> ask(command);
        }
        return true;
    }

    private void ask(String what) {
        waiting.add(what);
        events.request(ServiceEvents.IN_ORDER, what.equals("MAIL") ? "MAIL FROM" : what.equals("RCPT") ? "RCPT TO" : what);
    }

    private boolean server(ByteView line) {
        if (!reply.take(line)) {
            if (reply.isOpen()) {
                hold();
            }
            return true;
        }
        int code = reply.code();
        boolean greeting = !greeted && (waiting.peek() == null || isGreeting(code) && !"STARTTLS".equals(waiting.peek()));
        greeted = true;
        if (greeting) {
            // Some clients do not wait for it.
            events.product(code < 400 ? reply.firstLine() : "");
            events.unasked(code < 400 ? ServiceReply.OK : refusal(code));
            release();
            return true;
        }
        String what = waiting.next();
        boolean tls = what != null && what.equals("STARTTLS") && code == 220;
        content = what != null && what.equals("DATA") && code == 354 || content;
        accepted += "RCPT".equals(what) && code < 300 && accepted < MOST_RECIPIENTS ? 1 : 0;
        if (what == null) {
            // After idleness, or as the server ends.
            events.unasked(code < 400 ? ServiceReply.OK
                    : ServiceReply.of(ReplyKind.NEGATIVE, reply.codes(), SmtpCodes.name(code, reply.enhanced()), reply.words()));
        } else {
            events.reply(ServiceEvents.IN_ORDER, reply(what, code));
        }
        sasl.reply(code == 334);
        release();
        if (tls) {
            events.encrypted("STARTTLS");
        }
        return !tls;
    }

    private static boolean isGreeting(int code) {
        return code == 220 || code == 421 || code == 521 || code == 554;
    }

    private ServiceReply refusal(int code) {
        return ServiceReply.of(ReplyKind.REFUSED, reply.codes(), SmtpCodes.name(code, reply.enhanced()), reply.words())
                .headed("The mail server refuses its service:").at(Party.SERVER);
    }

    private ServiceReply reply(String what, int code) {
        if (code < 400) {
            return code == 235 ? ServiceReply.LOGGED_IN : ServiceReply.OK;
        }
        if (code == 421) {
            return refusal(code);
        }
        String name = SmtpCodes.name(code, reply.enhanced());
        switch (what) {
            case "AUTH":
                return ServiceReply.of(ReplyKind.LOGIN_FAILED, reply.codes(), name, reply.words());
            case "EHLO", "VRFY", "EXPN", "HELP", "NOOP", "ETRN", "(other command)":
                return ServiceReply.of(ReplyKind.NEGATIVE, reply.codes(), name, reply.words());
            case "MAIL", "RCPT", "DATA", "BDAT", MESSAGE:
                return ServiceReply.of(ReplyKind.ERROR, reply.codes(), name, reply.words())
                        .headed(code < 500 ? "Mail is put off:" : "Mail is refused:").at(SmtpCodes.party(reply.enhanced()))
                        .advising(SmtpCodes.advice(code, reply.enhanced()));
            default:
                return ServiceReply.of(ReplyKind.ERROR, reply.codes(), name, reply.words());
        }
    }

    @Override
    protected boolean lost(boolean fromClient) {
        waiting.clear();
        reply.clear();
        sasl.clear();
        greeted = true;
        // Whether the lines that follow are a message or commands shows with the next reply.
        content = false;
        return true;
    }
}
