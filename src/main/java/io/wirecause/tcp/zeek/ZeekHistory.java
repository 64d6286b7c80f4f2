package io.wirecause.tcp.zeek;

import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.segment.Segment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Zeek's {@code history} of a connection and the {@code conn_state} that follows from it, as Zeek's documentation of conn.log
 * defines them. Without the letters c (bad checksum) and g (content gap), which findings cover.
 */
public final class ZeekHistory {
    /** Letters kept; further ones are dropped. No ordinary connection comes near. */
    static final int MAX_LETTERS = 64;
    /** Letters of 5 bits that fit in a long. */
    private static final int PACKED_LETTERS = 12;
    private static final int LETTER_BITS = 5;
    /** The letters; the constants below are their indexes. */
    private static final String LETTERS = "shadfrqitw";
    private static final int SYN = 0;
    private static final int SYN_ACK = 1;
    private static final int PURE_ACK = 2;
    private static final int DATA = 3;
    private static final int FIN = 4;
    private static final int RST = 5;
    private static final int SYN_AND_MORE = 6;
    private static final int FIN_AND_RST = 7;
    private static final int REPEATED = 8;
    private static final int ZERO_WINDOW = 9;
    /** Set with a letter sent by endpoint A: which endpoint is the originator may turn out later. */
    private static final int FROM_A = 0x10;

    /** What few connections need. */
    private static final class More {
        /** Of a connection without; never written. */
        private static final More NONE = new More();

        private int rstNumberA;
        private int rstNumberB;
        private int repeatedA;
        private int repeatedB;
        private int zeroWindowsA;
        private int zeroWindowsB;
        /** Letters after those in {@link ZeekHistory#packed}; null before the first. */
        private byte[] letters;

        /** Remembers the sequence number of a RST; returns whether it differs from that of its endpoint's last. */
        private boolean differsFromLastRst(int sequence, boolean fromA) {
            int before = fromA ? rstNumberA : rstNumberB;
            rstNumberA = fromA ? sequence : rstNumberA;
            rstNumberB = fromA ? rstNumberB : sequence;
            return sequence != before;
        }

        private int countRepeated(boolean fromA) {
            return fromA ? ++repeatedA : ++repeatedB;
        }

        private int countZeroWindow(boolean fromA) {
            return fromA ? ++zeroWindowsA : ++zeroWindowsB;
        }

        private void put(int index, byte code) {
            if (letters == null) {
                letters = new byte[4];
            } else if (index == letters.length) {
                letters = Arrays.copyOf(letters, 2 * index);
            }
            letters[index] = code;
        }
    }

    /** The first letters, the first one lowest: 4 bits of its index in {@link #LETTERS}, then {@link #FROM_A}. */
    private long packed;
    private byte count;
    /** Bits by index in {@link #LETTERS}. */
    private short seenA;
    private short seenB;
    private int synNumberA;
    private int synNumberB;
    private int finNumberA;
    private int finNumberB;
    private More more = More.NONE;

    /** An empty history. */
    public ZeekHistory() {
    }

    /**
     * Takes in a segment.
     *
     * @param repeats whether it has payload, all of which was seen before
     */
    public void take(Segment segment, boolean repeats) {
        take(segment.flags(), segment.sequence(), segment.window(), segment.payload(), repeats, segment.fromA());
    }

    void take(int flags, int sequence, int window, int payload, boolean repeats, boolean fromA) {
        boolean syn = (flags & TcpFlags.SYN) != 0;
        boolean fin = (flags & TcpFlags.FIN) != 0;
        boolean rst = (flags & TcpFlags.RST) != 0;
        if (syn && (fin || rst)) {
            addOnce(SYN_AND_MORE, fromA);
        } else if (fin && rst) {
            addOnce(FIN_AND_RST, fromA);
        } else if (syn) {
            takeSyn((flags & TcpFlags.ACK) != 0 ? SYN_ACK : SYN, sequence, fromA);
        }
        if (payload > 0) {
            addOnce(DATA, fromA);
        } else if ((flags & (TcpFlags.SYN | TcpFlags.ACK | TcpFlags.FIN | TcpFlags.RST)) == TcpFlags.ACK) {
            addOnce(PURE_ACK, fromA);
        }
        if (repeats && isPowerOfTen(more().countRepeated(fromA))) {
            add(REPEATED, fromA);
        }
        if (window == 0 && !syn && !fin && !rst && isPowerOfTen(more().countZeroWindow(fromA))) {
            add(ZERO_WINDOW, fromA);
        }
        if (!syn && rst) {
            takeRst(fin, sequence, fromA);
        } else if (!syn && fin) {
            takeFin(sequence, fromA);
        }
    }

    private void takeSyn(int letter, int sequence, boolean fromA) {
        int before = fromA ? synNumberA : synNumberB;
        synNumberA = fromA ? sequence : synNumberA;
        synNumberB = fromA ? synNumberB : sequence;
        if (note(letter, fromA) || sequence != before) {
            write(letter, fromA);
        }
    }

    private void takeFin(int sequence, boolean fromA) {
        int before = fromA ? finNumberA : finNumberB;
        finNumberA = fromA ? sequence : finNumberA;
        finNumberB = fromA ? finNumberB : sequence;
        if (note(FIN, fromA) || sequence != before) {
            write(FIN, fromA);
        }
    }

    private void takeRst(boolean fin, int sequence, boolean fromA) {
        boolean differs = more().differsFromLastRst(sequence, fromA);
        if ((note(RST, fromA) || differs) && !fin) {
            write(RST, fromA);
        }
    }

    private More more() {
        if (more == More.NONE) {
            more = new More();
        }
        return more;
    }

    private static boolean isPowerOfTen(int count) {
        int power = count;
        while (power % 10 == 0) {
            power /= 10;
        }
        return power == 1;
    }

    /** Notes an event; returns whether it is the first of its endpoint. */
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

    private void add(int letter, boolean fromA) {
        note(letter, fromA);
        write(letter, fromA);
    }

    private void addOnce(int letter, boolean fromA) {
        if (note(letter, fromA)) {
            write(letter, fromA);
        }
    }

    private void write(int letter, boolean fromA) {
        if (count == MAX_LETTERS) {
            return;
        }
        int code = letter | (fromA ? FROM_A : 0);
        if (count < PACKED_LETTERS) {
            packed |= (long) code << LETTER_BITS * count;
        } else {
            more().put(count - PACKED_LETTERS, (byte) code);
        }
        count++;
    }

    /** A letter of the history: its index in {@link #LETTERS}, and {@link #FROM_A}. */
    private int code(int index) {
        return index < PACKED_LETTERS ? (int) (packed >>> LETTER_BITS * index) & (1 << LETTER_BITS) - 1
                : more.letters[index - PACKED_LETTERS];
    }

    /** The history, the originator's letters in upper case. */
    public String history(boolean originatorIsA) {
        byte[] text = new byte[count];
        for (int i = 0; i < count; i++) {
            char letter = LETTERS.charAt(code(i) & ~FROM_A);
            boolean originator = (code(i) & FROM_A) != 0 == originatorIsA;
            text[i] = (byte) (originator ? Character.toUpperCase(letter) : letter);
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    /** The conn_state: S0 S1 SF REJ S2 S3 RSTO RSTR RSTOS0 RSTRH SH SHR OTH. */
    public String connState(boolean originatorIsA) {
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
        for (int i = 0; i < count; i++) {
            if ((code(i) & ~FROM_A) == RST) {
                return (code(i) & FROM_A) != 0;
            }
        }
        return has(true, RST);
    }
}
