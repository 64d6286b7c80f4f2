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

/** FTP: RFC 959, with TLS of RFC 4217; what is said of data connections on the control connection. */
public final class Ftp extends TextDecoder {
    private static final String[] COMMANDS = {"USER", "PASS", "ACCT", "CWD", "CDUP", "QUIT", "REIN", "PORT", "PASV", "EPRT",
            "EPSV",
        "TYPE", "STRU", "MODE", "RETR", "STOR", "STOU", "APPE", "ALLO", "REST", "RNFR", "RNTO", "ABOR", "DELE", "RMD", "MKD",
        "PWD",
        "LIST", "NLST", "MLSD", "MLST", "SITE", "SYST", "STAT", "HELP", "NOOP", "FEAT", "OPTS", "SIZE", "MDTM", "AUTH", "PBSZ",
        "PROT", "LANG", "HOST", "CLNT", "XPWD", "XCWD"};
    private static final String TRANSFER = "transfer";
    private static final String OTHER = "(other command)";

    private final ReplyLines reply = new ReplyLines();
    private final CommandOrder waiting = new CommandOrder();
    private boolean greeted;
    /** Whether the server said something that is no reply. */
    private boolean unreadable;
    private String user;
    /** The address that the server gave for the next data connection, where it is not its own; else null. */
    private String elsewhere;
    /** Whether the server was the one to name a port for data. */
    private boolean passive;

    /** A decoder of one connection. */
    public Ftp(ServiceEvents events) {
        super(events);
    }

    /** A greeting that says FTP, or a client that signs in as to FTP, to a server of three digits. */
    public static int match(Opening o) {
        if (o.hasServer() && !ReplyLines.isReply(o.server()) || o.hasClient() && !o.clientSays(COMMANDS)) {
            return Recogniser.NO;
        }
        if (o.hasServer() && Words.digits(o.server(), 0, 3) == 220 && ReplyLines.mentions(o.server(), "FTP")
                && !ReplyLines.mentions(o.server(), "SMTP")) {
            return Recogniser.SURE;
        }
        boolean both = o.hasClient() && o.hasServer();
        if (both && o.clientSays("USER", "AUTH", "FEAT")) {
            return Recogniser.LIKELY;
        }
        return o.isPort(21, 2121) ? Recogniser.LIKELY : o.hasServer() && !o.hasClient()
                && Words.digits(o.server(), 0, 3) == 220 ? Recogniser.BY_PORT / 2 : Recogniser.NO;
    }

    @Override
    protected boolean line(boolean fromClient, ByteView line) {
        return fromClient ? client(line) : server(line);
    }

    private boolean client(ByteView line) {
        String command = Words.of(line, 0, COMMANDS);
        String what = command == null ? OTHER : command;
        if (unreadable && waiting.peek() != null) {
            // The client takes it for the reply, as it goes on.
            waiting.next();
            events.withdraw(ServiceEvents.IN_ORDER);
        }
        unreadable = false;
        waiting.add(what);
        if (what.equals("QUIT") || what.equals("ABOR")) {
            events.patientRequest(ServiceEvents.IN_ORDER, what);
        } else {
            events.request(ServiceEvents.IN_ORDER, what);
        }
        passive = (passive || what.equals("PASV") || what.equals("EPSV")) && !what.equals("PORT") && !what.equals("EPRT");
        if (what.equals("PORT")) {
            String[] parts = Words.rest(line, Words.next(line, 0)).strip().split(",", 7);
            events.dataPort(parts.length == 6 ? port(parts[4], parts[5]) : 0, false, what);
        } else if (what.equals("EPRT")) {
            events.dataPort(extended(line, 3), false, what);
        }
        if (what.equals("USER")) {
            user = Words.rest(line, Words.next(line, 0));
            events.login(user);
        } else if (what.equals("PASS")) {
            events.login(user);
        }
        return true;
    }

    private boolean server(ByteView line) {
        if (!reply.take(line)) {
            if (reply.isOpen()) {
                hold();
            } else if (line.length() > 0 && greeted) {
                unreadable = true;
                events.malformed();
            }
            return true;
        }
        unreadable = false;
        if (line.startsWith(0, "227")) {
            passive(line);
        } else if (line.startsWith(0, "229")) {
            events.dataPort(extended(line, 3), true, "EPSV");
        }
        int code = reply.code();
        String what = waiting.peek();
        if (what == null || !greeted && code == 220) {
            unasked(code);
            release();
            return true;
        }
        waiting.next();
        events.reply(ServiceEvents.IN_ORDER, reply(what, code));
        release();
        if (code < 200 && !what.equals(TRANSFER)) {
            // The end of the transfer is told by another reply.
            waiting.add(TRANSFER);
            events.patientRequest(ServiceEvents.IN_ORDER, TRANSFER);
        }
        greeted = true;
        boolean tls = what.equals("AUTH") && code == 234;
        if (tls) {
            events.encrypted("AUTH TLS");
        }
        return !tls;
    }

