package io.wirecause.packets.follow;

import io.wirecause.bytes.ByteView;
import io.wirecause.packets.info.TlsLine;
import io.wirecause.packets.text.Secrets;
import io.wirecause.protocol.TlsRecord;
import io.wirecause.report.Plural;
import io.wirecause.report.WireText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Cuts what one side says into lines fit to show, over the bounds of segments: a secret that two segments share is masked too,
 * and so is what answers a question for a password.
 */
final class SpokenLines {
    private static final int SHOWN = 400;
    private static final int ESCAPE = 0x1b;
    /** A prompt, or what SMTP, IMAP and POP say before a line of credentials. */
    private static final Pattern ASKS = Pattern.compile("(?:.*(?:passw(?:or)?d|passphrase|passcode|\\bpin\\b|\\botp\\b"
            + "|secret|token)[^:>?]{0,40}[:>?]?\\s*|334 .*|\\+(?: .*)?)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** Redis names the command in a line of its own (RESP). */
    private static final Pattern ASKS_ITSELF = Pattern.compile("AUTH|HELLO|requirepass|masterauth", Pattern.CASE_INSENSITIVE);

    private final byte[] line = new byte[Secrets.LONGEST];
    private int length;
    private int beyond;
    private long noText;
    private boolean lastAsks;
    /** Whether the next line answers a question for a secret. */
    private boolean answers;
    /** Whether what is read goes on with a line whose shown part ended in a secret. */
    private boolean goesOnSecret;
    private int secretLines;
    /** Whether the rest of a line whose beginning was skipped is to be skipped too. */
    private boolean skipsRest;

    /** Takes in the next bytes. */
    void read(ByteView bytes, Consumer<String> out) {
        if (length == 0 && TlsRecord.isAt(bytes, 0)) {
            endOfOther(out);
            out.accept("(TLS: " + TlsLine.of(bytes) + ")");
            return;
        }
        for (int i = skipsRest ? restOfLine(bytes) : 0; i < bytes.length(); i++) {
            int c = bytes.u8(i);
            if (c == '\n' || c == 0 && length > 0 && line[length - 1] == '\r') {
                end(out, true);
            } else if (length < line.length) {
                line[length++] = (byte) c;
            } else {
                beyond++;
            }
        }
    }

    /** Passes over bytes that are not shown; what follows them is shown from its next line on. */
    void skip(ByteView bytes) {
        skipsRest = bytes.length() > 0 ? bytes.u8(bytes.length() - 1) != '\n' : skipsRest;
        length = 0;
        beyond = 0;
        noText = 0;
        goesOnSecret = false;
    }

    private int restOfLine(ByteView bytes) {
        int end = bytes.indexOf('\n', 0, bytes.length());
        skipsRest = end < 0;
        return end < 0 ? bytes.length() : end + 1;
    }

    /** Shows what has no end yet, because the other side speaks or nothing more comes. */
    void flush(Consumer<String> out) {
        if (length > 0) {
            end(out, false);
        }
        endOfOther(out);
    }

    /** Whether what was said last, its end perhaps still missing, asks the other side for a secret. */
    boolean asksForSecret() {
        return length == 0 ? lastAsks : ASKS.matcher(new String(line, 0, length, StandardCharsets.ISO_8859_1)).matches();
    }

    /** Tells whether the next line answers such a question. */
    void answers(boolean question) {
        answers |= question;
    }

    private void end(Consumer<String> out, boolean whole) {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        String text = text(end);
        int more = beyond;
        length = 0;
        beyond = 0;
        if (text == null) {
            noText += end + more + (whole ? 1 : 0);
            lastAsks = false;
            return;
        }
        endOfOther(out);
        lastAsks = ASKS.matcher(text).matches();
        boolean secret = (answers || goesOnSecret || secretLines > 0) && !text.isEmpty();
        boolean prefix = secretLines > 0 && text.startsWith("$");
        String shown = prefix || !secret ? Secrets.masked(text) : Secrets.MASK;
        goesOnSecret = !whole && (secret || shown.endsWith(Secrets.MASK));
        if (!text.isEmpty()) {
            answers = false;
            secretLines = prefix ? secretLines : ASKS_ITSELF.matcher(text).matches() ? 3 : Math.max(0, secretLines - 1);
        }
        out.accept(WireText.clean(shown, SHOWN) + (more > 0 ? " (and " + Plural.of(more, "byte") + ")" : ""));
    }

    private void endOfOther(Consumer<String> out) {
        if (noText > 0) {
            long bytes = noText;
            noText = 0;
            out.accept("(" + Plural.of(bytes, "byte") + " that " + Plural.with(bytes, "is", "are") + " not text)");
        }
    }

    /** The line as text; null where it is none. */
    private String text(int end) {
        int high = 0;
        for (int i = 0; i < end; i++) {
            int c = line[i] & 0xff;
            if (c < ' ' && c != '\t' && c != '\r' && c != '\b' && c != ESCAPE || c == 0x7f) {
                return null;
            }
            high += c >= 0x80 ? 1 : 0;
        }
        if (high > 0) {
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, end)).toString();
            } catch (CharacterCodingException e) {
                return high * 5 > end ? null : new String(line, 0, end, StandardCharsets.ISO_8859_1);
            }
        }
        return new String(line, 0, end, StandardCharsets.ISO_8859_1);
    }
}
