package io.wirecause.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.Json;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was changed between a good day and a bad day of real servers is what the comparison says, and no more. */
class ComparedDaysTest {
    private static final Path PAIRS = TestCaptures.ROOT.resolve("compare");
    private static ToolService service;

    @TempDir
    Path directory;

    @BeforeAll
    static void open() {
        service = new ToolService();
    }

    @AfterAll
    static void close() {
        service.close();
    }

    private static Map<?, ?> compare(Path first, Path other, Object... more) {
        Map<String, Object> arguments = new HashMap<>(Map.of("pcap_file", first.toString(), "other_file", other.toString(),
                "relation", "before_after"));
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        CallOutcome outcome = service.call(TestCaptures.COMPARES, arguments);
        assertEquals(CallOutcome.Status.ANSWERED, outcome.status(), outcome.failure());
        return (Map<?, ?>) Json.parse(outcome.json());
    }

    private static Map<?, ?> days(String pair, Object... more) {
        return compare(PAIRS.resolve(pair).resolve("before.pcap"), PAIRS.resolve(pair).resolve("after.pcap"), more);
    }

    private static List<?> changed(Map<?, ?> answer) {
        return ((List<?>) answer.get("findings")).stream().map(finding -> ((Map<?, ?>) finding))
                .filter(finding -> finding.get("code").equals("service_changed")).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "slower-backend    | SERVER:80: answers take 3\\d\\d ms .*, 32 of them\\), before 2\\d.* ms .*, 32\\)\\.",
        "longer-tail       | SERVER:80: answers take up to 7\\d\\d ms \\(p95.*",
        "failing-requests  | SERVER:80: 19 of 40 requests fail \\(503: 19\\), before 0 of 40\\. New in .*503 Service.*",
        "lossy-path        | SERVER:5001: 5\\.08 % of 590 segments .* from clients get lost, before none .* packet loss .*",
        "longer-way        | SERVER:80: connecting takes 9.* before 1.*; answers are slower by no more than that explains\\.",
        "device-on-the-way | SERVER:80: SACK is not taken .*; window scaling is not taken .*; MSS .* 1200, before 1460\\.",
        "older-version     | SERVER:443 \\(shop\\.example\\.test\\): TLS version is TLS 1\\.2, before TLS 1\\.3; .*",
        "moved-server      | shop\\.example\\.test:80 \\(now at 198\\.51\\.100\\.90, before at SERVER\\): answers take 2\\d.*",
        "database-gone     | SERVER:5432: none of 8 connections succeeds, before 8 of 8 did\\. New .* refused .*"})
    void shouldTellWhatWasChangedAndNothingElse(String pair, String conclusion) {
        Map<?, ?> answer = days(pair);
        String expected = conclusion.replace("SERVER", "198\\.51\\.100\\.80");
        assertTrue(answer.get("conclusion").toString().matches(expected), answer.get("conclusion").toString());
        assertEquals(1, changed(answer).size(), answer.get("findings").toString());
        // The other way round nothing got worse but what is slower to be found: nothing at all.
        Map<?, ?> better = compare(PAIRS.resolve(pair).resolve("after.pcap"), PAIRS.resolve(pair).resolve("before.pcap"));
        assertEquals(List.of(), better.get("findings"), pair);
        assertTrue(better.get("conclusion").toString().startsWith("No service"), better.get("conclusion").toString());
        assertTrue(!((List<?>) better.get("differences")).isEmpty(), pair);
    }

    @Test
    void shouldSayThatNothingIsWorseWhereTheSameServiceRanForLonger() {
        for (Map<?, ?> answer : List.of(days("same-as-before"), compare(PAIRS.resolve("same-as-before/after.pcap"),
                PAIRS.resolve("same-as-before/before.pcap")))) {
            assertEquals(List.of(), answer.get("differences"));
            assertEquals(List.of(), answer.get("findings"));
        }
    }

    @Test
    void shouldTellAnotherCertificateAndCipherAsNoFault() {
        Map<?, ?> answer = days("new-certificate");
        assertEquals(List.of(), answer.get("findings"));
        String line = ((List<?>) answer.get("differences")).get(0).toString();
        assertTrue(line.contains("certificate is \"shop.example.test\"") && line.contains("cipher suite is "), line);
    }

    @Test
    void shouldSayNothingOfHalvesOfAHealthyCapture() throws IOException {
        int compared = 0;
        for (Path capture : TestCaptures.healthy()) {
            int frames = capture.toString().endsWith(".pcap") && isLittleEndian(capture) ? Clock.frames(capture) : 0;
            if (frames >= 80) {
                Path first = directory.resolve("first.pcap");
                Path second = directory.resolve("second.pcap");
                Clock.cut(capture, first, 1, frames / 2);
                Clock.cut(capture, second, frames / 2 + 1, frames);
                assertEquals(List.of(), changed(compare(first, second)), capture.toString());
                assertEquals(List.of(), changed(compare(second, first)), capture.toString());
                compared++;
            }
        }
        assertTrue(compared >= 20, compared + " compared");
    }

    private static boolean isLittleEndian(Path capture) throws IOException {
        int magic = Files.readAllBytes(capture)[0] & 0xff;
        return magic == 0xd4 || magic == 0x4d;
    }

    @Test
    void shouldListPagesAndBothSides() {
        Map<?, ?> page = days("moved-server", "limit", 1, "detailed", true);
        assertEquals(1, ((List<?>) page.get("differences")).size());
        String cursor = ((Map<?, ?>) page.get("page")).get("next_cursor").toString();
        assertEquals(1, ((List<?>) days("moved-server", "limit", 1, "cursor", cursor).get("differences")).size());
        String side = page.get("services").toString();
        assertTrue(side.contains("before ") && side.contains("; now "), side);
    }

    @Test
    void shouldNarrowToAServerWhereverItIsReached() {
        assertEquals(List.of(), changed(days("database-gone", "server_port", 80)));
        assertEquals(1, changed(days("database-gone", "server_port", 5432)).size());
        assertEquals(1, changed(days("moved-server", "server_ip", "198.51.100.80")).size());
        assertEquals(1, changed(days("moved-server", "server_ip", "198.51.100.90")).size());
        assertEquals(0, days("moved-server", "server_ip", "203.0.113.1").get("matched_conversations"));
    }

    @Test
    void shouldRefuseAnInterfaceRatherThanIgnoreIt() {
        Path capture = PAIRS.resolve("same-as-before/before.pcap");
        CallOutcome outcome = service.call(TestCaptures.COMPARES, Map.of("pcap_file", capture.toString(), "other_file",
                capture.toString(), "relation", "before_after", "capture_interface", "eth0"));
        assertEquals(CallOutcome.Status.FAILED, outcome.status());
        assertTrue(outcome.failure().contains("same_traffic"), outcome.failure());
    }

    @Test
    void shouldTellFramesOfTheOtherFileForACauseThatIsNew() {
        Map<?, ?> finding = ((List<?>) days("database-gone").get("findings")).stream().map(f -> (Map<?, ?>) f)
                .filter(f -> f.get("code").equals("connection_refused")).findFirst().orElseThrow();
        assertTrue(((List<?>) finding.get("frames")).isEmpty() && ((List<?>) finding.get("connections")).isEmpty());
        assertTrue(((List<?>) finding.get("frames_in_files")).get(0).toString().matches("after\\.pcap#\\d+"));
        assertEquals("ip.addr == 198.51.100.80 && tcp.port == 5432", finding.get("display_filter"));
        assertTrue(finding.get("other_filter").toString().contains("tcp"), finding.get("other_filter").toString());
    }
}
