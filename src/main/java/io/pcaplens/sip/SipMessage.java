package io.pcaplens.sip;

import io.pcaplens.sip.sdp.Sdp;
import io.pcaplens.sip.sdp.SdpParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One SIP message (RFC 3261, section 7), parsed once. Its text is as it came over the wire: it is cleaned where it enters
 * an answer. Header names are the long ones in lower case.
 */
final class SipMessage {
    /** Characters kept of what tells messages apart: Call-ID, tags, branches. */
    private static final int MAX_IDENTIFIER = 256;
    private static final String DEFAULT_PORT = ":5060";

    private final String startLine;
    private final boolean request;
    private final String method;
    private final String requestUri;
    private final int statusCode;
    private final String reason;
    private final List<Header> headers;
    private final byte[] body;
    private final List<String> problems;
    private final Sdp sdp;
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
    record Header(String name, String value) {
    }

    SipMessage(String startLine, List<Header> headers, byte[] body, List<String> problems) {
        this.startLine = startLine;
        this.headers = headers;
        this.body = body;
        List<String> wrong = new ArrayList<>(problems);
        this.request = !startLine.startsWith("SIP/");
        int space = startLine.indexOf(' ');
        int last = startLine.lastIndexOf(' ');
        if (request) {
            method = space < 0 ? startLine : startLine.substring(0, space);
            requestUri = last > space ? startLine.substring(space + 1, last).strip() : startLine.substring(space + 1);
            statusCode = 0;
            reason = null;
            if (!startLine.endsWith("SIP/2.0")) {
                wrong.add("the start line does not end in SIP/2.0");
            }
        } else {
            method = null;
            requestUri = null;
            statusCode = Integer.parseInt(startLine.substring(8, 11));
            reason = startLine.length() > 12 ? startLine.substring(12) : "";
            if (statusCode < 100 || statusCode > 699) {
                wrong.add("status code " + statusCode + " does not exist");
            }
        }
        callId = cut(first("call-id"));
        String cseq = first("cseq");
        cseqNumber = cseqNumber(cseq);
        cseqMethod = cseqMethod(cseq);
        fromTag = parameter("from", "tag");
        toTag = parameter("to", "tag");
        branch = parameter("via", "branch");
        check(wrong, cseq);
        String description = body("application/sdp");
        sdp = description == null ? null : SdpParser.parse(description);
        if (sdp != null) {
            wrong.addAll(sdp.problems());
        }
        this.problems = List.copyOf(wrong);
    }

    /** Every message has these five (RFC 3261, section 8.1.1). */
    private void check(List<String> wrong, String cseq) {
        for (String name : new String[] {"via", "from", "to", "call-id", "cseq"}) {
            if (first(name) == null) {
                wrong.add("no " + name + " header");
            }
        }
        if (cseq != null && (cseqNumber < 0 || cseqMethod == null)) {
            wrong.add("CSeq is no number and method");
        } else if (request && cseqMethod != null && !cseqMethod.equals(method)) {
            wrong.add("CSeq names another method than the start line");
        }
    }

    private static long cseqNumber(String cseq) {
        int digits = 0;
        while (cseq != null && digits < cseq.length() && Character.digit(cseq.charAt(digits), 10) >= 0
                && cseq.charAt(digits) < 0x80) {
            digits++;
        }
        // 32 bits (RFC 3261, section 8.1.1.5), so ten digits at most.
        return digits == 0 || digits > 10 ? -1 : Long.parseLong(cseq.substring(0, digits));
    }

    private static String cseqMethod(String cseq) {
        int space = cseq == null ? -1 : Math.max(cseq.lastIndexOf(' '), cseq.lastIndexOf('\t'));
        return space < 0 ? null : cut(cseq.substring(space + 1));
    }

    /** At most {@link #MAX_IDENTIFIER} characters of a text; null stays null. */
    static String cut(String text) {
        return text == null || text.length() <= MAX_IDENTIFIER ? text : text.substring(0, MAX_IDENTIFIER);
    }

