package io.wirecause.protocol;

import io.wirecause.bytes.ByteView;

/** TLS alerts (RFC 8446, section 6; older ones RFC 5246, section 7.2). */
public final class TlsAlert {
    private static final int CLOSE_NOTIFY = 0;
    private static final int FATAL = 2;
    /** Bytes of an alert in the clear: level and description. An encrypted one is longer. */
    private static final int LENGTH = 2;

    private TlsAlert() {
    }

    /**
     * Walks the records that begin with a segment's payload, for a fatal alert in the clear.
     *
     * @return its description, 1 to 255; -1 where there is none
     */
    public static int fatalIn(ByteView payload) {
        int at = 0;
        while (payload.length() - at >= TlsRecord.HEADER + LENGTH && TlsRecord.isAt(payload, at)) {
            int length = TlsRecord.length(payload, at);
            int alert = at + TlsRecord.HEADER;
            if (TlsRecord.type(payload, at) == TlsRecord.ALERT && length == LENGTH && payload.u8(alert) == FATAL
                    && payload.u8(alert + 1) != CLOSE_NOTIFY) {
                return payload.u8(alert + 1);
            }
            at = alert + length;
        }
        return -1;
    }

    /** The name of an alert, or {@code alert N} where it has none. */
    public static String name(int description) {
        return switch (description) {
            case 10 -> "unexpected_message";
            case 20 -> "bad_record_mac";
            case 21 -> "decryption_failed";
            case 22 -> "record_overflow";
            case 30 -> "decompression_failure";
            case 40 -> "handshake_failure";
            case 42 -> "bad_certificate";
            case 43 -> "unsupported_certificate";
            case 44 -> "certificate_revoked";
            case 45 -> "certificate_expired";
            case 46 -> "certificate_unknown";
            case 47 -> "illegal_parameter";
            case 48 -> "unknown_ca";
            case 49 -> "access_denied";
            case 50 -> "decode_error";
            case 51 -> "decrypt_error";
            case 70 -> "protocol_version";
            case 71 -> "insufficient_security";
            case 80 -> "internal_error";
            case 86 -> "inappropriate_fallback";
            case 90 -> "user_canceled";
            case 109 -> "missing_extension";
            case 110 -> "unsupported_extension";
            case 112 -> "unrecognized_name";
            case 113 -> "bad_certificate_status_response";
            case 115 -> "unknown_psk_identity";
            case 116 -> "certificate_required";
            case 120 -> "no_application_protocol";
            default -> "alert " + description;
        };
    }
}
