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

/** Redis and its kin: RESP2 and RESP3 as the Redis protocol specification has them. */
public final class Redis extends TextDecoder {
    private static final String[] COMMANDS = {"GET", "SET", "MGET", "MSET", "DEL", "EXISTS", "INCR", "DECR", "INCRBY",
            "EXPIRE", "TTL",
        "HGET", "HSET", "HGETALL", "HMGET", "HMSET", "HDEL", "LPUSH", "RPUSH", "LPOP", "RPOP", "LRANGE", "LLEN", "SADD", "SREM",
        "SMEMBERS", "ZADD", "ZRANGE", "ZREM", "PING", "ECHO", "AUTH", "HELLO", "SELECT", "CLIENT", "COMMAND", "CONFIG",
        "INFO", "KEYS",
        "SCAN", "MULTI", "EXEC", "DISCARD", "WATCH", "EVAL", "EVALSHA", "SCRIPT", "PUBLISH", "SUBSCRIBE", "PSUBSCRIBE",
        "SSUBSCRIBE",
        "MONITOR", "BLPOP", "BRPOP", "BLMOVE", "BRPOPLPUSH", "BZPOPMIN", "BZPOPMAX", "XREAD", "XREADGROUP", "XADD", "WAIT",
        "SETEX",
        "SETNX", "GETSET", "CLUSTER", "SENTINEL", "REPLCONF", "PSYNC", "SYNC", "FLUSHALL", "FLUSHDB", "SAVE", "BGSAVE", "DBSIZE",
        "QUIT", "TYPE", "STRLEN", "APPEND", "XLEN", "ZCARD", "SCARD", "HLEN", "READONLY", "SHUTDOWN", "UNLINK", "DEBUG"};
    private static final String OTHER = "(other command)";
    private static final long LARGEST = 1L << 30;

    private final CommandOrder waiting = new CommandOrder();
    private long argumentsLeft;
    private boolean bulk;
    private int argument;
    private long arguments;
    private String command;
    private boolean signsIn;
    private String user;
    /** Values of the reply that are still to come. */
    private long valuesLeft;
    private boolean pushed;

    /** A decoder of one connection. */
    public Redis(ServiceEvents events) {
        super(events);
    }

    /** An array of bulk strings from the client, or a server on its port that answers in RESP. */
    public static int match(Opening o) {
        ByteView c = o.client();
        boolean array = c.length() >= 4 && c.u8(0) == '*' && c.u8(1) >= '1' && c.u8(1) <= '9' && c.indexOf('$', 2,
                c.length()) > 2;
        boolean reply = !o.hasServer() || "+-:$*%_#~=(,>!".indexOf(o.server().u8(0)) >= 0;
        if (!reply || o.hasClient() && !array && Words.of(c, 0, COMMANDS) == null) {
            return Recogniser.NO;
        }
        return array ? Recogniser.SURE : o.isPort(6379, 6380, 26379, 16379) ? Recogniser.LIKELY : Recogniser.NO;
    }

    @Override
    protected boolean line(boolean fromClient, ByteView line) {
        return fromClient ? client(line) : server(line);
    }

    private boolean client(ByteView line) {
        if (argumentsLeft > 0) {
            argument(line);
            return true;
        }
        if (line.length() == 0) {
            return true;
        }
        if (line.u8(0) == '*') {
            arguments = Math.min(LARGEST, Words.number(line, 1));
            argumentsLeft = Math.max(0, arguments);
            argument = 0;
            bulk = false;
            signsIn = false;
            user = null;
            return true;
        }
        String inline = Words.of(line, 0, COMMANDS);
        command = inline == null ? OTHER : inline;
        signsIn = command.equals("AUTH");
        user = null;
        ask();
        return true;
    }

    /** A line of an array: {@code $length}, or a string of that length. Only those that name something are read. */
    private void argument(ByteView line) {
        if (!bulk) {
            long length = line.length() > 0 && line.u8(0) == '$' ? Words.number(line, 1) : -1;
            boolean wanted = argument == 0 || signsIn && isName();
            if (length < 0) {
                argumentsLeft = 0;
                return;
            }
            if (wanted && length < LONGEST) {
                bulk = true;
                return;
            }
            skip(true, length + 2);
        } else {
            bulk = false;
            if (argument == 0) {
                String known = Words.of(line, 0, COMMANDS);
                command = known == null ? OTHER : known;
                signsIn = command.equals("AUTH") || command.equals("HELLO");
            } else {
                user = Words.rest(line, 0);
            }
        }
        argument++;
        if (--argumentsLeft == 0) {
            ask();
        }
    }

