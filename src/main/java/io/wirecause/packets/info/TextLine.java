package io.wirecause.packets.info;

import io.wirecause.bytes.ByteView;
import io.wirecause.packets.text.Secrets;
import io.wirecause.report.WireText;

/** The first line of a payload of text, cleaned, masked and in quotes. */
final class TextLine {
    private static final int SHOWN = 160;
    private static final int LOOKED_AT = 1_024;

    private TextLine() {
    }

    static String of(ByteView payload) {
        int most = Math.min(payload.length(), LOOKED_AT);
        int line = payload.indexOf('\n', 0, most);
        int end = line < 0 ? most : line;
        while (end > 0 && payload.u8(end - 1) <= ' ') {
            end--;
        }
        return WireText.quote(Secrets.masked(payload.latin1(0, end)), SHOWN);
    }

    /** A line of a protocol of commands: shown only where it begins as one, because bare lines hold passwords too. */
    static String command(ByteView payload, boolean fromServer) {
        boolean word = fromServer || beginsWithWord(payload);
        return word ? of(payload) : payload.length() + " bytes";
    }

    private static boolean beginsWithWord(ByteView payload) {
        int at = 0;
        while (at < payload.length() && (Character.isLetterOrDigit(payload.u8(at)) && payload.u8(at) < 0x80
                || "*$+-.".indexOf(payload.u8(at)) >= 0)) {
            at++;
        }
        return at >= 2 && at <= 12 && (at == payload.length() || payload.u8(at) <= ' ');
    }
}
