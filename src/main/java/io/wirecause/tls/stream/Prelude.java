package io.wirecause.tls.stream;

/**
 * What a connection carried before TLS began in it.
 *
 * @param kind   what kind
 * @param detail more of it: the target of a CONNECT, the client that a PROXY header names; cleaned text, null for nothing
 */
public record Prelude(Kind kind, String detail) {
    /** Nothing: TLS from the first byte on. */
    public static final Prelude NONE = new Prelude(Kind.NONE, null);

    /** The ways into TLS. */
    public enum Kind {
        /** TLS from the first byte on. */
        NONE("none"),
        /** RFC 3207. */
        SMTP("STARTTLS of SMTP"),
        /** RFC 2595. */
        IMAP("STARTTLS of IMAP"),
        /** RFC 2595. */
        POP3("STLS of POP3"),
        /** RFC 4217. */
        FTP("AUTH TLS of FTP"),
        /** RFC 4511, section 4.14. */
        LDAP("StartTLS of LDAP"),
        /** RFC 6120, section 5. */
        XMPP("STARTTLS of XMPP"),
        /** The SSLRequest message. */
        POSTGRESQL("SSLRequest of PostgreSQL"),
        /** The SSLRequest packet. */
        MYSQL("SSLRequest of MySQL"),
        /** STARTTLS of another text protocol, such as IRC or NNTP. */
        OTHER_STARTTLS("STARTTLS"),
        /** The negotiation of RDP, in X.224. */
        RDP("security negotiation of RDP"),
        /** A tunnel through an HTTP proxy. */
        CONNECT("HTTP CONNECT tunnel"),
        /** A connection through a SOCKS proxy. */
        SOCKS("SOCKS proxy"),
        /** A PROXY header before everything else. */
        PROXY("PROXY header"),
        /** The server has sent something, and nobody has asked for TLS. */
        GREETING("server's greeting:"),
        /** Something else, or the start is not in the capture. */
        OTHER("other data:");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** In words. */
        public String label() {
            return label;
        }
    }

    /** In words. */
    public String words() {
        return detail == null ? kind.label : kind.label + " " + detail;
    }
}