    private void unasked(int code) {
        if (greeted) {
            // After idleness or as the server ends.
            events.unasked(code < 400 ? ServiceReply.OK : ServiceReply.of(ReplyKind.NEGATIVE, reply.codes(), name(code),
                    reply.words()));
            return;
        }
        greeted = true;
        if (code < 400) {
            events.product(reply.firstLine());
            events.unasked(ServiceReply.OK);
        } else {
            events.unasked(ServiceReply.of(ReplyKind.REFUSED, reply.codes(), name(code), reply.words()));
        }
    }

    /** Where to connect for the data: {@code (h1,h2,h3,h4,p1,p2)}, section 4.1.2. */
    private void passive(ByteView line) {
        String text = Words.rest(line, 4);
        int open = text.indexOf('(');
        String[] parts = text.substring(open + 1).split("[,)]", 6);
        elsewhere = null;
        if (parts.length == 6) {
            String address = String.join(".", parts[0].strip(), parts[1], parts[2], parts[3]);
            boolean plain = address.matches("\\d{1,3}(\\.\\d{1,3}){3}");
            elsewhere = plain && events.serverAddress().indexOf(':') < 0 && !address.equals(events.serverAddress())
                    && !address.equals("0.0.0.0") ? address : null;
            events.dataPort(port(parts[4], parts[5]), true, "PASV");
        }
    }

    /** A port as two numbers of a byte each; 0 where they are none. */
    private static int port(String high, String low) {
        String number = high.strip() + "," + low.strip();
        return number.matches("\\d{1,3},\\d{1,3}\\D*")
                ? Integer.parseInt(high.strip()) << 8 & 0xff00 | Integer.parseInt(low.strip().replaceAll("\\D.*", "")) & 0xff : 0;
    }

    /** The port in {@code |1|192.0.2.1|5282|} or {@code (|||5282|)}: what stands behind so many bars (RFC 2428); 0 for none. */
    private static int extended(ByteView line, int bars) {
        int at = line.indexOf('|', 0, line.length());
        for (int i = 1; i < bars && at >= 0; i++) {
            at = line.indexOf('|', at + 1, line.length());
        }
        long port = at < 0 ? 0 : Words.number(line, at + 1);
        return port > 0 && port < 1 << 16 ? (int) port : 0;
    }

    private ServiceReply reply(String what, int code) {
        if (code < 400) {
            return code == 230 || code == 232 ? ServiceReply.LOGGED_IN : ServiceReply.OK;
        }
        boolean login = what.equals("USER") || what.equals("PASS") || what.equals("ACCT");
        ReplyKind kind = code == 421 ? ReplyKind.REFUSED : login && (code == 530 || code == 430 || code == 532 || code == 331)
                ? ReplyKind.LOGIN_FAILED : isOrdinary(what, code) ? ReplyKind.NEGATIVE : ReplyKind.ERROR;
        ServiceReply told = ServiceReply.of(kind, reply.codes(), name(code), reply.words());
        if (code == 425 || code == 426 && what.equals(TRANSFER)) {
            return dataFailed(told, events.dataFault());
        }
        return kind == ReplyKind.ERROR && code == 530 ? told.at(Party.CLIENT) : told;
    }

    /** The data connection failed: as far as the capture shows, why. */
    private ServiceReply dataFailed(ServiceReply told, String fault) {
        if (elsewhere != null) {
            return told.at(Party.UNCLEAR).advising("The server named " + elsewhere + " for the data connection, which is not "
                    + "where the client reached it: set its passive address to the one seen from outside.");
        }
        ServiceReply because = fault == null ? told : told.headed("FTP data connection fails, " + fault + ":");
        return because.at(Party.UNCLEAR).advising(passive
                ? "The client does not get through to the port that the server named: look for a firewall or NAT on the way that "
                + "does not let the server's range of passive ports through."
                : "The server connects back to the client here (active mode), which a firewall or NAT before the client mostly "
                + "stops: use passive mode (PASV, EPSV).");
    }

    /** What clients try to learn something, or do to be sure. */
    private static boolean isOrdinary(String what, int code) {
        return switch (what) {
            case "RETR", "STOR", "STOU", "APPE", "LIST", "NLST", "MLSD", "DELE", "RNTO", "PASV", "EPSV", "PORT", "EPRT",
                    TRANSFER ->
                what.startsWith("EP") && (code == 500 || code == 502 || code == 522);
            default -> code != 530 || what.equals("AUTH") || what.equals("FEAT") || what.equals("SYST") || what.equals("OPTS");
        };
    }

    private static String name(int code) {
        return switch (code) {
            case 421 -> "service not available";
            case 425 -> "cannot open data connection";
            case 426 -> "transfer aborted";
            case 430, 530 -> "not logged in";
            case 450, 550 -> "file unavailable";
            case 451 -> "local error";
            case 452, 552 -> "storage exceeded";
            case 500 -> "command not known";
            case 501, 504 -> "parameters not taken";
            case 502 -> "command not implemented";
            case 503 -> "bad sequence of commands";
            case 532 -> "account needed";
            case 553 -> "file name not allowed";
            default -> null;
        };
    }

    @Override
    protected boolean lost(boolean fromClient) {
        waiting.clear();
        reply.clear();
        greeted = true;
        return true;
    }
}
