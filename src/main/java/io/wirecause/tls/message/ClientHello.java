package io.wirecause.tls.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.WireText;
import java.util.List;

/**
 * A ClientHello (RFC 8446, section 4.1.2; RFC 9147, section 5.3).
 *
 * @param offer what the client offers whoever it talks to
 * @param size bytes of the message with the four of its header, without DTLS's fragment header
 * @param serverName host name asked for, cleaned, at most 255 characters of it; null if none is sent
 * @param randomStart the first eight random bytes: the hello after a HelloRetryRequest and a repeated one have the same
 * @param sessionId a number for the session id, by which two are compared; 0 if it is empty
 * @param ticketLength bytes of the session ticket (RFC 5077); 0 if the client asks for one, -1 if it does not take part
 * @param identities pre-shared keys offered (TLS 1.3); for most clients these are tickets of earlier connections
 * @param earlyData whether data of the application follow at once (0-RTT)
 * @param cookieLength bytes of the cookie of DTLS, or of the cookie extension; 0 if there is none
 * @param problem what is wrong with the message; null if nothing is. The values are what came before
 */
public record ClientHello(ClientOffer offer, int size, String serverName, long randomStart, long sessionId, int ticketLength,
        int identities, boolean earlyData, int cookieLength, String problem) {
    private static final int HEADER = 4;
    private static final int MOST_NAME = 255;

    /**
     * Parses one.
     *
     * @param body the message without its header; it may be cut
     * @param dtls whether the form is that of DTLS, with a cookie behind the session id
     */
    public static ClientHello parse(ByteView body, boolean dtls) {
        return new Parser(body, dtls).hello();
    }

    /** Whether the hello was parsed as far as its cipher suites, so that it can be shown. */
    public boolean usable() {
        return !offer.ciphers().isEmpty();
    }

    private static final class Parser {
        private static final int RANDOM_REST = 24;

        private final Fields fields;
        private final int size;
        private final int legacyVersion;
        private final long randomStart;
        private final long sessionId;
        private final CodeList ciphers;
        private final boolean compression;
        private int cookie;
        private CodeList versions = CodeList.EMPTY;
        private CodeList groups = CodeList.EMPTY;
        private CodeList keyShares = CodeList.EMPTY;
        private CodeList pointFormats = CodeList.EMPTY;
        private CodeList schemes = CodeList.EMPTY;
        private List<String> alpn = List.of();
        private boolean named;
        private String serverName;
        private int ticketLength = -1;
        private int identities;
        private boolean earlyData;
        private String problem;

        private Parser(ByteView body, boolean dtls) {
            fields = new Fields(body);
            size = HEADER + body.length();
            legacyVersion = fields.u16();
            randomStart = fields.i64();
            fields.skip(RANDOM_REST);
            sessionId = fields.vector8().fold();
            cookie = dtls ? fields.vector8().left() : 0;
            ciphers = fields.vector16().codes();
            CodeList methods = fields.vector8().bytesAsCodes();
            compression = methods.size() > 1 || methods.size() == 1 && methods.get(0) != 0;
            problem = fields.broken() ? "it ends before its extensions" : null;
        }

        private ClientHello hello() {
            CodeList.Builder types = new CodeList.Builder();
            String found = Extensions.read(fields, types, this::read);
            problem = problem == null ? found : problem;
            ClientOffer offer = new ClientOffer(legacyVersion, versions, ciphers, types.build(), groups, keyShares, pointFormats,
                    schemes, alpn, compression, named);
            return new ClientHello(offer, size, serverName, randomStart, sessionId, ticketLength, identities, earlyData, cookie,
                    problem);
        }

        private void read(int type, Fields content) {
            switch (type) {
                case ExtensionType.SERVER_NAME -> {
                    named = true;
                    serverName = serverName == null ? hostName(content) : serverName;
                }
                case ExtensionType.SUPPORTED_GROUPS -> groups = content.vector16().codes();
                case ExtensionType.EC_POINT_FORMATS -> pointFormats = content.vector8().bytesAsCodes();
                case ExtensionType.SIGNATURE_ALGORITHMS -> schemes = content.vector16().codes();
                case ExtensionType.ALPN -> alpn = content.vector16().names();
                case ExtensionType.SESSION_TICKET -> ticketLength = content.left();
                case ExtensionType.PRE_SHARED_KEY -> identities = identities(content.vector16());
                case ExtensionType.EARLY_DATA -> earlyData = true;
                case ExtensionType.SUPPORTED_VERSIONS -> versions = content.vector8().codes();
                case ExtensionType.COOKIE -> cookie = content.vector16().left();
                case ExtensionType.KEY_SHARE -> keyShares = shares(content.vector16());
                default -> {
                }
            }
        }

        /** RFC 6066, section 3: the first name of type 0, a host name. */
        private static String hostName(Fields content) {
            Fields names = content.vector16();
            while (!names.atEnd()) {
                int type = names.u8();
                Fields name = names.vector16();
                if (type == 0 && !name.atEnd()) {
                    return WireText.clean(name.text(), MOST_NAME);
                }
            }
            return null;
        }

        private static int identities(Fields list) {
            int count = 0;
            while (!list.atEnd()) {
                list.vector16();
                list.u32();
                count++;
            }
            return count;
        }

        private static CodeList shares(Fields list) {
            CodeList.Builder groups = new CodeList.Builder();
            while (!list.atEnd()) {
                groups.add(list.u16());
                list.vector16();
            }
            return groups.build();
        }
    }
}
