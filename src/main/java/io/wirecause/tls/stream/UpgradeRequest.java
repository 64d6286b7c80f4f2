package io.wirecause.tls.stream;

import io.wirecause.bytes.ByteView;
import java.util.Locale;

/** A client's request for TLS in a protocol that begins in plain text, and what became of it. */
final class UpgradeRequest {
    /** Requests are short; longer pieces are not looked at. */
    static final int LONGEST = 128;

    private static final String IRC_FAILED = " 691 ";
    private static final int LDAP_UNBIND_LENGTH = 7;
    private static final int LDAP_OPERATION = 5;
    private static final int LDAP_UNBIND = 'B';
    private static final int MYSQL_TYPE = 4;
    private static final int MYSQL_ERROR = 0xff;
    private static final int X224_TYPE = 5;
    private static final int X224_CONFIRM = 0xd0;
    private static final int RDP_TYPE = 11;
    private static final int RDP_RESPONSE = 2;
    private static final int RDP_FAILURE = 3;
    private static final int RDP_CHOICE = 15;

    private final Prelude.Kind kind;
    private final boolean fromOpener;
    private final Moment asked;
    private boolean answered;
    private boolean refused;
    private boolean goesOn;

    UpgradeRequest(Prelude.Kind kind, boolean fromOpener, Moment asked) {
        this.kind = kind;
        this.fromOpener = fromOpener;
        this.asked = asked;
    }

    /** Takes in what a side sends after the request. */
    void next(boolean opener, ByteView bytes) {
        String text = Preludes.text(Preludes.head(bytes));
        if (opener == fromOpener) {
            goesOn |= answered && !isGoodbye(text);
        } else if (!answered) {
            answered = true;
            refused = isRefusal(text);
        }
    }

    private boolean isGoodbye(String text) {
        if (kind == Prelude.Kind.LDAP) {
            return text.length() == LDAP_UNBIND_LENGTH && text.charAt(LDAP_OPERATION) == LDAP_UNBIND;
        }
        String upper = text.toUpperCase(Locale.ROOT);
        return upper.contains("QUIT") || upper.contains("LOGOUT");
    }

    private boolean isRefusal(String text) {
        return switch (kind) {
            case POSTGRESQL -> text.equals("N");
            case POP3 -> text.startsWith("-ERR");
            case IMAP -> text.contains(" NO ") || text.contains(" BAD ");
            case XMPP -> text.contains("<failure");
            case SMTP, FTP -> isRefusalCode(text);
            case OTHER_STARTTLS -> isRefusalCode(text) || text.contains(IRC_FAILED);
            case LDAP -> ldapResult(text) > 0;
            case MYSQL -> text.length() > MYSQL_TYPE && text.charAt(MYSQL_TYPE) == MYSQL_ERROR;
            case RDP -> isRefusedByRdp(text);
            default -> false;
        };
    }

    private static boolean isRefusalCode(String text) {
        return text.startsWith("4") || text.startsWith("5");
    }

    /** The result code of an ExtendedResponse whose lengths take a byte each (RFC 4511, section 4.12); -1 for none. */
    private static int ldapResult(String text) {
        int response = text.indexOf('x');
        boolean there = text.startsWith("0") && response > 0 && response <= 8 && text.startsWith("\n\u0001", response + 2)
                && text.length() > response + 4;
        return there ? text.charAt(response + 4) : -1;
    }

    /** A negotiation failure, or a choice of RDP's own security, in a connection confirm (MS-RDPBCGR, section 2.2.1.2). */
    private static boolean isRefusedByRdp(String text) {
        if (text.length() <= RDP_CHOICE || text.charAt(X224_TYPE) != X224_CONFIRM) {
            return false;
        }
        int type = text.charAt(RDP_TYPE);
        // Failure 1 is the server's own wish for TLS.
        return type == RDP_FAILURE && text.charAt(RDP_CHOICE) != 1 || type == RDP_RESPONSE && text.charAt(RDP_CHOICE) == 0;
    }

    boolean isRefused() {
        return refused;
    }

    boolean goesOn() {
        return goesOn;
    }

    Prelude.Kind kind() {
        return kind;
    }

    Moment asked() {
        return asked;
    }
}
