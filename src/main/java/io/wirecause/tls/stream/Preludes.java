package io.wirecause.tls.stream;

import io.wirecause.bytes.ByteView;
import io.wirecause.protocol.ProxyHeader;
import io.wirecause.report.WireText;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names what came before TLS, from the first and last few bytes that each side sent before it. */
final class Preludes {
    /** Bytes kept of the first and of the last piece that a side sends. */
    static final int KEPT = 448;
    private static final int POSTGRESQL_REQUEST = 0x04d2162f;
    private static final int MYSQL_GREETING = 0x0a;
    private static final int MYSQL_HEADER = 4;
    private static final int MYSQL_SSL = 0x0800;
    private static final int TPKT = 3;
    private static final int X224_REQUEST = 0xe0;
    private static final int RDP_NEGOTIATION = 8;
    private static final String LDAP_STARTTLS = "1.3.6.1.4.1.1466.20037";
    private static final int NAME_LENGTH = 100;

    private Preludes() {
    }

    /**
     * What came before.
     *
     * @param clientFirst the first bytes of the side that sends the ClientHello; empty where it sent none before
     * @param clientLast  the first bytes of the last piece that it sent before
     * @param serverFirst the first bytes of the other side
     */
    static Prelude of(byte[] clientFirst, byte[] clientLast, byte[] serverFirst) {
        if (clientFirst.length == 0) {
            return serverFirst.length == 0 ? Prelude.NONE : new Prelude(Prelude.Kind.GREETING, PlainText.name(serverFirst));
        }
        ByteView first = ByteView.of(clientFirst);
        if (ProxyHeader.length(first) != 0) {
            ProxyHeader header = ProxyHeader.read(first);
            return new Prelude(Prelude.Kind.PROXY, header == null || header.source() == null ? null
                    : "of " + header.source() + " port " + header.sourcePort());
        }
        String text = text(clientFirst);
        if (text.startsWith("CONNECT ")) {
            int end = text.indexOf(' ', 8);
            return new Prelude(Prelude.Kind.CONNECT, "to " + WireText.clean(text.substring(8, end < 0 ? text.length() : end),
                    NAME_LENGTH));
        }
        Prelude.Kind upgrade = upgrade(clientLast, serverFirst);
        if (upgrade != null) {
            return new Prelude(upgrade, null);
        }
        return isSocks(clientFirst, serverFirst) ? new Prelude(Prelude.Kind.SOCKS, null)
                : new Prelude(Prelude.Kind.OTHER, PlainText.name(clientFirst));
    }

    /** The request for TLS that a client's last bytes are; null where they are none. */
    static Prelude.Kind upgrade(byte[] clientLast, byte[] serverFirst) {
        ByteView last = ByteView.of(clientLast);
        if (last.length() == 8 && last.i32be(0) == 8 && last.i32be(4) == POSTGRESQL_REQUEST) {
            return Prelude.Kind.POSTGRESQL;
        }
        if (serverFirst.length > MYSQL_HEADER && serverFirst[MYSQL_HEADER] == MYSQL_GREETING && last.length() >= 6
                && last.u8(3) == 1 && (last.u16le(4) & MYSQL_SSL) != 0) {
            return Prelude.Kind.MYSQL;
        }
        if (last.length() > 5 && last.u8(0) == TPKT && last.u8(5) == X224_REQUEST && asksRdpForTls(last)) {
            return Prelude.Kind.RDP;
        }
        String text = text(clientLast);
        if (text.contains(LDAP_STARTTLS)) {
            return Prelude.Kind.LDAP;
        }
        if (text.contains("urn:ietf:params:xml:ns:xmpp-tls")) {
            return Prelude.Kind.XMPP;
        }
        String upper = text.toUpperCase(Locale.ROOT).strip();
        String server = text(serverFirst);
        if (upper.equals("AUTH TLS") || upper.equals("AUTH SSL") || upper.equals("AUTH TLS-C")) {
            return Prelude.Kind.FTP;
        }
        if (upper.equals("STLS")) {
            return Prelude.Kind.POP3;
        }
        if (upper.equals("STARTTLS") || upper.endsWith("\nSTARTTLS")) {
            return server.startsWith("220") ? Prelude.Kind.SMTP : Prelude.Kind.OTHER_STARTTLS;
        }
        // A tag, then the command; the last line of an EHLO's answer has the same form.
        return upper.endsWith(" STARTTLS") && upper.indexOf('\n') < 0 && !upper.startsWith("250 ") ? Prelude.Kind.IMAP : null;
    }

    /** Whether the negotiation request at the end wants more than RDP's own security (MS-RDPBCGR, section 2.2.1.1.1). */
    private static boolean asksRdpForTls(ByteView request) {
        int at = request.length() - RDP_NEGOTIATION;
        return at > 5 && request.u8(at) == 1 && request.u16le(at + 2) == RDP_NEGOTIATION && request.u8(at + 4) != 0;
    }

    private static boolean isSocks(byte[] client, byte[] server) {
        return (client[0] == 5 || client[0] == 4) && (server.length == 0 || server[0] == client[0] || server[0] == 0);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static byte[] head(ByteView bytes) {
        return bytes.copy(0, Math.min(KEPT, bytes.length()));
    }
}
