package io.wirecause.http.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.http.exchange.ExchangeKind;
import io.wirecause.http.exchange.FieldInterest;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.http.exchange.HttpVersion;

/** The answers of a connection. */
final class ResponseSide implements MessageSide {
    private static final int CONTINUE = 100;
    private static final int SWITCHING = 101;
    private static final int FIRST_FINAL = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int FIRST_REDIRECT = 300;
    private static final String HTTP2 = "h2c";
    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;

    private final Http1Connection http;
    private final Framing framing = new Framing();
    private final FieldValues values = new FieldValues();
    private final FieldMemory memory;
    private HttpExchange current;
    private boolean interim;
    private boolean ownEnd;
    private boolean answerInGap;

    ResponseSide(Http1Connection http, FieldMemory memory) {
        this.http = http;
        this.memory = memory;
    }

    /** The exchange whose answer is on its way; null between answers. */
    HttpExchange current() {
        return current;
    }

    @Override
    public boolean begins(ByteView bytes, int from) {
        if ((bytes.u8(from) | 0x20) != 'h' || !HttpStartLine.isAnswer(bytes, from)) {
            return false;
        }
        // Within a body only where another answer is due: bodies may hold whole messages.
        return current == null || http.responseReader().isSeeking() || current.ordinal() == 0 || http.waiting().size() > 1;
    }

    @Override
    public boolean mayBegin(ByteView bytes, int from) {
        return HttpStartLine.mayBeginAnswer(bytes, from);
    }

    @Override
    public boolean startLine(ByteView line, int from, int length, boolean cut, long frame, long time) {
        int status = HttpStartLine.status(line, from, length);
        if (status < 0) {
            return false;
        }
        framing.clear();
        memory.begin();
        ownEnd = false;
        interim = status < FIRST_FINAL && status != SWITCHING;
        if (interim) {
            interim(status, frame, time);
            return true;
        }
        http.prove();
        http.requests().answerBegins();
        if (answerInGap && http.waiting().size() > 1) {
            passOver();
        }
        answerInGap = false;
        current = http.waiting().peek();
        if (current == null) {
            boolean old = line.startsWith(from, "HTTP/1.0");
            current = http.connection().beginWithoutRequest(old ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1);
        }
        current.answered(status);
        current.response().add(0, frame, time);
        return true;
    }

    private void interim(int status, long frame, long time) {
        HttpExchange first = http.waiting().peek();
        if (first != null && status == CONTINUE) {
            first.got().continued(frame, time);
        }
    }

    /** The answer to the first request that waits was among missing bytes, and this one belongs to the next. */
    private void passOver() {
        HttpExchange first = http.waiting().poll();
        first.got().notCaptured();
        http.connection().leftOpen(first);
    }

    @Override
    public void field(ByteView line, int from, int nameLength, int value, int end) {
        if (interim) {
            return;
        }
        framing.field(line, from, nameLength, value, end);
        String name = FieldInterest.ofResponse(line, from, nameLength);
        if (name != null) {
            String text = values.text(name, line, value, end - value);
            current.responseField(name, text);
            memory.add(name, text);
        }
    }

    @Override
    public int sameFields(ByteView bytes, int from) {
        FieldMemory.Fields fields = interim ? null : memory.find(http.connection().stream(), bytes, from);
        return fields == null ? -1 : fields.tell(framing, current::responseField);
    }

    @Override
    public void fieldsRead(ByteView bytes, int from, int end) {
        if (!interim) {
            memory.keep(http.connection().stream(), bytes, from, end, framing);
        }
    }

    @Override
    public long framing() {
        if (interim) {
            return 0;
        }
        int status = current.status();
        if (status == SWITCHING) {
            if ("websocket".equals(framing.upgradeTo)) {
                current.kind(ExchangeKind.WEBSOCKET);
            }
            return Framing.SWITCH;
        }
        boolean tunnel = current.asked().isConnect() && status < FIRST_REDIRECT;
        if (tunnel || current.asked().isHead() || status == NO_CONTENT || status == NOT_MODIFIED) {
            return 0;
        }
        if (framing.chunked) {
            return Framing.CHUNKED;
        }
        boolean told = framing.contentLength >= 0 && !framing.badLength && !framing.otherCoding;
        if (told) {
            current.got().contentLength(framing.contentLength);
            return framing.contentLength;
        }
        ownEnd = true;
        return Framing.UNTIL_CLOSE;
    }

    @Override
    public void bytes(long count, long frame, long time) {
        if (!interim) {
            current.response().add(count, frame, time);
        }
    }

    @Override
    public void missing(long count, long frame, long time) {
        if (!interim) {
            current.response().gap(count, frame, time);
        }
    }

    @Override
    public void ended() {
        if (interim) {
            return;
        }
        HttpExchange exchange = current;
        current = null;
        int status = exchange.status();
        if (status == SWITCHING && HTTP2.equals(framing.upgradeTo)) {
            // Its answer is still to come, on stream 1.
            http.waiting().remove(exchange);
            http.switchTo(exchange, HTTP2);
            return;
        }
        http.answered(exchange);
        if (status == SWITCHING) {
            http.switchTo(exchange, framing.upgradeTo == null ? "" : framing.upgradeTo);
        } else if (exchange.asked().isConnect() && status < FIRST_REDIRECT) {
            http.tunnel();
        }
    }

    /** The server has ended the connection, and with it an answer that has no other end. */
    void endsWithConnection() {
        if (ownEnd || http.responseReader().isSeeking()) {
            http.responseReader().endUnknown();
        }
    }

    /** Whether the answer that is due may be among bytes that the capture lacks. */
    boolean isAnswerInGap() {
        return answerInGap;
    }

    @Override
    public void lostPlace() {
        // The next answer or request, or the end, shows where it ended.
    }

    @Override
    public void missingBetween() {
        // Where no request waits, the answer to one that the capture lacks too is missing.
        answerInGap = !http.waiting().isEmpty();
    }

    @Override
    public boolean unexpected(ByteView bytes, int from) {
        HttpExchange first = http.waiting().peek();
        if (first != null && first.status() == 0) {
            first.got().otherwise(whatBegins(bytes, from));
        }
        if (!http.isProven()) {
            http.stop();
        }
        return http.isProven();
    }

    /** What a server answers with that is not HTTP, in words; never its own. */
    private static String whatBegins(ByteView bytes, int from) {
        int first = bytes.u8(from);
        boolean tls = bytes.length() - from > 2 && bytes.u8(from + 1) == 3;
        if (tls && first == TLS_ALERT) {
            return "a TLS alert";
        }
        if (tls && first == TLS_HANDSHAKE) {
            return "a TLS handshake";
        }
        if (bytes.startsWith(from, "SSH-")) {
            return "the banner of an SSH server";
        }
        if (bytes.startsWith(from, "220")) {
            return "the greeting of a mail or FTP server";
        }
        return bytes.startsWith(from, "<") ? "a document without a status line" : "something that is not HTTP";
    }
}
