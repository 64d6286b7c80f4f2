package io.wirecause.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.capture.Capture;
import io.wirecause.corpus.Corpus;
import io.wirecause.corpus.Tshark;
import io.wirecause.http.exchange.ExchangeSink;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.http.exchange.HttpVersion;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.TcpCarrier;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Our exchanges against tshark's, over the corpus and testdata/http: methods and statuses of each connection in order, which
 * answer belongs to which request, headers of HTTP/2, messages of gRPC and WebSocket. docs/http-vs-tshark.md explains each kind
 * of difference. By default tshark is asked only about captures in which we find HTTP; {@code -Dwirecause.tshark=all} asks
 * about all.
 */
class HttpAgainstTsharkTest {
    private final Map<String, Integer> same = new TreeMap<>();
    private final Map<String, Set<String>> explained = new TreeMap<>();
    private final List<String> unexplained = new ArrayList<>();

    /** What we find in a capture. */
    private record Ours(List<HttpExchange> exchanges, HttpReaders readers) {
        Map<Integer, List<HttpExchange>> byStream() {
            Map<Integer, List<HttpExchange>> streams = new TreeMap<>();
            exchanges.stream().sorted(Comparator.comparingLong(HttpAgainstTsharkTest::start))
                    .forEach(e -> streams.computeIfAbsent(e.connection().stream(), k -> new ArrayList<>()).add(e));
            return streams;
        }
    }

    /** What tshark says of one connection. */
    private static final class Theirs {
        private final List<String> methods = new ArrayList<>();
        private final List<String> statuses = new ArrayList<>();
        private final List<long[]> pairs = new ArrayList<>();
        private final List<String> paths2 = new ArrayList<>();
        private final List<String> statuses2 = new ArrayList<>();
        private boolean dissected;
    }

    private static long start(HttpExchange e) {
        return e.request().isBegun() ? e.request().firstFrame() : e.response().firstFrame();
    }

    @Test
    void shouldSayWhatTsharkSaysOfRequestsAndAnswers() throws Exception {
        Tshark.assumeInstalled();
        boolean all = "all".equals(System.getProperty("wirecause.tshark"));
        List<Path> captures = Stream.concat(Corpus.captures().stream(),
                TestCaptures.plain().stream().filter(c -> TestCaptures.path(c).startsWith("http/"))).toList();
        for (Path capture : captures) {
            Ours ours = ours(capture);
            if (ours != null && (all || !ours.exchanges.isEmpty())) {
                compare(capture, ours);
            }
        }
        explained.forEach((rule, cases) -> System.out.println(cases.size() + " explained: " + rule + ": "
                + cases.stream().limit(4).toList()));
        System.out.println("HTTP against tshark, the same: " + same);
        assertTrue(same.getOrDefault("pairs", 0) > 400, () -> "only " + same);
        assertEquals("", String.join("\n", unexplained));
    }

    private static Ours ours(Path path) throws IOException {
        List<HttpExchange> exchanges = new ArrayList<>();
        ExchangeSink sink = new ExchangeSink() {
            @Override
            public void ended(HttpExchange exchange) {
                exchanges.add(exchange);
            }

            @Override
            public void leftOpen(HttpExchange exchange) {
                exchanges.add(exchange);
            }
        };
        int most = Limits.DEFAULT.maxConnections();
        HttpReaders readers = new HttpReaders();
        TcpCarrier carrier = new TcpCarrier(most);
        HttpAnalyzer analyzer = new HttpAnalyzer(carrier, sink, readers, PayloadStreams.Source.of(most));
        try (Capture capture = Capture.open(path)) {
            Pass.run(new ToolContext(path.toString(), capture, Limits.DEFAULT, ProgressListener.NONE),
                    List.of(carrier, analyzer));
        } catch (UserFacingException e) {
            // No capture for us; those that nobody else opens either are told by other tests.
            return null;
        }
        analyzer.finish();
        return new Ours(exchanges, readers);
    }

    private void compare(Path capture, Ours ours) throws IOException {
        Map<Integer, Theirs> theirs = tshark(capture);
        Map<Integer, List<HttpExchange>> mine = ours.byStream();
        Set<Integer> streams = new LinkedHashSet<>(mine.keySet());
        streams.addAll(theirs.keySet());
        for (int stream : streams) {
            String where = Corpus.name(capture) + " tcp.stream " + stream;
            compare(where, mine.getOrDefault(stream, List.of()), theirs.getOrDefault(stream, new Theirs()));
        }
        messages(capture, ours);
    }

    private void compare(String where, List<HttpExchange> mine, Theirs theirs) {
        List<HttpExchange> first = mine.stream().filter(e -> e.version() != HttpVersion.HTTP_2).toList();
        List<HttpExchange> second = mine.stream().filter(e -> e.version() == HttpVersion.HTTP_2).toList();
        List<HttpExchange> answered = first.stream().filter(e -> e.status() > 0 && e.streamId() == 0)
                .sorted(Comparator.comparingLong(e -> e.response().firstFrame())).toList();
        sequence(where, "methods", first.stream().map(e -> e.asked().method()).filter(m -> m != null).toList(),
                theirs.methods, theirs);
        boolean equal = sequence(where, "statuses", answered.stream().map(e -> String.valueOf(e.status())).toList(),
                theirs.statuses, theirs);
        if (equal) {
            pairs(where, answered, theirs);
        }
        sequence(where, "HTTP/2 paths", second.stream().map(e -> e.asked().path()).filter(p -> p != null && !p.isEmpty())
                .map(p -> p.replaceAll("\\?.*", "")).sorted().toList(), theirs.paths2.stream().sorted().toList(), theirs);
        sequence(where, "HTTP/2 statuses", mine.stream().filter(e -> e.streamId() > 0 && e.status() > 0)
                .map(e -> String.valueOf(e.status())).sorted().toList(), theirs.statuses2.stream().sorted().toList(), theirs);
    }

