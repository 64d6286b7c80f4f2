package io.wirecause.tcp;

import io.wirecause.packet.TcpFlags;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The connection in the words that analysts know: {@code conn_state} and {@code history} as Zeek's documentation of its
 * conn.log defines them, and Wireshark's completeness (its User's Guide, section "TCP Analysis"). Checksums are not
 * looked at (the letter c) and content gaps are told elsewhere (g).
 *
 * <p>A layer of {@link Connection}; {@link EndpointState} tells why there are layers.
 */
class ZeekView extends HandshakeTimes {
    /** Letters kept; the rest are dropped. No ordinary connection comes near. */
    static final int MAX_LETTERS = 64;
    /** Letters of 5 bits that fit in a long. */
    private static final int PACKED_LETTERS = 12;
    private static final int LETTER_BITS = 5;
    /** The letters, and what each stands for by its place among them. */
    private static final String LETTERS = "shadfrqitw";
    private static final int SYN = 0;
    private static final int SYN_ACK = 1;
    private static final int PURE_ACK = 2;
    private static final int DATA = 3;
    private static final int FIN = 4;
    private static final int RST = 5;
    private static final int SYN_AND_MORE = 6;
    private static final int FIN_AND_RST = 7;
    private static final int SENT_AGAIN = 8;
    private static final int ZERO_WINDOW = 9;
    /** Letters are kept with sides: whether a side is the originator may turn out later. */
    private static final int FROM_A = 0x10;

    /** What hardly any connection has. */
    private static final class More {
        /** Of a connection that has none; never written. */
        private static final More NONE = new More();

        private int rstNumberA;
        private int rstNumberB;
        private int retransmittedA;
        private int retransmittedB;
        private int zeroWindowsA;
        private int zeroWindowsB;
        /** Letters behind those in {@link ZeekView#history}; null before the first. */
        private byte[] history;

        /** Remembers the number of a RST; whether it is another one than that of this side's last. */
        private boolean otherRst(int sequence, boolean fromA) {
            int before = fromA ? rstNumberA : rstNumberB;
            rstNumberA = fromA ? sequence : rstNumberA;
            rstNumberB = fromA ? rstNumberB : sequence;
            return sequence != before;
        }

        private int again(boolean fromA) {
            return fromA ? ++retransmittedA : ++retransmittedB;
        }

        private int zeroWindow(boolean fromA) {
            return fromA ? ++zeroWindowsA : ++zeroWindowsB;
        }

        private void write(int index, byte code) {
            if (history == null) {
                history = new byte[4];
            } else if (index == history.length) {
                history = Arrays.copyOf(history, 2 * index);
            }
            history[index] = code;
        }
    }

    /** The first letters, the first of all lowest: 4 bits of its place in {@link #LETTERS}, then {@link #FROM_A}. */
    private long history;
    private byte letters;
    private byte completeness;
    /** Bits by place in {@link #LETTERS}. */
    private short seenA;
    private short seenB;
    private int synNumberA;
    private int synNumberB;
    private int finNumberA;
    private int finNumberB;
    private More more = More.NONE;

    /**
     * Takes in a segment.
     *
     * @param again whether it holds payload and only such as was seen before
     */
    void segment(int flags, int sequence, int window, int payload, boolean again, boolean fromA) {
        boolean syn = (flags & TcpFlags.SYN) != 0;
        boolean ack = (flags & TcpFlags.ACK) != 0;
        boolean fin = (flags & TcpFlags.FIN) != 0;
        boolean rst = (flags & TcpFlags.RST) != 0;
        complete(syn, ack, fin, rst, payload);
        if (syn && (fin || rst)) {
            once(SYN_AND_MORE, fromA);
        } else if (fin && rst) {
            once(FIN_AND_RST, fromA);
        } else if (syn) {
            boolean other = otherSyn(sequence, fromA);
            if (note(ack ? SYN_ACK : SYN, fromA) || other) {
                write(ack ? SYN_ACK : SYN, fromA);
            }
        }
        if (payload > 0) {
            once(DATA, fromA);
        } else if (ack && !syn && !fin && !rst) {
            once(PURE_ACK, fromA);
        }
        if (again && isPowerOfTen(more().again(fromA))) {
            note(SENT_AGAIN, fromA);
            write(SENT_AGAIN, fromA);
        }
        if (window == 0 && !syn && !fin && !rst && isPowerOfTen(more().zeroWindow(fromA))) {
            note(ZERO_WINDOW, fromA);
            write(ZERO_WINDOW, fromA);
        }
        if (!syn && (fin || rst)) {
            closing(fin, rst, sequence, fromA);
        }
    }