    /** AUTH name password; HELLO 3 AUTH name password. */
    private boolean isName() {
        return command.equals("AUTH") ? arguments == 3 && argument == 1 : arguments >= 5 && argument == 3;
    }

    private void ask() {
        switch (command) {
            case "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "MONITOR", "PSYNC", "SYNC" -> pushed = true;
            default -> {
            }
        }
        waiting.add(command);
        if (pushed || isPatient()) {
            events.patientRequest(ServiceEvents.IN_ORDER, command);
        } else {
            events.request(ServiceEvents.IN_ORDER, command);
        }
        if (command.equals("AUTH") || command.equals("HELLO") && arguments >= 5) {
            events.login(user == null ? "default" : user);
        }
    }

    private boolean isPatient() {
        return switch (command) {
            case "BLPOP", "BRPOP", "BLMOVE", "BRPOPLPUSH", "BZPOPMIN", "BZPOPMAX", "XREAD", "XREADGROUP", "WAIT", "QUIT",
                    "SHUTDOWN",
                    "REPLCONF" -> true;
            default -> false;
        };
    }

    private boolean server(ByteView line) {
        if (line.length() == 0) {
            return true;
        }
        int type = line.u8(0);
        boolean first = valuesLeft == 0;
        valuesLeft = first ? 0 : valuesLeft - 1;
        long count = type == '$' || type == '=' || type == '!' || type == '*' || type == '%' || type == '~' || type == '>' ||
                type == '|'
                ? Words.number(line, 1) : -1;
        if (count >= 0) {
            switch (type) {
                case '$', '=', '!' -> skip(false, count + 2);
                case '%', '|' -> valuesLeft += 2 * Math.min(LARGEST, count);
                default -> valuesLeft += Math.min(LARGEST, count);
            }
        }
        if (valuesLeft > LARGEST) {
            return false;
        }
        if (!first || type == '>') {
            return true;
        }
        String what = waiting.next();
        if (what == null) {
            if (type == '-') {
                events.unasked(error(null, line));
            }
            return !pushed;
        }
        boolean login = what.equals("AUTH");
        events.reply(ServiceEvents.IN_ORDER, type == '-' ? error(what, line) : login ? ServiceReply.LOGGED_IN : ServiceReply.OK);
        // What follows is not an answer to anything.
        return !pushed;
    }

    /** The first word of an error is its code; a server repeats arguments that it did not understand, which may be secrets. */
    private static ServiceReply error(String what, ByteView line) {
        String code = Words.word(line, 1);
        String words = Words.rest(line, Math.min(line.length(), code.length() + 2));
        int args = words.indexOf(", with args beginning with");
        int quoted = words.startsWith("unknown command") ? words.indexOf('`', 17) : -1;
        words = args >= 0 ? words.substring(0, args) : words;
        if (quoted > 0 && quoted < words.length()) {
            words = words.substring(0, quoted + 1);
        }
        boolean login = "AUTH".equals(what) || "HELLO".equals(what) && code.equals("WRONGPASS");
        boolean full = words.startsWith("max number of clients");
        ReplyKind kind = switch (code) {
            case "MOVED", "ASK", "NOSCRIPT", "TRYAGAIN", "BUSYGROUP" -> ReplyKind.NEGATIVE;
            case "DENIED" -> ReplyKind.REFUSED;
            default -> full ? ReplyKind.REFUSED : login ? ReplyKind.LOGIN_FAILED
                    : "HELLO".equals(what) || "CLIENT".equals(what) || "COMMAND".equals(what) ? ReplyKind.NEGATIVE :
                    ReplyKind.ERROR;
        };
        Party party = switch (code) {
            case "NOAUTH", "WRONGPASS", "WRONGTYPE", "NOPERM" -> Party.CLIENT;
            case "LOADING", "OOM", "MISCONF", "BUSY", "MASTERDOWN", "CLUSTERDOWN", "READONLY", "DENIED" -> Party.SERVER;
            default -> null;
        };
        ServiceReply reply = ServiceReply.of(kind, code, null, words);
        return party == null ? reply : reply.at(party);
    }

    @Override
    protected boolean lost(boolean fromClient) {
        // Without the bytes in between, data cannot be told from replies.
        return false;
    }
}
