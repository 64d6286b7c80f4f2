package io.wirecause.tls.stream;

import io.wirecause.bytes.ByteView;
import java.util.Locale;

/** What bytes are that are no TLS, in words that show nothing of their content but an HTTP status. */
public final class PlainText {
    /** What is neither TLS nor text. */
    public static final String NO_TLS = "data that is no TLS";
    private static final String[] METHODS = {"GET ", "POST ", "HEAD ", "PUT ", "OPTIONS ", "DELETE ", "PATCH ", "CONNECT ",
            "TRACE "};
    private static final int STATUS_AT = 9;
    private static final int STATUS_END = 12;
    private static final int HTML = 14;

    private PlainText() {
    }

    /** What these first bytes of a side are. */
    public static String name(byte[] head) {
        String text = Preludes.text(head);
        if (isRequest(text)) {
            return "an HTTP request in plain text (" + text.substring(0, text.indexOf(' ')) + ")";
        }
        if (isResponse(head)) {
            String status = text.length() >= STATUS_END ? text.substring(STATUS_AT, STATUS_END) : "";
            return "an HTTP response in plain text" + (status.matches("[1-5][0-9]{2}") ? " (" + status + ")" : "");
        }
        if (text.startsWith("PRI * HTTP/2.0")) {
            return "HTTP/2 in plain text";
        }
        if (text.regionMatches(true, 0, "<!doctype html", 0, HTML) || text.regionMatches(true, 0, "<html", 0, 5)) {
            return "an HTML page in plain text";
        }
        if (text.startsWith("SSH-")) {
            return "an SSH banner";
        }
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.startsWith("220") || upper.startsWith("421") || upper.startsWith("EHLO") || upper.startsWith("HELO")) {
            return upper.contains("FTP") ? "FTP in plain text" : "SMTP or FTP in plain text";
        }
        if (text.startsWith("* OK") || text.startsWith("* BYE")) {
            return "an IMAP greeting";
        }
        if (text.startsWith("+OK") || text.startsWith("-ERR")) {
            return "POP3 in plain text";
        }
        if (text.startsWith("<?xml") || text.startsWith("<stream")) {
            return "XML in plain text, as XMPP sends it";
        }
        return isText(head) ? "plain text" : NO_TLS;
    }

    /** Whether a side begins with a request of HTTP/1. */
    public static boolean isRequest(byte[] head) {
        return isRequest(Preludes.text(head));
    }

    private static boolean isRequest(String text) {
        for (String method : METHODS) {
            if (text.startsWith(method)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a side begins with a response of HTTP/1. */
    public static boolean isResponse(byte[] head) {
        return ByteView.of(head).startsWith(0, "HTTP/1.");
    }

    /** Whether all of it is printable ASCII. */
    static boolean isText(byte[] head) {
        for (byte b : head) {
            if ((b < ' ' || b > '~') && b != '\r' && b != '\n' && b != '\t') {
                return false;
            }
        }
        return head.length > 0;
    }
}