    private void closing(boolean fin, boolean rst, int sequence, boolean fromA) {
        if (!rst) {
            boolean other = otherFin(sequence, fromA);
            if (note(FIN, fromA) || other) {
                write(FIN, fromA);
            }
            return;
        }
        boolean other = more().otherRst(sequence, fromA);
        if ((note(RST, fromA) || other) && !fin) {
            write(RST, fromA);
        }
    }

    /** Remembers the number of a SYN; whether it is another one than that of this side's last. */
    private boolean otherSyn(int sequence, boolean fromA) {
        int before = fromA ? synNumberA : synNumberB;
        synNumberA = fromA ? sequence : synNumberA;
        synNumberB = fromA ? synNumberB : sequence;
        return sequence != before;
    }

    private boolean otherFin(int sequence, boolean fromA) {
        int before = fromA ? finNumberA : finNumberB;
        finNumberA = fromA ? sequence : finNumberA;
        finNumberB = fromA ? finNumberB : sequence;
        return sequence != before;
    }

    private More more() {
        if (more == More.NONE) {
            more = new More();
        }
        return more;
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
    private boolean note(int letter, boolean fromA) {
        boolean first = !has(fromA, letter);
        int bit = 1 << letter;
        seenA |= fromA ? bit : 0;
        seenB |= fromA ? 0 : bit;
        return first;
    }

    private boolean has(boolean ofA, int letter) {
        return ((ofA ? seenA : seenB) & 1 << letter) != 0;
    }

    private void once(int letter, boolean fromA) {
        if (note(letter, fromA)) {
            write(letter, fromA);
        }
    }

    private void write(int letter, boolean fromA) {
        if (letters == MAX_LETTERS) {
            return;
        }
        int code = letter | (fromA ? FROM_A : 0);
        if (letters < PACKED_LETTERS) {
            history |= (long) code << LETTER_BITS * letters;
        } else {
            more().write(letters - PACKED_LETTERS, (byte) code);
        }
        letters++;
    }

    /** A letter of the history: its place in {@link #LETTERS}, and {@link #FROM_A}. */
    private int code(int index) {
        return index < PACKED_LETTERS ? (int) (history >>> LETTER_BITS * index) & (1 << LETTER_BITS) - 1
                : more.history[index - PACKED_LETTERS];
    }

    /** The history, the originator's letters in upper case. */
    String history(boolean originatorIsA) {
        byte[] text = new byte[letters];
        for (int i = 0; i < letters; i++) {
            char letter = LETTERS.charAt(code(i) & ~FROM_A);
            boolean originator = (code(i) & FROM_A) != 0 == originatorIsA;
            text[i] = (byte) (originator ? Character.toUpperCase(letter) : letter);
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    /** The conn_state: S0 S1 SF REJ S2 S3 RSTO RSTR RSTOS0 RSTRH SH SHR OTH. */
    String connState(boolean originatorIsA) {
        boolean originator = originatorIsA;
        boolean responder = !originatorIsA;
        boolean syn = has(originator, SYN);
        boolean answered = has(responder, SYN_ACK) || has(responder, SYN);
        if (syn && answered) {
            return established(originator);
        }
        if (syn) {
            boolean replied = has(responder, PURE_ACK) || has(responder, DATA) || has(responder, FIN);
            if (has(responder, RST)) {
                return replied ? "RSTR" : "REJ";
            }
            if (has(originator, RST)) {
                return "RSTOS0";
            }
            if (has(originator, FIN)) {
                return "SH";
            }
            return replied ? "OTH" : "S0";
        }
        if (has(responder, SYN_ACK)) {
            return has(responder, RST) ? "RSTRH" : has(responder, FIN) ? "SHR" : "OTH";
        }
        return "OTH";
    }

    private String established(boolean originator) {
        boolean responder = !originator;
        if (has(originator, FIN) && has(responder, FIN)) {
            return "SF";
        }
        if (has(originator, RST) || has(responder, RST)) {
            return firstReset() == originator ? "RSTO" : "RSTR";
        }
        return has(originator, FIN) ? "S2" : has(responder, FIN) ? "S3" : "S1";
    }

    /** Whether the first RST came from A. */
    private boolean firstReset() {
        for (int i = 0; i < letters; i++) {
            if ((code(i) & ~FROM_A) == RST) {
                return (code(i) & FROM_A) != 0;
            }
        }
        return has(true, RST);
    }

    /** Wireshark's tcp.completeness: 1 SYN, 2 SYN-ACK, 4 ACK, 8 data, 16 FIN, 32 RST, added up. */
    int completeness() {
        return completeness;
    }
}
