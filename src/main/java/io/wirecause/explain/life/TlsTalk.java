package io.wirecause.explain.life;

import io.wirecause.bytes.ByteView;
import io.wirecause.explain.ladder.Said;
import io.wirecause.packets.info.TlsLine;
import io.wirecause.protocol.TlsRecord;
import java.util.List;

/** What one side says in TLS: its records in order, over the bounds of segments, each named once all of it is there. */
final class TlsTalk {
    private static final int LONGEST_RECORD = (1 << 14) + 256;
    /** An encrypted Finished of TLS 1.3 (RFC 8446, sections 4.4.4 and 5.2): header, hash of 32 or 48 bytes, type, tag of 16. */
    private static final int FINISHED_256 = 4 + 32 + 1 + 16;
    private static final int FINISHED_384 = 4 + 48 + 1 + 16;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int FATAL = 2;
    private static final int MESSAGE_HEADER = 4;

    private final boolean isClient;
    private final byte[] record = new byte[TlsRecord.HEADER + LONGEST_RECORD];
    private final ByteView header = new ByteView();
    private int length;
    private int needed;
    private long skip;
    private boolean tls;
    private boolean lost;
    private boolean encrypted;
    private boolean past;
    private Said open;

    TlsTalk(boolean isClient) {
        this.isClient = isClient;
    }

    /** Whether this side speaks TLS, as far as can be told. */
    boolean isTls() {
        return tls;
    }

    /** Whether it has sent what ends a handshake, or data behind it. */
    boolean isPastHandshake() {
        return past;
    }

    /** Takes in the next bytes; the messages that begin in them are added. */
    void read(ByteView bytes, List<Said> begun) {
        int at = 0;
        if (!tls || lost) {
            if (!TlsRecord.isAt(bytes, 0)) {
                return;
            }
            tls = true;
            lost = false;
        }
        while (at < bytes.length()) {
            if (skip > 0) {
                int passed = (int) Math.min(skip, bytes.length() - at);
                skip -= passed;
                at += passed;
                continue;
            }
            if (length == 0) {
                open = new Said(Said.Tone.DATA, "TLS record");
                begun.add(open);
                needed = TlsRecord.HEADER;
            }
            int taken = Math.min(needed - length, bytes.length() - at);
            bytes.get(at, record, length, taken);
            length += taken;
            at += taken;
            if (length == needed && !advance()) {
                lost = true;
                return;
            }
        }
    }

    /** What there is of the record is as much as was needed. Returns false where it is none. */
    private boolean advance() {
        header.point(record, 0, length);
        if (length > TlsRecord.HEADER) {
            name(header);
            length = 0;
            return true;
        }
        if (!TlsRecord.isAt(header, 0) || TlsRecord.length(header, 0) > LONGEST_RECORD) {
            length = 0;
            return false;
        }
        int size = TlsRecord.length(header, 0);
        if (TlsRecord.type(header, 0) == TlsRecord.LAST_TYPE || size == 0) {
            data(size);
            skip = size;
            length = 0;
        } else {
            open.become(Said.Tone.HANDSHAKE, "TLS handshake message, not all of it captured");
            needed = length + size;
        }
        return true;
    }

    private void data(int size) {
        boolean finished = isClient && !past && (size == FINISHED_256 || size == FINISHED_384);
        open.become(finished ? Said.Tone.FINISHED : Said.Tone.DATA, finished ? "Finished (encrypted)" : "encrypted data");
        past = true;
    }

    private void name(ByteView whole) {
        int type = TlsRecord.type(whole, 0);
        switch (type) {
            case CHANGE_CIPHER_SPEC -> {
                encrypted = true;
                open.become(Said.Tone.HANDSHAKE, "Change Cipher Spec");
            }
            case TlsRecord.ALERT -> alert(whole);
            default -> {
                encrypted &= !isHello(whole);
                past |= encrypted;
                open.become(encrypted ? Said.Tone.FINISHED : Said.Tone.HANDSHAKE, encrypted ? "Finished (encrypted)"
                        : TlsLine.of(whole));
            }
        }
    }

    /** Whether a handshake record is a hello in the clear, which after a HelloRetryRequest follows a Change Cipher Spec. */
    private static boolean isHello(ByteView whole) {
        int size = whole.length() - TlsRecord.HEADER;
        return size > MESSAGE_HEADER && (whole.u8(TlsRecord.HEADER) == 1 || whole.u8(TlsRecord.HEADER) == 2)
                && whole.u24be(TlsRecord.HEADER + 1) == size - MESSAGE_HEADER;
    }

    private void alert(ByteView whole) {
        boolean plain = whole.length() == TlsRecord.HEADER + 2;
        boolean trouble = plain && (whole.u8(TlsRecord.HEADER) == FATAL || whole.u8(TlsRecord.HEADER + 1) != 0);
        past |= !plain;
        open.become(trouble ? Said.Tone.TROUBLE : Said.Tone.MESSAGE, TlsLine.of(whole));
    }

    /** Bytes that the capture does not hold. */
    void lose(long bytes) {
        if (skip >= bytes) {
            skip -= bytes;
            return;
        }
        skip = 0;
        length = 0;
        lost = true;
    }
}
