package io.wirecause.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.capture.Capture;
import io.wirecause.corpus.Corpus;
import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.exchange.DnsExchangeTracker;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.RecordData;
import io.wirecause.report.UserFacingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/**
 * Our messages against tshark's, frame by frame, over the corpus. tshark takes half a second a capture, so by default it
 * is asked only about captures in which we find messages; {@code -Dwirecause.tshark=all} asks about all, to see what we miss.
 * docs/dns-vs-tshark.md explains each kind of difference.
 */
class DnsAgainstTsharkTest {
    private static final List<String> FIELDS = List.of("frame.number", "frame.protocols", "dns.id", "dns.flags", "dns.qry.name",
            "dns.qry.type", "dns.resp.name", "dns.resp.type", "dns.resp.ttl", "dns.a", "dns.aaaa", "dns.cname", "dns.time",
            "nbns.id", "nbns.flags", "udp.port", "_ws.malformed");

    @TempDir
    private Path folder;

    /** What both sides say of the messages in one frame; lists run over all messages of the frame. */
    private static final class Said {
        private final Map<String, List<String>> fields = new TreeMap<>();

        void add(String field, String value) {
            fields.computeIfAbsent(field, k -> new ArrayList<>()).add(value);
        }

        List<String> get(String field) {
            return fields.getOrDefault(field, List.of());
        }

        boolean has(String field, String part) {
            return get(field).stream().anyMatch(v -> v.contains(part));
        }
    }

    @Test
    void shouldSayWhatTsharkSaysOfEveryMessage() throws Exception {
        Assumptions.assumeTrue(canRunTshark(), "skipped: tshark is not installed");
        boolean all = "all".equals(System.getProperty("wirecause.tshark"));
        Map<String, Integer> explained = new TreeMap<>();
        List<String> unexplained = new ArrayList<>();
        int messages = 0;
        int same = 0;
        for (Path capture : Corpus.captures()) {
            Map<Long, Said> ours = ours(capture);
            if (ours == null || ours.isEmpty() && !all) {
                continue;
            }
            Map<Long, Said> theirs = tshark(capture);
            TreeSet<Long> frames = new TreeSet<>(ours.keySet());
            frames.addAll(theirs.keySet());
            for (long frame : frames) {
                Said left = ours.get(frame);
                Said right = theirs.get(frame);
                String difference = difference(left, right);
                messages += right == null ? 0 : 1;
                same += difference == null ? 1 : 0;
                if (difference != null && explanation(difference, left, right) != null) {
                    explained.merge(explanation(difference, left, right), 1, Integer::sum);
                } else if (difference != null) {
                    unexplained.add(Corpus.name(capture) + " frame " + frame + ": " + difference);
                }
            }
        }
        System.out.println("DNS against tshark: " + same + " of " + messages + " frames the same; explained " + explained);
        assertTrue(messages > 700, "only " + messages + " frames compared");
        assertEquals(List.of(), unexplained);
    }

    /** The rule that explains a difference, as in docs/dns-vs-tshark.md; null for none. */
    private static String explanation(String difference, Said ours, Said theirs) {
        if (ours == null) {
            boolean ownPort = theirs.get("udp.port").stream().anyMatch(p -> Set.of("53", "137", "5353", "5355").contains(p));
            return theirs.has("frame.protocols", "icmp") ? "quoted by an ICMP error"
                    : ownPort ? null : "a guess of tshark's on another port, of content that is not sound";
        }
        if (theirs == null) {
            boolean whole = ours.get("_ws.malformed").isEmpty();
            return whole ? "on another port, or where tshark does not look" : ours.has("_ws.malformed", "header bytes")
                    ? "shorter than a header" : null;
        }
        if (ours.has("_ws.malformed", "header bytes")) {
            return "shorter than a header";
        }
        if (difference.startsWith("malformed: only ours")) {
            return "stricter about malformed data";
        }
        if (difference.startsWith("malformed: only tshark") && ours.has("note", "cut")) {
            return "a frame shorter than its packet, which tshark calls malformed and we cut before the capture";
        }
        if (!difference.startsWith("dns.time")) {
            return null;
        }
        return ours.has("service", "mdns") ? "mDNS has no ids to pair by" : ours.has("service", "llmnr")
                ? "LLMNR is paired by client"
                : ours.has("note", "another question") ? "a response to another question" : ours.has("note", "cut")
                ? "tshark gives no time where the snaplen cut the message" : null;
    }

    private static boolean canRunTshark() {
        try {
            return new ProcessBuilder("tshark", "--version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Map<Long, Said> tshark(Path capture) throws IOException {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString(), "-Y",
                "dns || mdns || llmnr || nbns", "-T", "fields", "-E", "aggregator=;"));
        for (String field : FIELDS) {
            command.add("-e");
            command.add(field);
        }
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        Map<Long, Said> said = new TreeMap<>();
        for (String line : new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
            String[] columns = line.split("\t", -1);
            if (columns.length != FIELDS.size()) {
                continue;
            }
            Said frame = new Said();
            for (int i = 1; i < columns.length; i++) {
                for (String value : columns[i].isEmpty() ? new String[0] : columns[i].split(";", -1)) {
                    frame.add(FIELDS.get(i), value);
                }
            }
            said.put(Long.parseLong(columns[0]), frame);
        }
        return said;
    }