    private boolean sequence(String where, String what, List<String> mine, List<String> theirs, Theirs all) {
        if (mine.equals(theirs)) {
            same.merge(what, mine.size(), Integer::sum);
            return true;
        }
        String rule = HttpDifferences.explain(what, mine, theirs, all.dissected);
        if (rule == null) {
            unexplained.add(where + " " + what + ": we " + mine.stream().limit(12).toList() + " of " + mine.size() + ", tshark "
                    + theirs.stream().limit(12).toList() + " of " + theirs.size());
        } else {
            explained.computeIfAbsent(what + ": " + rule, k -> new LinkedHashSet<>()).add(where);
        }
        return false;
    }

    /** The i-th answer of tshark's is the i-th of ours: its request lies in the frames of the request that we paired it with. */
    private void pairs(String where, List<HttpExchange> answered, Theirs theirs) {
        for (int i = 0; i < answered.size(); i++) {
            HttpExchange e = answered.get(i);
            long[] pair = theirs.pairs.get(i);
            boolean frame = pair[0] >= e.response().firstFrame() && pair[0] <= e.response().lastFrame();
            boolean request = pair[1] == 0 ? e.ordinal() == 0 : pair[1] >= e.request().firstFrame()
                    && pair[1] <= e.request().lastFrame();
            if (frame && request) {
                same.merge("pairs", 1, Integer::sum);
            } else {
                String rule = HttpDifferences.explainPair(e, pair);
                if (rule == null) {
                    unexplained.add(where + " answer in frame " + pair[0] + " of tshark to " + pair[1] + ", ours in "
                            + e.response().firstFrame() + " to " + e.response().lastFrame() + " to request in "
                            + e.request().firstFrame()
                            + " to " + e.request().lastFrame());
                } else {
                    explained.computeIfAbsent("pairs: " + rule, k -> new LinkedHashSet<>()).add(where + " frame " + pair[0]);
                }
            }
        }
    }

    private void messages(Path capture, Ours ours) throws IOException {
        if (ours.readers.sockets.sessions() > 0) {
            long count = Tshark.lines(capture, "-Y", "websocket", "-T", "fields", "-E", "aggregator=;", "-e",
                    "websocket.opcode", "-e", "websocket.fin").stream().mapToLong(HttpAgainstTsharkTest::messages).sum();
            sequence(Corpus.name(capture), "WebSocket messages", List.of(String.valueOf(ours.readers.sockets.messagesOfClients()
                    + ours.readers.sockets.messagesOfServers())), List.of(String.valueOf(count)), new Theirs());
        }
        if (ours.readers.http2.calls().calls() > 0) {
            long count = Tshark.lines(capture, "-d", "tcp.port==50051,http2", "-Y", "grpc", "-T", "fields", "-E",
                    "aggregator=;", "-e", "grpc.message_length").stream().mapToLong(line -> line.split(";").length).sum();
            long mine = ours.exchanges.stream().filter(e -> e.grpc() != null)
                    .mapToLong(e -> e.grpc().sent() + e.grpc().received()).sum();
            sequence(Corpus.name(capture), "gRPC messages", List.of(String.valueOf(mine)), List.of(String.valueOf(count)),
                    new Theirs());
        }
    }

    private static long messages(String line) {
        String[] columns = line.split("\t", -1);
        String[] opcodes = columns[0].split(";");
        String[] fins = columns[1].split(";");
        long count = 0;
        for (int i = 0; i < opcodes.length; i++) {
            count += !opcodes[i].isEmpty() && Integer.parseInt(opcodes[i]) < 3
                    && (fins[i].equals("1") || fins[i].equals("True")) ? 1 : 0;
        }
        return count;
    }

    private static Map<Integer, Theirs> tshark(Path capture) throws IOException {
        Map<Integer, Theirs> streams = new TreeMap<>();
        for (String line : Tshark.lines(capture, "-2", "-d", "tcp.port==50051,http2", "-Y", "tcp && (http || http2) && !icmp",
                "-T", "fields", "-E", "aggregator=;", "-e",
                "tcp.stream", "-e", "frame.number", "-e", "http.request.method", "-e", "http.response.code", "-e",
                "http.request_in", "-e", "http2.headers.path", "-e", "http2.headers.status")) {
            String[] c = line.split("\t", -1);
            Theirs of = streams.computeIfAbsent(Integer.valueOf(Tshark.first(c[0])), k -> new Theirs());
            of.dissected = true;
            values(c[2]).forEach(of.methods::add);
            List<String> requests = values(c[4]);
            int answer = 0;
            for (String status : values(c[3])) {
                boolean last = status.length() == 3 && (status.charAt(0) != '1' || status.equals("101"));
                if (last) {
                    of.statuses.add(status);
                    of.pairs.add(new long[] {Long.parseLong(c[1]),
                            answer < requests.size() ? Long.parseLong(requests.get(answer)) : 0});
                }
                answer++;
            }
            values(c[5]).forEach(p -> of.paths2.add(p.replaceAll("\\?.*", "")));
            values(c[6]).stream().filter(s -> s.charAt(0) != '1').forEach(of.statuses2::add);
        }
        return streams;
    }

    private static List<String> values(String field) {
        return field.isEmpty() ? List.of() : List.of(field.split(";"));
    }
}