    /** The first line, as it stands. */
    String startLine() {
        return startLine;
    }

    /** Whether it is a request. */
    boolean isRequest() {
        return request;
    }

    /** The method of a request; null in a response. */
    String method() {
        return method;
    }

    /** The URI that a request is for; null in a response. */
    String requestUri() {
        return requestUri;
    }

    /** The status of a response, 0 to 999; 0 in a request. */
    int statusCode() {
        return statusCode;
    }

    /** The reason phrase of a response, perhaps empty; null in a request. */
    String reason() {
        return reason;
    }

    /** All header fields in order. */
    List<Header> headers() {
        return headers;
    }

    /** The value of the first header field of this name; null for none. */
    String first(String name) {
        for (Header header : headers) {
            if (header.name.equals(name)) {
                return header.value;
            }
        }
        return null;
    }

    /** The values of all header fields of this name. */
    List<String> all(String name) {
        return headers.stream().filter(h -> h.name.equals(name)).map(Header::value).toList();
    }

    /** The Call-ID; null for none. */
    String callId() {
        return callId;
    }

    /** The number in CSeq; -1 for none. */
    long cseqNumber() {
        return cseqNumber;
    }

    /** The method of the transaction: CSeq's, in a request without one the start line's; null where unknown. */
    String transactionMethod() {
        return cseqMethod == null ? method : cseqMethod;
    }

    /** A parameter of the first value of a header; null where either is not there. */
    private String parameter(String header, String name) {
        String value = first(header);
        return value == null ? null : cut(HeaderValue.parameter(HeaderValue.first(value), name));
    }

    /** The From tag: in a dialog it names the side that sends the request. */
    String fromTag() {
        return fromTag;
    }

    /** The To tag: null in a request outside of a dialog. */
    String toTag() {
        return toTag;
    }

    /** The branch of the topmost Via, which names the transaction on this hop; null for none. */
    String branch() {
        return branch;
    }

    /** The topmost Via's host and port: who sent the request on this hop; empty where there is no Via. */
    String sentBy() {
        String via = first("via");
        if (via == null) {
            return "";
        }
        String top = HeaderValue.first(via);
        int semicolon = top.indexOf(';');
        String protocolAndHost = (semicolon < 0 ? top : top.substring(0, semicolon)).strip();
        int space = Math.max(protocolAndHost.lastIndexOf(' '), protocolAndHost.lastIndexOf('\t'));
        String sentBy = cut(protocolAndHost.substring(space + 1).toLowerCase(Locale.ROOT));
        // A client may name the default port in one request and leave it out in the next.
        return sentBy.lastIndexOf(':') > sentBy.lastIndexOf(']') ? sentBy : sentBy + DEFAULT_PORT;
    }

    /** The URI of a From, To, Contact or Refer-To header; null where it is not there. */
    String uri(String header) {
        String value = first(header);
        return value == null ? null : cut(HeaderValue.uri(HeaderValue.first(value)));
    }

    /** Seconds that a registration or subscription shall hold or holds (RFC 3261, section 10.2.1.1); -1 where nothing is said. */
    long expires() {
        String contact = first("contact");
        String own = contact == null ? null : HeaderValue.parameter(HeaderValue.first(contact), "expires");
        return SipParser.length(own == null ? first("expires") : own);
    }

    /** Content-Length; -1 where it is missing or no number. */
    long contentLength() {
        return SipParser.length(first("content-length"));
    }

    /** The body as far as it was there and kept. */
    byte[] body() {
        return body;
    }

    /** The body of this type, be it all of it or a part (RFC 2046, section 5.1); null where there is none. */
    String body(String type) {
        return body.length == 0 ? null : MimeBody.find(first("content-type"), new String(body, StandardCharsets.UTF_8), type);
    }

    /** The session description in the body; null for none. */
    Sdp sdp() {
        return sdp;
    }

    /** What is wrong with the message and its session description, in our words. */
    List<String> problems() {
        return problems;
    }
}
