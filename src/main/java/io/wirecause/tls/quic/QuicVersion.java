package io.wirecause.tls.quic;

import java.util.HexFormat;
import java.util.Locale;

/** Versions of QUIC: names, and for those that can be read what their Initial keys take (RFC 9001, section 5.2; RFC 9369). */
final class QuicVersion {
    /** The version field of Version Negotiation packets. */
    static final int NEGOTIATION = 0;
    static final int V1 = 1;
    static final int V2 = 0x6b3343cf;
    private static final int DRAFT = 0xff000000;
    private static final int DRAFT_MASK = 0xffffff00;
    private static final int FIRST_DRAFT = 23;
    private static final int DRAFT_29 = 29;
    private static final int LAST_DRAFT = 34;
    /** Versions that are offered so that peers learn to ignore what they do not know (RFC 9000, section 15). */
    private static final int GREASE_MASK = 0x0f0f0f0f;
    private static final int GREASE_BITS = 0x0a0a0a0a;
    private static final byte[] SALT_1 = HexFormat.of().parseHex("38762cf7f55934b34d179ae6a4c80cadccbb7f0a");
    private static final byte[] SALT_2 = HexFormat.of().parseHex("0dede3def700a6db819381be6e269dcbf9bd2ed9");
    /** Version 2 as its drafts had it, still in use. */
    private static final int V2_DRAFT = 0x709a50c4;
    private static final byte[] SALT_2_DRAFT = HexFormat.of().parseHex("a707c203a59b47184a1d62ca570406ea7ae3e5d3");
    private static final byte[] SALT_DRAFT_29 = HexFormat.of().parseHex("afbfec289993d24c9e9786f19c6111e04390a899");
    private static final byte[] SALT_DRAFT_23 = HexFormat.of().parseHex("c3eef712c72ebb5a11a7d2432bb46365bef9f502");

    private QuicVersion() {
    }

    /** Whether Initial packets of the version can be read. */
    static boolean isReadable(int version) {
        return salt(version) != null;
    }

    /** What connection ids are mixed with; null where the version cannot be read. */
    static byte[] salt(int version) {
        if (version == V1 || version == V2) {
            return version == V1 ? SALT_1 : SALT_2;
        }
        if (version == V2_DRAFT) {
            return SALT_2_DRAFT;
        }
        int draft = version & ~DRAFT_MASK;
        if ((version & DRAFT_MASK) != DRAFT || draft < FIRST_DRAFT || draft > LAST_DRAFT) {
            return null;
        }
        return draft < DRAFT_29 ? SALT_DRAFT_23 : draft < 33 ? SALT_DRAFT_29 : SALT_1;
    }

    /** How the labels of the key derivation begin. */
    static String label(int version) {
        return isSecond(version) ? "quicv2 " : "quic ";
    }

    /** Whether packets have the types and labels of version 2. */
    static boolean isSecond(int version) {
        return version == V2 || version == V2_DRAFT;
    }

    static boolean isGrease(int version) {
        return (version & GREASE_MASK) == GREASE_BITS;
    }

    /** As people call it. */
    static String name(int version) {
        if (version == V1 || version == V2) {
            return version == V1 ? "QUIC v1" : "QUIC v2";
        }
        if (version == V2_DRAFT) {
            return "QUIC v2 (draft)";
        }
        if ((version & DRAFT_MASK) == DRAFT) {
            return "QUIC draft " + (version & ~DRAFT_MASK);
        }
        int first = version >>> 24;
        if (first == 'Q' || first == 'T') {
            return "Google QUIC " + (char) first + (char) (version >>> 16 & 0x7f) + (char) (version >>> 8 & 0x7f)
                    + (char) (version & 0x7f);
        }
        return isGrease(version) ? "GREASE" : String.format(Locale.ROOT, "0x%08x", version);
    }

    /** Whether the version is one that was in use, or reserved: the field of other protocols rarely holds one. */
    static boolean isKnown(int version) {
        int first = version >>> 24;
        return isReadable(version) || isGrease(version) || (version & DRAFT_MASK) == DRAFT
                || (first == 'Q' || first == 'T') && isDigits(version);
    }

    private static boolean isDigits(int version) {
        for (int shift = 16; shift >= 0; shift -= 8) {
            int c = version >>> shift & 0xff;
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }
}
