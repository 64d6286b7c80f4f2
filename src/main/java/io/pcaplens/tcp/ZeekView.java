package io.pcaplens.tcp;

import io.pcaplens.packet.TcpFlags;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The connection in the words that analysts know: {@code conn_state} and {@code history} as Zeek's documentation of its
 * conn.log defines them, and Wireshark's completeness (its User's Guide, section "TCP Analysis"). Checksums are not
 * looked at (the letter c) and content gaps are told elsewhere (g).
 */
final class ZeekView {
    /** Letters kept; the rest are dropped. No ordinary connection comes near. */
    static final int MAX_LETTERS = 64;
    private static final int FIRST_LETTERS = 8;
    /** Letters are written with sides first: whether a side is the originator may turn out later. */
    private static final int FROM_A = 0x80;

    /** What is remembered of one side. */
    private static final class End {
        /** Of a side that has sent nothing; never written. */
        private static final End NONE = new End();
        /** Bits by letter, {@code a} the lowest. */
        int seen;
        int synNumber;
        int finNumber;
        int rstNumber;
        int retransmitted;
        int zeroWindows;
    }

    private End a = End.NONE;
    private End b = End.NONE;
    private byte[] history = new byte[FIRST_LETTERS];
    private byte letters;
    private byte completeness;

    /**
     * Takes in a segment.
     *
     * @param again whether it holds payload and only such as was seen before
     */
    void segment(int flags, int sequence, int window, int payload, boolean again, boolean fromA) {
        End end = end(fromA);
        boolean syn = (flags & TcpFlags.SYN) != 0;
        boolean ack = (flags & TcpFlags.ACK) != 0;
        boolean fin = (flags & TcpFlags.FIN) != 0;
        boolean rst = (flags & TcpFlags.RST) != 0;
        complete(syn, ack, fin, rst, payload);
        if (syn && (fin || rst)) {
            once(end, 'q', fromA);
        } else if (fin && rst) {
            once(end, 'i', fromA);
        } else if (syn) {
            if (note(end, ack ? 'h' : 's') || sequence != end.synNumber) {
                write(ack ? 'h' : 's', fromA);
            }
            end.synNumber = sequence;
        }
        if (payload > 0) {
            once(end, 'd', fromA);
        } else if (ack && !syn && !fin && !rst) {
            once(end, 'a', fromA);
        }
        if (again && isPowerOfTen(++end.retransmitted)) {
            note(end, 't');
            write('t', fromA);
        }
        if (window == 0 && !syn && !fin && !rst && isPowerOfTen(++end.zeroWindows)) {
            note(end, 'w');
            write('w', fromA);
        }
        closing(end, fin && !syn, rst && !syn, sequence, fromA);
    }

    private End end(boolean fromA) {
        if (fromA && a == End.NONE) {
            a = new End();
        } else if (!fromA && b == End.NONE) {
            b = new End();
        }
        return fromA ? a : b;
    }

    private void closing(End end, boolean fin, boolean rst, int sequence, boolean fromA) {
        if (fin && !rst) {
            if (note(end, 'f') || sequence != end.finNumber) {
                write('f', fromA);
            }
            end.finNumber = sequence;
        }
        if (rst) {
            if ((note(end, 'r') || sequence != end.rstNumber) && !fin) {
                write('r', fromA);
            }
            end.rstNumber = sequence;
        }
    }

    private void complete(boolean syn, boolean ack, boolean fin, boolean rst, int payload) {
        if (syn) {
            completeness |= ack ? 2 : 1;
        } else if (ack && payload == 0) {
            completeness |= 4;
        }
        // As tshark answers: the payload of a SYN-ACK and a FIN without ACK do not count.
        if (payload > 0 && !(syn && ack)) {
            completeness |= 8;
        }
        completeness |= (fin && ack ? 16 : 0) | (rst ? 32 : 0);
    }

    private static boolean isPowerOfTen(int count) {
        int power = count;
        while (power % 10 == 0) {
            power /= 10;
        }
        return power == 1;
    }

    /** Notes an event; returns whether it is the first of its side. */
    private static boolean note(End end, char letter) {
        int bit = 1 << letter - 'a';
        boolean first = (end.seen & bit) == 0;
        end.seen |= bit;
        return first;
    }

    private void once(End end, char letter, boolean fromA) {
        if (note(end, letter)) {
            write(letter, fromA);
        }
    }

    private void write(char letter, boolean fromA) {
        if (letters == MAX_LETTERS) {
            return;
        }
        if (letters == history.length) {
            history = Arrays.copyOf(history, 2 * letters);
        }
        history[letters++] = (byte) (letter | (fromA ? FROM_A : 0));
    }

    private static boolean has(End end, char letter) {
        return (end.seen & 1 << letter - 'a') != 0;
    }

    /** The history, the originator's letters in upper case. */
    String history(boolean originatorIsA) {
        byte[] text = new byte[letters];
        for (int i = 0; i < letters; i++) {
            int letter = history[i] & ~FROM_A & 0xff;
            boolean originator = history[i] < 0 == originatorIsA;
            text[i] = (byte) (originator ? Character.toUpperCase(letter) : letter);
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    /** The conn_state: S0 S1 SF REJ S2 S3 RSTO RSTR RSTOS0 RSTRH SH SHR OTH. */
    String connState(boolean originatorIsA) {
        End originator = originatorIsA ? a : b;
        End responder = originatorIsA ? b : a;
        boolean syn = has(originator, 's');
        boolean answered = has(responder, 'h') || has(responder, 's');
        if (syn && answered) {
            return established(originator, responder);
        }
        if (syn) {
            boolean replied = has(responder, 'a') || has(responder, 'd') || has(responder, 'f');
            if (has(responder, 'r')) {
                return replied ? "RSTR" : "REJ";
            }
            if (has(originator, 'r')) {
                return "RSTOS0";
            }
            if (has(originator, 'f')) {
                return "SH";
            }
            return replied ? "OTH" : "S0";
        }
        if (has(responder, 'h')) {
            return has(responder, 'r') ? "RSTRH" : has(responder, 'f') ? "SHR" : "OTH";
        }
        return "OTH";
    }

    private String established(End originator, End responder) {
        if (has(originator, 'f') && has(responder, 'f')) {
            return "SF";
        }
        if (has(originator, 'r') || has(responder, 'r')) {
            return firstReset() == (originator == a) ? "RSTO" : "RSTR";
        }
        return has(originator, 'f') ? "S2" : has(responder, 'f') ? "S3" : "S1";
    }

    /** Whether the first RST came from A. */
    private boolean firstReset() {
        for (int i = 0; i < letters; i++) {
            if ((history[i] & ~FROM_A & 0xff) == 'r') {
                return history[i] < 0;
            }
        }
        return has(a, 'r');
    }

    /** Wireshark's tcp.completeness: 1 SYN, 2 SYN-ACK, 4 ACK, 8 data, 16 FIN, 32 RST, added up. */
    int completeness() {
        return completeness;
    }
}
