package io.wirecause.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.MalformedCounter;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.capture.Capture;
import io.wirecause.corpus.Corpus;
import io.wirecause.corpus.Tshark;
import io.wirecause.report.UserFacingException;
import io.wirecause.sip.exchange.SipTransaction;
import io.wirecause.sip.exchange.SipTransactionTracker;
import io.wirecause.sip.message.SipMessage;
import io.wirecause.sip.message.SipMessageContext;
import io.wirecause.sip.rtp.RtpStream;
import io.wirecause.sip.sdp.SdpParser;
import io.wirecause.sip.transport.SipDetector;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our messages and RTP streams against tshark's, field by field; differences are explained in docs/sip-vs-tshark.md. By
 * default tshark is asked about the captures in which we find any; {@code -Dwirecause.tshark=all} asks about all.
 */
class SipAgainstTsharkTest {
    /** Between values of several messages, or of several headers of one name. */
    private static final String AND = "\u001e";

    /** tshark's field and what we say to it. */
    private static final Map<String, Function<SipMessage, Stream<String>>> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("sip.Method", m -> Stream.ofNullable(m.method()));
        FIELDS.put("sip.r-uri", m -> Stream.ofNullable(m.requestUri()));
        FIELDS.put("sip.Status-Code", m -> m.isRequest() ? Stream.empty() : Stream.of(String.valueOf(m.statusCode())));
        FIELDS.put("sip.Call-ID", m -> Stream.ofNullable(m.callId()));
        FIELDS.put("sip.CSeq", m -> Stream.ofNullable(m.first("cseq")));
        FIELDS.put("sip.From", m -> m.all("from").stream());
        FIELDS.put("sip.To", m -> m.all("to").stream());
        FIELDS.put("sip.from.tag", m -> Stream.ofNullable(m.fromTag()));
        FIELDS.put("sip.to.tag", m -> Stream.ofNullable(m.toTag()));
        FIELDS.put("sip.Contact", m -> m.all("contact").stream());
        FIELDS.put("sip.Via", m -> m.all("via").stream());
        FIELDS.put("sip.User-Agent", m -> m.all("user-agent").stream());
        FIELDS.put("sip.Server", m -> m.all("server").stream());
        FIELDS.put("sip.Content-Type", m -> m.all("content-type").stream());
        // tshark gives 0 for a length that is no number.
        FIELDS.put("sip.Content-Length", m -> Stream.ofNullable(m.first("content-length"))
                .map(text -> String.valueOf(Math.max(0, m.contentLength()))));
        FIELDS.put("sdp.media", m -> Stream.ofNullable(m.body("application/sdp"))
                .flatMap(sdp -> SdpParser.parse(sdp).media().stream())
                .map(media -> media.type() + " " + media.port() + " " + media.protocol() + " "
                + String.join(" ", media.formats())));
        FIELDS.put("sdp.connection_info.address", m -> Stream.ofNullable(m.body("application/sdp"))
                .flatMap(sdp -> SdpParser.parse(sdp).media().stream()).map(media -> media.address()));
    }

    @TempDir
    Path folder;

    private final Map<String, Integer> compared = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();

    /** What we find in a capture. */
    private record Ours(List<SipMessageContext> messages, Map<Long, Boolean> retransmitted, Map<Long, Response> responses,
            List<RtpStream> streams) {
    }

    /** How long after which request a response came. */
    private record Response(long requestFrame, long millis) {
    }

    @Test
    void shouldDecodeEveryMessageThatTsharkDecodes() throws Exception {
        Tshark.assumeInstalled();
        boolean all = "all".equals(System.getProperty("wirecause.tshark"));
        for (Path path : Stream.concat(Corpus.captures().stream(), TestCaptures.in("sip").stream()).toList()) {
            Ours ours = ours(Corpus.plain(path, folder));
            if (ours != null && (all || !ours.messages.isEmpty())) {
                messages(path, ours);
            }
        }
        System.out.println("SIP fields equal to tshark's: " + compared);
        assertTrue(compared.getOrDefault("sip.Call-ID", 0) > 0, "nothing was compared");
        assertEquals("", String.join("\n", differences));
    }

    @Test
    void shouldMeasureTheResponseTimesThatTsharkMeasures() throws Exception {
        Tshark.assumeInstalled();
        for (Path path : Stream.concat(Corpus.captures().stream(), TestCaptures.in("sip").stream()).toList()) {
            Ours ours = ours(Corpus.plain(path, folder));
            if (ours != null && !ours.messages.isEmpty()) {
                Map<Long, String> methods = ours.messages.stream().filter(s -> s.message().isRequest())
                        .collect(Collectors.toMap(SipMessageContext::frame, s -> s.message().method(), (a, b) -> a));
                for (String line : Tshark.lines(path, "-Y", "sip.response-time && sip.Status-Code && !icmp", "-T", "fields",
                        "-E", "occurrence=f", "-e", "frame.number", "-e", "sip.response-request", "-e", "sip.response-time")) {
                    responseTime(path, line.split("\t", -1), ours, methods);
                }
            }
        }
        System.out.println("SIP response times compared with tshark's: " + compared);
        assertTrue(compared.getOrDefault("response times", 0) > 0, "nothing was compared");
        assertEquals("", String.join("\n", differences));
    }

    private void responseTime(Path path, String[] theirs, Ours ours, Map<Long, String> methods) {
        Response mine = ours.responses.get(Long.parseLong(theirs[0]));
        long request = Long.parseLong(theirs[1]);
        if (mine == null || mine.requestFrame == request && Math.abs(mine.millis - Long.parseLong(theirs[2])) > 1) {
            differences.add(path.getFileName() + " frame " + theirs[0] + " response to " + request + ": tshark " + theirs[2]
                    + " ms, we "
                    + mine);
        } else if (mine.requestFrame == request) {
            compared.merge("response times", 1, Integer::sum);
        } else if ("CANCEL".equals(methods.get(request))) {
            compared.merge("responses to an INVITE that tshark measures from the CANCEL", 1, Integer::sum);
        } else {
            differences.add(path.getFileName() + " frame " + theirs[0] + ": tshark sees a response to " + request + ", we to "
                    + mine);
        }
    }

    @Test
    void shouldMeasureTheRtpStreamsThatTsharkMeasures() throws Exception {
        Tshark.assumeInstalled();
        for (Path path : Stream.concat(Corpus.captures().stream(), TestCaptures.in("sip").stream()).toList()) {
            Ours ours = ours(Corpus.plain(path, folder));
            if (ours != null && ours.streams.stream().anyMatch(s -> s.to() != null)) {
                streams(path, ours);
            }
        }
        System.out.println("RTP streams compared with tshark's: " + compared);
        assertTrue(compared.getOrDefault("streams", 0) > 0, "nothing was compared");
        assertEquals("", String.join("\n", differences));
    }

    private static Ours ours(Path path) throws IOException {
        List<SipMessageContext> messages = new ArrayList<>();
        Map<Long, Boolean> retransmitted = new TreeMap<>();
        Map<Long, Response> responses = new TreeMap<>();
        SipTransactionTracker transactions = new SipTransactionTracker((transaction, now) -> { });
        SipDetector detector = new SipDetector(context -> {
            // tshark shows a first fragment as such, and not what it begins.
            if (context.message().problems().stream().noneMatch(problem -> problem.startsWith("only the first fragment"))) {
                messages.add(context);
            }
            SipTransactionTracker.Step step = transactions.take(context);
            retransmitted.merge(context.frame(), step.kind() == SipTransaction.Kind.RETRANSMITTED, Boolean::logicalOr);
            SipTransaction transaction = step.transaction();
            if (transaction != null && transaction.hasRequest() && !context.message().isRequest()) {
                responses.put(context.frame(), new Response(transaction.frame(),
                        (context.timeNanos() - transaction.timeNanos()) / 1_000_000));
            }
        }, new MalformedCounter(), PayloadStreams.Source.of(Limits.DEFAULT.maxConnections()));
        SipAnalyzer analyzer = SipAnalyzerTest.analyzer();
        try (Capture capture = Capture.open(path)) {
            Pass.run(new ToolContext(path.toString(), capture, Limits.DEFAULT, ProgressListener.NONE),
                    List.of(detector, analyzer));
        } catch (UserFacingException e) {
            // No capture for us; those that nobody else opens either are told by other tests.
            return null;
        }
        detector.finish();
        analyzer.finish();
        return new Ours(messages, retransmitted, responses, analyzer.streams());
    }

    private void messages(Path path, Ours ours) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-Y", "sip && !icmp && !icmpv6", "-T", "fields", "-E", "separator=/t",
                "-E",
                "aggregator=" + AND, "-E", "occurrence=a", "-e", "frame.number", "-e", "sip.resend"));
        FIELDS.keySet().forEach(field -> arguments.addAll(List.of("-e", field)));
        Map<Long, List<SipMessage>> byFrame = ours.messages.stream()
                .collect(Collectors.groupingBy(SipMessageContext::frame, TreeMap::new,
                Collectors.mapping(SipMessageContext::message, Collectors.toList())));
        for (String line : Tshark.lines(path, arguments.toArray(String[]::new))) {
            String[] columns = line.split("\t", -1);
            long frame = Long.parseLong(columns[0]);
            List<SipMessage> mine = byFrame.remove(frame);
            if (mine == null) {
                differences.add(path.getFileName() + " frame " + frame + ": only tshark sees SIP: " + line);
                continue;
            }
            retransmitted(path, frame, columns[1].contains("1"), ours.retransmitted.get(frame), mine);
            int column = 2;
            for (var field : FIELDS.entrySet()) {
                String said = mine.stream().flatMap(field.getValue()).filter(Objects::nonNull).map(SipAgainstTsharkTest::plain)
                        .collect(Collectors.joining(AND));
                equal(path, frame, field.getKey(), plain(columns[column++]), said);
            }
        }
        byFrame.forEach((frame, more) -> differences.add(path.getFileName() + " frame " + frame + ": only we see SIP: "
                + more.get(0).startLine()));
    }

    /** Where tshark sees a repetition, so do we; where only we do, it is of a kind that tshark does not look for. */
    private void retransmitted(Path path, long frame, boolean theirs, boolean mine, List<SipMessage> messages) {
        if (theirs == mine) {
            compared.merge(mine ? "sip.resend yes" : "sip.resend no", 1, Integer::sum);
        } else if (mine && messages.stream().anyMatch(m -> "CANCEL".equals(m.method()))) {
            compared.merge("CANCEL repeated, not told by tshark", 1, Integer::sum);
        } else {
            differences.add(path.getFileName() + " frame " + frame + " resent: tshark " + theirs + " we " + mine);
        }
    }

    /** tshark escapes some characters and quotes; spaces around values are nobody's concern. */
    private static String plain(String value) {
        return value.replace("\\\"", "\"").replace("\\\\", "\\").replaceAll("\\s+", " ").strip();
    }

    private void equal(Path path, long frame, String field, String theirs, String mine) {
        if (theirs.equals(mine)) {
            compared.merge(field, 1, Integer::sum);
        } else {
            differences.add(path.getFileName() + " frame " + frame + " " + field + ": tshark <" + theirs + "> we <" + mine + ">");
        }
    }

    private void streams(Path path, Ours ours) throws Exception {
        Map<String, RtpStream> mine = new LinkedHashMap<>();
        ours.streams.stream().filter(s -> s.to() != null)
                .forEach(s -> mine.put(s.source().address() + " " + s.source().port() + " " + s.destination().address() + " "
                        + s.destination().port() + " " + String.format("0x%08X", s.ssrc()), s));
        for (String line : Tshark.lines(path, "-q", "-z", "rtp,streams")) {
            String[] c = line.strip().split("\\s+");
            if (c.length < 15 || !c[0].matches("[0-9.]+")) {
                continue;
            }
            String id = String.join(" ", c[2], c[3], c[4], c[5], c[6]);
            RtpStream stream = mine.remove(id);
            if (stream == null) {
                differences.add(path.getFileName() + ": only tshark sees RTP " + id);
                continue;
            }
            compared.merge("streams", 1, Integer::sum);
            // start end src port dst port ssrc payload packets lost (x%) then delta and jitter: least, mean, greatest each.
            equal(path, stream.firstFrame(), "rtp packets", c[8], String.valueOf(stream.packets()));
            equal(path, stream.firstFrame(), "rtp max delta", c[13],
                    String.format(Locale.ROOT, "%.3f", stream.longestPauseNanos() / 1e6));
            equal(path, stream.firstFrame(), "rtp max jitter", c[16],
                    String.format(Locale.ROOT, "%.3f", stream.maxJitterMillis()));
            if (stream.reordered() == 0) {
                // Where packets overtake one another tshark counts from the first to come to the last to come.
                equal(path, stream.firstFrame(), "rtp lost", c[9], String.valueOf(stream.lost()));
                equal(path, stream.firstFrame(), "rtp mean jitter", c[15],
                        String.format(Locale.ROOT, "%.3f", stream.meanJitterMillis()));
            }
        }
        mine.keySet().forEach(id -> differences.add(path.getFileName() + ": only we see announced RTP " + id));
    }
}
