package io.wirecause.sip.message;

import io.wirecause.sip.sdp.Sdp;
import java.util.List;
import java.util.Locale;

/**
 * One SIP message (RFC 3261, section 7), parsed once. Its text is as received: it is sanitised where it enters
 * an answer. Header names are the long ones in lower case.
 */
public final class SipMessage {
    /** Characters kept of identifiers: Call-ID, tags, branches. */
    private static final int MAX_IDENTIFIER = 256;
    private static final String DEFAULT_PORT = ":5060";
    private static final HeaderName[] MANDATORY = {HeaderName.VIA, HeaderName.FROM, HeaderName.TO, HeaderName.CALL_ID,
        HeaderName.CSEQ};

    private final ByteText startLine;
    private final boolean request;
    private final String method;
    private final int statusCode;
    private final HeaderFields headers;
    private final byte[] body;
    private final List<String> problems;
    private Sdp sdp;
    private final String callId;
    private final long cseqNumber;
    private final String cseqMethod;
    private final String fromTag;
    private final String toTag;
    private final String branch;

    /**
     * One header field.
     *
     * @param name  the long name in lower case
     * @param value with folded lines joined
     */
    public record Header(String name, String value) {
    }

    /**
     * A message.
     *
     * @param startLine as {@link StartLine#isAt} demands it
     * @param problems  what is wrong with the head; kept, and what else is wrong is added
     */
    SipMessage(ByteText startLine, HeaderFields headers, byte[] body, List<String> problems) {
        this.startLine = startLine;
        this.headers = headers;
        this.body = body;
        this.problems = problems;
        this.request = !startLine.startsWith("SIP/");
        if (request) {
            int space = startLine.indexOf(' ');
            method = StartLine.method(space < 0 ? startLine : startLine.part(0, space));
            statusCode = 0;
            if (!startLine.endsWith("SIP/2.0")) {
                problems.add("the start line does not end in SIP/2.0");
            }
        } else {
            method = null;
            statusCode = (int) startLine.part(8, 11).number(3);
            if (statusCode < 100 || statusCode > 699) {
                problems.add("status code " + statusCode + " does not exist");
            }
        }
        callId = cut(headers.first(HeaderName.CALL_ID));
        ByteText cseq = headers.first(HeaderName.CSEQ);
        cseqNumber = cseqNumber(cseq);
        cseqMethod = cseqMethod(cseq);
        fromTag = parameter(HeaderName.FROM, "tag");
        toTag = parameter(HeaderName.TO, "tag");
        branch = parameter(HeaderName.VIA, "branch");
        check(cseq);
    }

    /** Reads the session description in the body, if any; its problems become problems of the message. */
    public void readSdp(SdpCache cache) {
        ByteText description = part("application/sdp");
        if (description != null) {
            sdp = cache.read(description);
            problems.addAll(sdp.problems());
        }
    }

    /** Every message has these five (RFC 3261, section 8.1.1). */
    private void check(ByteText cseq) {
        for (HeaderName name : MANDATORY) {
            if (!headers.has(name)) {
                problems.add("no " + name.text() + " header");
            }
        }
        if (cseq != null && (cseqNumber < 0 || cseqMethod == null)) {
            problems.add("CSeq is not a number and a method");
        } else if (request && cseqMethod != null && !cseqMethod.equals(method)) {
            problems.add("CSeq names another method than the start line");
        }
    }

    private static long cseqNumber(ByteText cseq) {
        int digits = 0;
        while (cseq != null && digits < cseq.length() && cseq.at(digits) >= '0' && cseq.at(digits) <= '9') {
            digits++;
        }
        // 32 bits (RFC 3261, section 8.1.1.5), so ten digits at most.
        return digits == 0 ? -1 : cseq.part(0, digits).number(10);
    }

    private static String cseqMethod(ByteText cseq) {
        int space = cseq == null ? -1 : Math.max(cseq.lastIndexOf(' '), cseq.lastIndexOf('\t'));
        return space < 0 ? null : cut(StartLine.method(cseq.part(space + 1, cseq.length())));
    }

    private static String cut(ByteText text) {
        return text == null ? null : cut(text.toString());
    }

    /** At most {@link #MAX_IDENTIFIER} characters of a text; null stays null. */
    public static String cut(String text) {
        return text == null || text.length() <= MAX_IDENTIFIER ? text : text.substring(0, MAX_IDENTIFIER);
    }

    /** The first line, as it stands. */
    public String startLine() {
        return startLine.toString();
    }

    /** Whether it is a request. */
    public boolean isRequest() {
        return request;
    }

    /** The method of a request; null in a response. */
    public String method() {
        return method;
    }

    /** The URI that a request is for; null in a response. */
    public String requestUri() {
        if (!request) {
            return null;
        }
        int space = startLine.indexOf(' ');
        int last = startLine.lastIndexOf(' ');
        ByteText uri = last > space ? startLine.part(space + 1, last).strip() : startLine.part(space + 1, startLine.length());
        return uri.toString();
    }

    /** The status of a response, 0 to 999; 0 in a request. */
    public int statusCode() {
        return statusCode;
    }

