package io.wirecause.tls.quic;

import io.wirecause.protocol.TlsAlert;
import java.util.Locale;

/** Codes with which an endpoint closes a connection (RFC 9000, section 20.1; RFC 9001, section 4.8). */
final class QuicError {
    static final int NO_ERROR = 0;
    static final int CONNECTION_REFUSED = 2;
    static final int INVALID_TOKEN = 0x0b;
    private static final int FIRST_CRYPTO = 0x100;
    private static final int LAST_CRYPTO = 0x1ff;
    private static final String[] NAMES = {"NO_ERROR", "INTERNAL_ERROR", "CONNECTION_REFUSED", "FLOW_CONTROL_ERROR",
        "STREAM_LIMIT_ERROR", "STREAM_STATE_ERROR", "FINAL_SIZE_ERROR", "FRAME_ENCODING_ERROR", "TRANSPORT_PARAMETER_ERROR",
        "CONNECTION_ID_LIMIT_ERROR", "PROTOCOL_VIOLATION", "INVALID_TOKEN", "APPLICATION_ERROR", "CRYPTO_BUFFER_EXCEEDED",
        "KEY_UPDATE_ERROR", "AEAD_LIMIT_REACHED", "NO_VIABLE_PATH", "VERSION_NEGOTIATION_ERROR"};

    private QuicError() {
    }

    /** The TLS alert that a code stands for, 0 to 255; -1 where it is none. */
    static int alert(long code) {
        return code >= FIRST_CRYPTO && code <= LAST_CRYPTO ? (int) (code - FIRST_CRYPTO) : -1;
    }

    /** The name of a code. */
    static String name(long code) {
        int alert = alert(code);
        if (alert >= 0) {
            return "CRYPTO_ERROR " + TlsAlert.name(alert);
        }
        return code >= 0 && code < NAMES.length ? NAMES[(int) code] : String.format(Locale.ROOT, "error 0x%x", code);
    }
}
