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

/** The text protocol of memcached, as its protocol.txt has it. */
public final class Memcached extends TextDecoder {
    private static final String[] READS = {"GET", "GETS", "GAT", "GATS", "STATS"};
    private static final String[] STORES = {"SET", "ADD", "REPLACE", "APPEND", "PREPEND", "CAS"};
    private static final String[] OTHERS = {"DELETE", "INCR", "DECR", "TOUCH", "FLUSH_ALL", "VERSION", "VERBOSITY", "QUIT"};
    private static final String[] REPLIES = {"STORED", "NOT_STORED", "EXISTS", "NOT_FOUND", "END", "DELETED", "TOUCHED",
            "OK", "ERROR",
        "CLIENT_ERROR", "SERVER_ERROR", "VERSION", "RESET"};
    private static final int BYTES = 4;

    /** A decoder of one connection. */
    public Memcached(ServiceEvents events) {
        super(events);
    }

    /** A command on its port; elsewhere a command that gets one of its answers. */
    public static int match(Opening o) {
        ByteView c = o.client();
        // Commands are in lower case, unlike those of other protocols.
        boolean command = o.hasClient() && c.u8(0) >= 'a' && c.u8(0) <= 'z'
                && (Words.of(c, 0, READS) != null || Words.of(c, 0, STORES) != null || Words.of(c, 0, OTHERS) != null);
        boolean reply = Words.of(o.server(), 0, REPLIES) != null || o.server().startsWith(0, "VALUE ")
                || o.server().startsWith(0, "STAT ");
        if (o.hasClient() && !command || o.hasServer() && !reply) {
            return Recogniser.NO;
        }
        return command && reply ? Recogniser.SURE - 1 : o.isPort(11_211) || command ? Recogniser.BY_PORT : Recogniser.NO;
    }

    @Override
    protected boolean line(boolean fromClient, ByteView line) {
        return fromClient ? client(line) : server(line);
    }

    private boolean client(ByteView line) {
        String store = Words.of(line, 0, STORES);
        boolean silent = line.length() > 8 && Words.startsWith(line, line.length() - 7, "NOREPLY");
        if (store != null) {
            int at = 0;
            for (int i = 0; i < BYTES; i++) {
                at = Words.next(line, at);
            }
            long bytes = Words.number(line, at);
            if (bytes >= 0) {
                skip(true, bytes + 2);
            }
        }
        String what = store != null ? store : Words.of(line, 0, READS);
        what = what != null ? what : Words.of(line, 0, OTHERS);
        if (what != null && what.equals("QUIT")) {
            return true;
        }
        if (!silent) {
            events.request(ServiceEvents.IN_ORDER, what == null ? "(other command)" : what);
        }
        return true;
    }

    private boolean server(ByteView line) {
        if (line.startsWith(0, "VALUE ")) {
            hold();
            int at = 0;
            for (int i = 0; i < 3; i++) {
                at = Words.next(line, at);
            }
            skip(false, Math.max(0, Words.number(line, at)) + 2);
            return true;
        }
        if (line.startsWith(0, "STAT ") || line.length() == 0) {
            hold();
            return true;
        }
        String word = Words.of(line, 0, REPLIES);
        ServiceReply reply = ServiceReply.OK;
        if (word != null) {
            reply = switch (word) {
                case "NOT_STORED", "EXISTS", "NOT_FOUND" -> ServiceReply.NEGATIVE;
                case "ERROR" -> ServiceReply.of(ReplyKind.ERROR, word, "command not known", null).at(Party.CLIENT);
                case "CLIENT_ERROR" -> ServiceReply.of(ReplyKind.ERROR, word, null, Words.rest(line, 13)).at(Party.CLIENT);
                case "SERVER_ERROR" -> ServiceReply.of(ReplyKind.ERROR, word, null, Words.rest(line, 13)).at(Party.SERVER);
                default -> ServiceReply.OK;
            };
        }
        events.reply(ServiceEvents.IN_ORDER, reply);
        release();
        return true;
    }

    @Override
    protected boolean lost(boolean fromClient) {
        return false;
    }
}