    private Map<Long, Said> ours(Path path) throws Exception {
        Map<Long, Said> said = new HashMap<>();
        RecordData data = new RecordData(RecordData.SHOWN_DETAILED);
        DnsExchangeTracker exchanges = new DnsExchangeTracker(e -> { });
        DnsAnalyzer analyzer = new DnsAnalyzer((message, seen) -> note(said.computeIfAbsent(seen.frame(), k -> new Said()),
                message,
                seen, data, exchanges), (client, server, id, frame) -> { }, (stream, time) -> { },
                PayloadStreams.Source.of(Limits.DEFAULT.maxConnections()));
        try (Capture capture = Capture.open(Corpus.plain(path, folder))) {
            Pass.run(new ToolContext("corpus", capture, Limits.DEFAULT, ProgressListener.NONE), List.of(analyzer));
            analyzer.finish();
        } catch (UserFacingException e) {
            return null;
        }
        return said;
    }

    private static void note(Said said, DnsMessage m, DnsMessageContext seen, RecordData data, DnsExchangeTracker exchanges) {
        String prefix = m.service() == DnsService.NBNS ? "nbns" : "dns";
        said.add("service", m.service().label());
        String problem = m.problem() != null ? m.problem() : data.firstProblem(m);
        if (problem != null && !m.cut()) {
            said.add("_ws.malformed", problem);
        }
        if (!m.hasHeader()) {
            return;
        }
        if (m.cut()) {
            said.add("note", "cut");
        }
        said.add(prefix + ".id", hex(m.id()));
        said.add(prefix + ".flags", hex(m.bytes().u16be(2)));
        if (m.service() == DnsService.NBNS) {
            return;
        }
        for (int i = 0; i < m.questions(); i++) {
            said.add("dns.qry.name", m.questionName(i));
            said.add("dns.qry.type", String.valueOf(m.questionType(i)));
        }
        for (int i = 0; i < m.records(); i++) {
            record(said, m, i, data);
        }
        if (m.service() == DnsService.MDNS) {
            return;
        }
        if (!m.response()) {
            exchanges.query(m, seen);
            return;
        }
        long otherQuestions = exchanges.otherQuestion();
        DnsExchange exchange = exchanges.response(m, seen);
        if (exchanges.otherQuestion() > otherQuestions) {
            said.add("note", "another question");
        }
        if (exchange != null && exchange.responseFrame() == seen.frame()) {
            said.add("dns.time", String.format(Locale.ROOT, "%.9f", exchange.responseNanos() / 1e9));
        }
    }

    private static void record(Said said, DnsMessage m, int index, RecordData data) {
        int type = m.recordType(index);
        if (type != Type.SRV) {
            // tshark takes the names of SRV records apart into other fields.
            said.add("dns.resp.name", m.recordName(index));
        }
        said.add("dns.resp.type", String.valueOf(type));
        if (type == DnsMessage.TYPE_OPT) {
            return;
        }
        said.add("dns.resp.ttl", String.valueOf(m.ttl(index)));
        String text = data.text(m, index);
        if (type == Type.NSEC || type == Type.NSEC3) {
            // tshark puts the types of the bitmap into the same field.
            String[] words = text.split(" ");
            for (int i = type == Type.NSEC ? 1 : 5; i < words.length; i++) {
                said.add("dns.resp.type", String.valueOf(Type.value(words[i])));
            }
        }
        if (data.problem() == null && !text.isEmpty()) {
            String field = type == 1 ? "dns.a" : type == 28 ? "dns.aaaa" : type == 5 ? "dns.cname" : null;
            if (field != null) {
                said.add(field, text);
            }
        }
    }

    private static String hex(int value) {
        return String.format("0x%04x", value);
    }

    /** The first field that differs, after it a colon and both values; null for none. */
    private static String difference(Said ours, Said theirs) {
        if (ours == null || theirs == null) {
            return ours == null ? "tshark only: " + theirs.fields : "ours only: " + ours.fields;
        }
        boolean broken = !theirs.get("_ws.malformed").isEmpty();
        if (broken != !ours.get("_ws.malformed").isEmpty()) {
            return "malformed: only " + (broken ? "tshark" : "ours") + ": ours " + ours.fields + ", tshark " + theirs.fields;
        }
        for (String field : FIELDS.subList(2, FIELDS.size() - 2)) {
            if (broken && !field.endsWith(".id") && !field.endsWith(".flags")) {
                continue;
            }
            List<String> left = ours.get(field).stream().map(String::toLowerCase).toList();
            List<String> right = theirs.get(field).stream().map(v -> v.equals("<Root>") ? "." : v).map(String::toLowerCase)
                    .toList();
            if (!left.equals(right)) {
                return field + ": ours " + left + ", tshark " + right + " of " + theirs.get("frame.protocols");
            }
        }
        return null;
    }
}
