package io.wirecause.tls.stream;

import io.wirecause.bytes.ByteView;
import io.wirecause.protocol.TlsRecord;

/** Reads the records of one direction, from the start of one on. What it cannot read as a record ends it. */
final class RecordReader {
    /** A record's content may grow by so much when it is encrypted (RFC 5246, section 6.2.3). */
    private static final int MAX_LENGTH = (1 << 14) + 2048;
    private static final int ALERT_LENGTH = 2;
    /** A heartbeat (RFC 6520), which TLS 1.3 does not have. */

    private final boolean opener;
    private final TlsSink sink;
    private final MessageAssembler messages;
    private final byte[] header = new byte[TlsRecord.HEADER];
    private int headerHave;
    private int type;
    private int length;
    /** Bytes of the record's body still to come; -1 between records. */
    private int left = -1;
    /** Whether a ChangeCipherSpec says that what follows is encrypted. */
    private boolean ciphered;
    /** Whether the handshake record at hand holds messages in the clear. */
    private boolean clear;
    private int alertLevel = -1;
    /** Whether bytes are missing, so that the next record has to be found first. */
    private boolean lost;
    private boolean broken;

    RecordReader(boolean opener, TlsSink sink, HeldBytes room) {
        this.opener = opener;
        this.sink = sink;
        this.messages = new MessageAssembler(opener, sink, room);
    }

    /** Whether a whole header of a record that can be stands at this offset. */
    static boolean isRecordAt(ByteView bytes, int at) {
        return bytes.length() - at >= TlsRecord.HEADER && bytes.u8(at) >= TlsRecord.FIRST_TYPE
                && bytes.u8(at) <= TlsRecord.HEARTBEAT
                && bytes.u8(at + 1) == 3 && bytes.u8(at + 2) <= 4 && TlsRecord.length(bytes, at) <= MAX_LENGTH;
    }

    /** Whether these bytes begin with application data of TLS: a connection whose handshake is over. */
    static boolean isData(ByteView bytes) {
        return isRecordAt(bytes, 0) && TlsRecord.type(bytes, 0) == TlsRecord.LAST_TYPE && bytes.u8(2) > 0 && bytes.u8(2) < 4
                && TlsRecord.length(bytes, 0) > ALERT_LENGTH;
    }

    /** Whether what came cannot be TLS, so that nothing more is read. */
    boolean isBroken() {
        return broken;
    }

    void data(ByteView bytes, int from, Moment now) {
        int at = from;
        if (lost) {
            if (!isRecordAt(bytes, at)) {
                return;
            }
            lost = false;
        }
        while (at < bytes.length() && !broken) {
            if (left < 0) {
                at += header(bytes, at, bytes.length() - at, now);
            } else {
                int taken = Math.min(left, bytes.length() - at);
                body(bytes, at, taken, now);
                left -= taken;
                at += taken;
            }
            if (left == 0) {
                left = -1;
            }
        }
    }

    private int header(ByteView bytes, int at, int most, Moment now) {
        int taken = Math.min(most, TlsRecord.HEADER - headerHave);
        bytes.get(at, header, headerHave, taken);
        headerHave += taken;
        if (headerHave < TlsRecord.HEADER) {
            return taken;
        }
        headerHave = 0;
        ByteView view = ByteView.of(header);
        if (!isRecordAt(view, 0)) {
            broken = true;
            return taken;
        }
        type = TlsRecord.type(view, 0);
        length = TlsRecord.length(view, 0);
        left = length;
        alertLevel = -1;
        clear = type == TlsRecord.HANDSHAKE && isClear(bytes, at + taken);
        if (type == TlsRecord.FIRST_TYPE) {
            ciphered = true;
            sink.cipherSpec(opener, now);
        } else if (type == TlsRecord.HANDSHAKE && !clear || type == TlsRecord.LAST_TYPE
                || type == TlsRecord.HEARTBEAT || type == TlsRecord.ALERT && length != ALERT_LENGTH) {
            sink.encrypted(opener, type, length, now);
        }
        return taken;
    }

    /** A hello after a ChangeCipherSpec is in the clear: the second ClientHello and the ServerHello upon it (RFC 8446, D.4). */
    private boolean isClear(ByteView bytes, int at) {
        if (!ciphered) {
            return true;
        }
        if (bytes.length() - at < HandshakeMessage.HEADER) {
            return false;
        }
        int message = bytes.u8(at);
        return (message == HandshakeMessage.CLIENT_HELLO || message == HandshakeMessage.SERVER_HELLO)
                && bytes.u24be(at + 1) + HandshakeMessage.HEADER == length;
    }

    private void body(ByteView bytes, int at, int taken, Moment now) {
        if (clear) {
            clear = messages.take(bytes, at, taken, now);
            if (!clear) {
                messages.lost();
                ciphered = true;
                sink.encrypted(opener, type, length, now);
            }
        } else if (type == TlsRecord.ALERT && length == ALERT_LENGTH) {
            for (int i = at; i < at + taken; i++) {
                if (alertLevel < 0) {
                    alertLevel = bytes.u8(i);
                } else {
                    sink.alert(opener, alertLevel, bytes.u8(i), now);
                }
            }
        }
    }

    /** Bytes are missing. */
    void gap(long bytes) {
        messages.lost();
        if (left >= bytes) {
            left -= (int) bytes;
            left = left == 0 ? -1 : left;
            // What is left of a handshake record begins in the middle of a message.
            clear = false;
        } else {
            left = -1;
            headerHave = 0;
            lost = true;
        }
    }

    /** Nothing more comes. */
    void end() {
        messages.lost();
    }
}
