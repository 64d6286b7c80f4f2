package io.wirecause.sip;

import io.wirecause.report.Describe;
import io.wirecause.report.WireText;
import io.wirecause.sip.evidence.DisplayText;
import io.wirecause.sip.message.HeaderValue;
import io.wirecause.sip.message.SipMessage;
import io.wirecause.sip.message.SipMessageContext;
import io.wirecause.sip.sdp.MediaDescription;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One message in an answer. */
record SipPacketRecord(
        @Describe("Frame that completes the message, Wireshark's number") long packetNumber,
        @Describe("Time of that frame, UTC") Instant timestamp,
        @Describe("Sender") String sourceIp,
        @Describe("Receiver") String destinationIp,
        @Describe("Sender's port") int sourcePort,
        @Describe("Receiver's port") int destinationPort,
        @Describe(value = "What carries it", oneOf = {"UDP", "TCP", "WEBSOCKET"}) String transport,
        @Describe(value = "Kind", oneOf = {"request", "response"}) String messageType,
        @Describe("First line") String startLine,
        @Describe(value = "Requests: the method", optional = true) String method,
        @Describe(value = "Requests: whom it is for", optional = true) String requestUri,
        @Describe(value = "Responses: the status", optional = true) Integer statusCode,
        @Describe(value = "Responses: the sender's words", optional = true) String reasonPhrase,
        @Describe(value = "Call-ID", optional = true) String callId,
        @Describe(value = "CSeq", optional = true) String cseq,
        @Describe(value = "From", optional = true) String from,
        @Describe(value = "To", optional = true) String to,
        @Describe(value = "Contact", optional = true) String contact,
        @Describe(value = "User-Agent", optional = true) String userAgent,
        @Describe(value = "Server", optional = true) String server,
        @Describe(value = "Topmost Via", optional = true) String via,
        @Describe(value = "Content-Type", optional = true) String contentType,
        @Describe(value = "Content-Length", optional = true) Long contentLength,
        @Describe(value = "Media in its SDP: type, address, codecs, direction", optional = true) String sdp,
        @Describe("Whether a port is 5060 or 5061") boolean knownSipPort,
        @Describe(value = "Sent again", optional = true) Boolean resent,
        @Describe(value = "What is wrong with the message", optional = true) List<String> problems,
        @Describe("Headers that have no place above, as many as fit; with detailed all headers. Long names in lower case, "
            + "several of one name joined, credentials masked") Map<String, Object> headers,
        @Describe(value = "Headers that are left out for brevity", optional = true) Integer headersOmitted) {

    private static final int MAX_HEADERS = 40;
    private static final int MAX_PROBLEMS = 4;
    private static final int TINY = 40;
    /** Characters of headers in a record that is not detailed. */
    private static final int HEADERS_TEXT = 240;
    /** Headers that have components of their own. */
    private static final Set<String> PLACED = Set.of("call-id", "cseq", "from", "to", "contact", "user-agent", "server", "via",
            "content-type", "content-length");
    /** Headers whose value is a secret or helps to guess one. */
    private static final Set<String> SECRET = Set.of("authorization", "proxy-authorization", "authentication-info",
            "proxy-authentication-info");
    /** Other names that suggest a secret: cookies, tokens, keys. */
    private static final Pattern SECRET_NAME = Pattern.compile(".*(cookie|token|secret|passw|api-?key|credential).*");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z]{3,12}");

    static SipPacketRecord of(SipMessageContext context, boolean resent, boolean detailed) {
        SipMessage message = context.message();
        long length = message.contentLength();
        List<String> wrong = message.problems();
        Map<String, Object> headers = headers(message, detailed ? Set.of() : PLACED);
        int all = (int) message.headers().stream().map(SipMessage.Header::name).distinct()
                .filter(name -> detailed || !PLACED.contains(name)).count();
        headers = detailed ? headers : brief(headers);
        int omitted = all - headers.size();
        return new SipPacketRecord(context.frame(), Instant.EPOCH.plusNanos(context.timeNanos()), context.source().address(),
                context.destination().address(), context.source().port(), context.destination().port(),
                context.transport().name(), message.isRequest() ? "request" : "response",
                DisplayText.text(message.startLine(), DisplayText.LINE), DisplayText.text(message.method(), TINY),
                DisplayText.text(message.requestUri(), DisplayText.SHORT), message.isRequest() ? null : message.statusCode(),
                DisplayText.text(message.reason(), DisplayText.SHORT), DisplayText.text(message.callId(), DisplayText.SHORT),
                shown(message, "cseq", TINY),
                shown(message, "from", DisplayText.SHORT), shown(message, "to", DisplayText.SHORT),
                shown(message, "contact", DisplayText.SHORT),
                shown(message, "user-agent", TINY), shown(message, "server", TINY), shown(message, "via", DisplayText.SHORT),
                shown(message, "content-type", TINY), length < 0 ? null : length, sdp(message), isKnownPort(context),
                resent ? true : null, wrong.isEmpty() ? null
                : List.copyOf(wrong.subList(0, Math.min(MAX_PROBLEMS, wrong.size()))),
                headers, omitted > 0 ? omitted : null);
    }

    private static String shown(SipMessage message, String header, int most) {
        return DisplayText.text(message.first(header), most);
    }

    private static boolean isKnownPort(SipMessageContext context) {
        return context.source().port() >> 1 == 5060 >> 1 || context.destination().port() >> 1 == 5060 >> 1;
    }

    private static String sdp(SipMessage message) {
        return message.sdp() == null ? null : DisplayText.text(message.sdp().media().stream().map(SipPacketRecord::line)
                .collect(Collectors.joining("; ")), DisplayText.LINE);
    }

    /** Such as {@code audio 192.0.2.1:6000 PCMU/PCMA sendrecv}. */
    private static String line(MediaDescription media) {
        String codecs = media.codecs().values().stream().limit(6).map(codec -> codec.name()).distinct()
                .collect(Collectors.joining("/"));
        String address = media.address() == null ? "no address" : media.address();
        return media.type() + " " + address + ":" + media.port() + " " + (codecs.isEmpty() ? media.protocol() : codecs)
                + " "
                + media.direction().label() + (media.encrypted() ? " encrypted" : "");
    }

    /** The headers that fit; those that are too long are left out in favour of later ones. */
    private static Map<String, Object> brief(Map<String, Object> all) {
        Map<String, Object> shown = new LinkedHashMap<>();
        int room = HEADERS_TEXT;
        for (Map.Entry<String, Object> header : all.entrySet()) {
            int length = header.getKey().length() + header.getValue().toString().length() + 8;
            if (length <= room) {
                shown.put(header.getKey(), header.getValue());
                room -= length;
            }
        }
        return shown;
    }

    private static Map<String, Object> headers(SipMessage message, Set<String> without) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (SipMessage.Header header : message.headers()) {
            if (without.contains(header.name())) {
                continue;
            }
            String name = WireText.clean(header.name(), TINY);
            String value = SECRET.contains(header.name()) ? masked(header.value())
                    : SECRET_NAME.matcher(header.name()).matches() ? "(masked)"
                    : DisplayText.text(header.value(), 2 * DisplayText.LINE);
            if (all.containsKey(name)) {
                all.computeIfPresent(name, (key, before) -> joined((String) before, value));
            } else if (all.size() < MAX_HEADERS) {
                all.put(name, value);
            }
        }
        return all;
    }

    private static String joined(String before, String value) {
        return before.length() > 8 * DisplayText.LINE ? before : before + ", " + value;
    }

    /** Scheme, user and realm of credentials, without what proves them. */
    private static String masked(String value) {
        int space = value.indexOf(' ');
        String scheme = space < 0 ? "" : value.substring(0, space);
        StringBuilder shown = new StringBuilder(SCHEME.matcher(scheme).matches() ? scheme : "");
        for (String field : new String[] {"username", "realm", "uri", "algorithm"}) {
            String given = scheme.toLowerCase(Locale.ROOT).equals("digest") ? HeaderValue.credential(value, field) : null;
            if (given != null) {
                shown.append(' ').append(field).append('=').append(DisplayText.quote(given, DisplayText.SHORT));
            }
        }
        return shown.append(" (the rest is masked)").toString().strip();
    }
}
