package io.wirecause.tls.message;

/** Protocol versions as they stand in messages (RFC 8446, section 4.1.2; RFC 9147, section 5.3). */
public final class TlsVersion {
    public static final int SSL_2_0 = 0x0002;
    public static final int SSL_3_0 = 0x0300;
    public static final int TLS_1_0 = 0x0301;
    public static final int TLS_1_1 = 0x0302;
    public static final int TLS_1_2 = 0x0303;
    public static final int TLS_1_3 = 0x0304;
    public static final int DTLS_1_0 = 0xfeff;
    public static final int DTLS_1_2 = 0xfefd;
    public static final int DTLS_1_3 = 0xfefc;
    private static final int DTLS_BAD = 0x0100;
    private static final int DRAFTS = 0x7f00;
    private static final int FACEBOOK_DRAFTS = 0xfb00;
    private static final int HIGH = 0xff00;

    private TlsVersion() {
    }

    /** Its name, such as {@code TLS 1.3}. */
    public static String name(int version) {
        return Registry.VERSION.name(version);
    }

    public static boolean isDtls(int version) {
        return (version & HIGH) == 0xfe00 || version == DTLS_BAD;
    }

    /** The version of TLS that a version of DTLS, or a draft, builds on; the version itself otherwise. */
    public static int asTls(int version) {
        return switch (version) {
            case DTLS_1_0, DTLS_BAD -> TLS_1_1;
            case DTLS_1_2 -> TLS_1_2;
            case DTLS_1_3 -> TLS_1_3;
            default -> isDraft(version) || (version & HIGH) == FACEBOOK_DRAFTS ? TLS_1_3 : version;
        };
    }

    /** Whether it is a draft of TLS 1.3 as the working group numbered them. */
    static boolean isDraft(int version) {
        return (version & HIGH) == DRAFTS;
    }

    /** The newest version of a list, drafts and GREASE aside; 0 if it has none. */
    public static int newest(CodeList versions) {
        int newest = 0;
        for (int i = 0; i < versions.size(); i++) {
            int version = versions.get(i);
            boolean newer = newest == 0 || asTls(version) > asTls(newest);
            if (Registry.VERSION.knows(version) && version == known(version) && newer) {
                newest = version;
            }
        }
        return newest;
    }

    private static int known(int version) {
        return isDraft(version) || (version & HIGH) == FACEBOOK_DRAFTS ? 0 : version;
    }
}