    /** The reason phrase of a response, perhaps empty; null in a request. */
    public String reason() {
        return request ? null : startLine.part(Math.min(12, startLine.length()), startLine.length()).toString();
    }

    /** All header fields in order. */
    public List<Header> headers() {
        return headers.all();
    }

    /** The value of the first header field of this name; null for none. */
    public ByteText first(HeaderName name) {
        return headers.first(name);
    }

    /** The same as a string, of any header field. */
    public String first(String name) {
        HeaderName known = HeaderName.of(name);
        if (known == null) {
            return all(name).stream().findFirst().orElse(null);
        }
        ByteText value = first(known);
        return value == null ? null : value.toString();
    }

    /** The values of all header fields of this name. */
    public List<String> all(String name) {
        return headers().stream().filter(h -> h.name.equals(name)).map(Header::value).toList();
    }

    /** The Call-ID; null for none. */
    public String callId() {
        return callId;
    }

    /** The number in CSeq; -1 for none. */
    public long cseqNumber() {
        return cseqNumber;
    }

    /** The method of the transaction: CSeq's, in a request without one the start line's; null where unknown. */
    public String transactionMethod() {
        return cseqMethod == null ? method : cseqMethod;
    }

    /** A parameter of the first value of a header; null where either is not there. */
    private String parameter(HeaderName header, String name) {
        ByteText value = first(header);
        return value == null ? null : cut(HeaderValue.firstParameter(value, name));
    }

    /** The From tag: in a dialog it names the side that sends the request. */
    public String fromTag() {
        return fromTag;
    }

    /** The To tag: null in a request outside of a dialog. */
    public String toTag() {
        return toTag;
    }

    /** The branch of the topmost Via, which names the transaction on this hop; null for none. */
    public String branch() {
        return branch;
    }

    /** The topmost Via's host and port: who sent the request on this hop; empty where there is no Via. */
    public String sentBy() {
        ByteText via = first(HeaderName.VIA);
        if (via == null) {
            return "";
        }
        ByteText top = HeaderValue.first(via);
        int semicolon = top.indexOf(';');
        ByteText protocolAndHost = (semicolon < 0 ? top : top.part(0, semicolon)).strip();
        int space = Math.max(protocolAndHost.lastIndexOf(' '), protocolAndHost.lastIndexOf('\t'));
        String sentBy = cut(protocolAndHost.part(space + 1, protocolAndHost.length()).toString().toLowerCase(Locale.ROOT));
        // A client may name the default port in one request and leave it out in the next.
        return sentBy.lastIndexOf(':') > sentBy.lastIndexOf(']') ? sentBy : sentBy + DEFAULT_PORT;
    }

    /** The URI of a From, To, Contact or Refer-To header; null if absent. */
    public String uri(String header) {
        ByteText value = first(HeaderName.of(header));
        return value == null ? null : cut(HeaderValue.uri(HeaderValue.first(value)));
    }

    /** Seconds that a registration or subscription shall hold or holds (RFC 3261, section 10.2.1.1); -1 where nothing is said. */
    public long expires() {
        ByteText contact = first(HeaderName.CONTACT);
        ByteText own = contact == null ? null : HeaderValue.firstParameter(contact, "expires");
        return SipParser.length(own == null ? first(HeaderName.EXPIRES) : own);
    }

    /** Seconds after which the session ends unless it is refreshed (RFC 4028, section 4); -1 where nothing is said. */
    public long sessionExpires() {
        ByteText value = first(HeaderName.SESSION_EXPIRES);
        int end = value == null ? -1 : value.indexOf(';');
        return value == null ? -1 : SipParser.length((end < 0 ? value : value.part(0, end)).strip());
    }

    /** RSeq of a provisional response that asks for a PRACK (RFC 3262, section 7.1); -1 for none. */
    public long reliableNumber() {
        return SipParser.length(first(HeaderName.RSEQ));
    }

    /** Content-Length; -1 if missing or not a number. */
    public long contentLength() {
        return SipParser.length(first(HeaderName.CONTENT_LENGTH));
    }

    /** The part of the body that was captured and kept. */
    public byte[] body() {
        return body;
    }

    /** The body of this type, be it all of it or a part (RFC 2046, section 5.1); null for none. */
    public String body(String type) {
        ByteText part = part(type);
        return part == null ? null : part.toString();
    }

    private ByteText part(String type) {
        return body.length == 0 ? null : MimeBody.find(first(HeaderName.CONTENT_TYPE), new ByteText(body, 0, body.length), type);
    }

    /** The session description in the body, where it was read; null for none. */
    public Sdp sdp() {
        return sdp;
    }

    /** What is wrong with the length of the body, or that its end is missing, in words; null for nothing. */
    public String lengthProblem() {
        for (String problem : problems) {
            if (problem.startsWith("Content-Length is ") || problem.startsWith("only the first fragment")) {
                return problem;
            }
        }
        return null;
    }

    /** Problems of the message and its session description. */
    public List<String> problems() {
        return problems;
    }
}
