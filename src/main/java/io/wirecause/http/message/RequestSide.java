package io.wirecause.http.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.http.exchange.FieldInterest;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.http.exchange.HttpVersion;

/** The requests of a connection. */
final class RequestSide implements MessageSide {
    private static final int VERSION = "HTTP/1.1".length();
    private static final String[] METHODS = {"GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT"};

    private final Http1Connection http;
    private final Framing framing = new Framing();
    private final FieldValues values = new FieldValues();
    private final FieldMemory memory;
    private HttpExchange current;

    RequestSide(Http1Connection http, FieldMemory memory) {
        this.http = http;
        this.memory = memory;
    }

    /** The request that is being sent; null between requests. */
    HttpExchange current() {
        return current;
    }

    @Override
    public boolean begins(ByteView bytes, int from) {
        boolean place = current == null || http.requestReader().isSeeking();
        int c = bytes.u8(from);
        return place && c >= 'A' && c <= 'Z' && HttpStartLine.isRequest(bytes, from);
    }

    @Override
    public boolean mayBegin(ByteView bytes, int from) {
        return HttpStartLine.mayBeginRequest(bytes, from);
    }

    @Override
    public boolean startLine(ByteView line, int from, int length, boolean cut, long frame, long time) {
        boolean whole = HttpStartLine.isRequestLine(line, from, length);
        if (!whole && !(cut && HttpStartLine.isKnownMethod(line, from))) {
            return false;
        }
        http.prove();
        framing.clear();
        memory.begin();
        boolean old = whole && line.u8(from + length - 1) == '0';
        HttpExchange exchange = http.connection().begin(old ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1);
        exchange.request().add(0, frame, time);
        int space = line.indexOf(' ', from, from + length);
        int end = whole ? from + length - VERSION - 1 : from + length;
        exchange.target(method(line, from, space - from), line.latin1(space + 1, Math.max(0, end - space - 1)).trim(), null);
        current = exchange;
        http.requested(exchange);
        return true;
    }

    /** Without a new string for the usual ones. */
    private static String method(ByteView line, int from, int length) {
        for (String method : METHODS) {
            if (method.length() == length && line.startsWith(from, method)) {
                return method;
            }
        }
        return line.latin1(from, length);
    }

    @Override
    public void field(ByteView line, int from, int nameLength, int value, int end) {
        framing.field(line, from, nameLength, value, end);
        String name = FieldInterest.ofRequest(line, from, nameLength);
        if (name != null) {
            String text = values.text(name, line, value, end - value);
            current.requestField(name, text);
            memory.add(name, text);
        }
    }

    @Override
    public int sameFields(ByteView bytes, int from) {
        FieldMemory.Fields fields = memory.find(http.connection().stream(), bytes, from);
        return fields == null ? -1 : fields.tell(framing, current::requestField);
    }

    @Override
    public void fieldsRead(ByteView bytes, int from, int end) {
        memory.keep(http.connection().stream(), bytes, from, end, framing);
    }

    @Override
    public long framing() {
        if (framing.chunked) {
            return Framing.CHUNKED;
        }
        // RPC over HTTP announces a gigabyte and sends as much of it as there are calls.
        return Math.max(0, framing.contentLength);
    }

    @Override
    public void bytes(long count, long frame, long time) {
        current.request().add(count, frame, time);
    }

    @Override
    public void missing(long count, long frame, long time) {
        current.request().gap(count, frame, time);
    }

    @Override
    public void ended() {
        current.requestEnded();
        current = null;
    }

    /** Its answer has ended before it was whole: the rest of it is read and counts no more. */
    void answeredEarly() {
        if (http.requestReader().isSeeking()) {
            http.requestReader().endUnknown();
        }
    }

    /** The answer begins: where the end of the request is not known, it was before that. */
    void answerBegins() {
        if (current != null && http.requestReader().isSeeking()) {
            http.requestReader().endUnknown();
        }
    }

    @Override
    public void lostPlace() {
        // The next request or the answer shows where it ended.
    }

    @Override
    public void missingBetween() {
        // A request may be among the bytes missing: its answer then has none.
    }

    @Override
    public boolean unexpected(ByteView bytes, int from) {
        if (!http.isProven()) {
            http.stop();
        }
        return http.isProven();
    }
}
