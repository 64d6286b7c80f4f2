package io.wirecause.tls.stream;

import io.wirecause.bytes.ByteView;
import java.util.Locale;

/** A client's request for TLS in a protocol that begins in plain text, and what became of it. */
final class UpgradeRequest {
    /** Requests are short; longer pieces are not looked at. */
    static final int LONGEST = 128;

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
            goesOn |= answered && !text.toUpperCase(Locale.ROOT).contains("QUIT") && !text.toUpperCase(Locale.ROOT)
                    .contains("LOGOUT");
        } else if (!answered) {
            answered = true;
            refused = isRefusal(text);
        }
    }

    private boolean isRefusal(String text) {
        return switch (kind) {
            case POSTGRESQL -> text.equals("N");
            case POP3 -> text.startsWith("-ERR");
            case IMAP -> text.contains(" NO ") || text.contains(" BAD ");
            case XMPP -> text.contains("<failure");
            case SMTP, FTP -> text.startsWith("4") || text.startsWith("5");
            default -> false;
        };
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
