package io.wirecause.tls.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.WireText;
import java.util.List;

/**
 * A ServerHello, or a HelloRetryRequest, which has the same form (RFC 8446, section 4.1.3).
 *
 * @param size bytes of the message with the four of its header, without DTLS's fragment header
 * @param legacyVersion the version field; TLS 1.3 writes 1.2 there
 * @param version the version chosen
 * @param retry whether it is a HelloRetryRequest
 * @param downgrade the newest version that the server marks itself as able to when it chose an older one (RFC 8446, section
 *        4.1.3): {@link TlsVersion#TLS_1_3} or {@link TlsVersion#TLS_1_2}; 0 if it does not
 * @param sessionId a number for the session id, by which two are compared; 0 if it is empty or, as in drafts of TLS 1.3 up to
 *        the 21st, not there
 * @param cipher the cipher suite chosen
 * @param compression the compression method chosen, 0 for none
 * @param extensions types of extensions, in order; those of TLS 1.3 beyond the key exchange are encrypted
 * @param group the group of the key share, or the one that a HelloRetryRequest wants; -1 if it names none
 * @param alpn protocol chosen, cleaned; null if none is in the clear
 * @param identity the pre-shared key taken, counted from 0 (TLS 1.3); -1 for none
 * @param cookieLength bytes of a HelloRetryRequest's cookie; 0 if there is none
 * @param problem what is wrong with the message; null if nothing is. The values are what came before
 */
public record ServerHello(int size, int legacyVersion, int version, boolean retry, int downgrade, long sessionId, int cipher,
        int compression, CodeList extensions, int group, String alpn, int identity, int cookieLength, String problem) {
    private static final int HEADER = 4;
    private static final int RANDOM = 32;
    /** The SHA-256 of "HelloRetryRequest", which stands in the place of the random bytes. */
    private static final long[] RETRY = {0xcf21ad74e59a6111L, 0xbe1d8c021e65b891L, 0xc2a211167abb8c5eL, 0x079e09e2c8a8339cL};
    /** The last eight random bytes of a server that could do TLS 1.3 or, with the other, TLS 1.2. */
    private static final long DOWNGRADE_FROM_1_3 = 0x444f574e47524401L;
    private static final long DOWNGRADE_FROM_1_2 = 0x444f574e47524400L;

    /**
     * Parses one.
     *
     * @param body the message without its header; it may be cut
     */
    public static ServerHello parse(ByteView body) {
        return new Parser(body).hello();
    }

    /** Whether the hello was parsed as far as the cipher suite, so that it can be shown. */
    public boolean usable() {
        return size >= HEADER + 2 + RANDOM + 2 + (TlsVersion.isDraft(legacyVersion) ? 0 : 1) && legacyVersion != 0;
    }

    public boolean extendedMasterSecret() {
        return extensions.contains(ExtensionType.EXTENDED_MASTER_SECRET);
    }

    /** Whether the server takes up the client's session: by its id (before TLS 1.3), or by a pre-shared key. */
    public boolean resumes(ClientHello client) {
        return TlsVersion.asTls(version) >= TlsVersion.TLS_1_3 ? identity >= 0 && client.identities() > 0
                : sessionId != 0 && sessionId == client.sessionId();
    }

    private static final class Parser {
        private final Fields fields;
        private final int size;
        private final int legacyVersion;
        private final boolean retry;
        private final int downgrade;
        private final long sessionId;
        private final int cipher;
        private final int compression;
        private int version;
        private int group = -1;
        private int identity = -1;
        private int cookie;
        private String alpn;
        private String problem;

        private Parser(ByteView body) {
            fields = new Fields(body);
            size = HEADER + body.length();
            legacyVersion = fields.u16();
            version = legacyVersion;
            long first = fields.i64();
            long second = fields.i64();
            long third = fields.i64();
            long last = fields.i64();
            retry = first == RETRY[0] && second == RETRY[1] && third == RETRY[2] && last == RETRY[3];
            downgrade = last == DOWNGRADE_FROM_1_3 ? TlsVersion.TLS_1_3 : last == DOWNGRADE_FROM_1_2 ? TlsVersion.TLS_1_2 : 0;
            // Drafts of TLS 1.3 up to the 21st (section 4.1.3 there) have neither session id nor compression method.
            boolean draft = TlsVersion.isDraft(legacyVersion);
            sessionId = draft ? 0 : fields.vector8().fold();
            cipher = fields.u16();
            compression = draft ? 0 : fields.u8();
            problem = fields.broken() ? "it ends before its extensions" : null;
        }

        private ServerHello hello() {
            CodeList.Builder types = new CodeList.Builder();
            String found = Extensions.read(fields, types, this::read);
            problem = problem == null ? found : problem;
            return new ServerHello(size, legacyVersion, version, retry, downgrade, sessionId, cipher, compression, types.build(),
                    group, alpn, identity, cookie, problem);
        }

        private void read(int type, Fields content) {
            switch (type) {
                case ExtensionType.SUPPORTED_VERSIONS -> version = content.u16();
                case ExtensionType.KEY_SHARE -> group = content.u16();
                case ExtensionType.DRAFT_KEY_SHARE -> group = TlsVersion.isDraft(version) ? content.u16() : group;
                case ExtensionType.PRE_SHARED_KEY -> identity = content.u16();
                case ExtensionType.COOKIE -> cookie = content.vector16().left();
                case ExtensionType.ALPN -> {
                    List<String> names = content.vector16().names();
                    alpn = names.isEmpty() ? null : WireText.clean(names.get(0));
                }
                default -> {
                }
            }
        }
    }
}
