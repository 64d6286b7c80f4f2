package io.wirecause.tls.message;

/** The numbers of the extensions that are looked into (RFC 8446, section 4.2, and the registry of extension types). */
public final class ExtensionType {
    public static final int SERVER_NAME = 0;
    public static final int STATUS_REQUEST = 5;
    public static final int SUPPORTED_GROUPS = 10;
    public static final int EC_POINT_FORMATS = 11;
    public static final int SIGNATURE_ALGORITHMS = 13;
    /** DTLS for SRTP (RFC 5764), as WebRTC uses it. */
    public static final int USE_SRTP = 14;
    public static final int ALPN = 16;
    public static final int EXTENDED_MASTER_SECRET = 23;
    public static final int SESSION_TICKET = 35;
    /** Of drafts of TLS 1.3 up to the 22nd. */
    public static final int DRAFT_KEY_SHARE = 40;
    public static final int PRE_SHARED_KEY = 41;
    public static final int EARLY_DATA = 42;
    public static final int SUPPORTED_VERSIONS = 43;
    public static final int COOKIE = 44;
    public static final int KEY_SHARE = 51;
    public static final int ENCRYPTED_CLIENT_HELLO = 0xfe0d;
    public static final int RENEGOTIATION_INFO = 0xff01;

    private ExtensionType() {
    }
}
