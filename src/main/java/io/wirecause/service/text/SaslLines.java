package io.wirecause.service.text;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.ServiceEvents;
import io.wirecause.service.decode.Words;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The lines with which a client signs in after AUTH or AUTHENTICATE (RFC 4422). Only the name is read of them; lines that hold a
 * password are passed over.
 */
final class SaslLines {
    private static final int MOST = 256;
    private final ServiceEvents events;
    private boolean plain;
    private boolean login;
    private boolean waiting;
    private int lines;
    private String user;

    SaslLines(ServiceEvents events) {
        this.events = events;
    }

    /** The command, whose mechanism stands at an offset, perhaps with a first answer behind it. */
    void begin(ByteView line, int mechanism) {
        plain = Words.startsWith(line, mechanism, "PLAIN");
        login = Words.startsWith(line, mechanism, "LOGIN");
        lines = 0;
        user = null;
        waiting = false;
        int initial = Words.next(line, mechanism);
        if (initial < line.length() && line.u8(initial) != '=') {
            read(line, initial);
        }
        tell();
    }

    /** Whether the next line of the client belongs to this. */
    boolean isWaiting() {
        return waiting;
    }

    /** A line of the client; whether it is one (and not an empty one that only goes on). */
    boolean answer(ByteView line) {
        waiting = false;
        read(line, 0);
        return true;
    }

    /** Tells who signs in, as far as that is known. */
    void tell() {
        events.login(user);
    }

    /** The server has answered; whether it wants to hear more. */
    void reply(boolean more) {
        waiting = more;
    }

    private void read(ByteView line, int from) {
        boolean named = plain && lines == 0 || login && lines == 0;
        lines++;
        if (!named || line.length() - from > MOST) {
            return;
        }
        byte[] text;
        try {
            text = Base64.getDecoder().decode(Words.word(line, from).getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException notBase64) {
            return;
        }
        String decoded = new String(text, StandardCharsets.UTF_8);
        if (login) {
            user = decoded;
            return;
        }
        // Who to act as, who signs in, password: RFC 4616.
        int first = decoded.indexOf(0);
        int second = decoded.indexOf(0, first + 1);
        user = first < 0 || second < 0 ? null : decoded.substring(first + 1, second);
    }

    void clear() {
        waiting = false;
    }
}
