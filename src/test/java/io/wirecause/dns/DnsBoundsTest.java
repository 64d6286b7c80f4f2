package io.wirecause.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.AnswerSize;
import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.bytes.ByteView;
import io.wirecause.capture.Capture;
import io.wirecause.dns.message.DnsBytes;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.name.NameTable;
import io.wirecause.dns.statistics.ServerTable;
import io.wirecause.testing.Answered;
import io.wirecause.testing.PcapBuilder;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept and what is answered stay bounded, whatever comes. */
class DnsBoundsTest {
    @TempDir
    private Path folder;

    private static byte[] label(Random random) {
        byte[] bytes = new byte[60];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Everything long, nothing twice: names, data, types, codes, and every finding at once. */
    private PcapBuilder hostile(int exchanges) {
        Random random = new Random(9);
        PcapBuilder pcap = new PcapBuilder();
        for (int i = 0; i < exchanges; i++) {
            String first = new String(label(random), java.nio.charset.StandardCharsets.ISO_8859_1).replace('.', 'x');
            String name = first + "." + first + "." + first + ".d" + i % 40 + ".test";
            int type = random.nextInt(65_536);
            int client = random.nextInt(250);
            int server = random.nextInt(250);
            pcap.after(400_000).udp(client, 2_000 + i, server, 53, DnsBytes.query(i, name, type).bytes());
            if (i % 5 == 0) {
                continue;
            }
            int flags = DnsBytes.RESPONSE | new int[] {0, 2, 3, 5, DnsBytes.TRUNCATED}[i % 5];
            DnsBytes response = new DnsBytes(i, flags).question(name, type);
            for (int answer = 0; answer < 6; answer++) {
                byte[] data = new byte[200];
                random.nextBytes(data);
                response.record(1, name, 16, data);
            }
            pcap.after(i % 3 * 900_000).udp(server, 53, client, 2_000 + i, response.bytes());
        }
        return pcap;
    }

    @Test
    void shouldStayWithin20KilobytesWhenEverythingIsLong() throws Exception {
        try (Capture capture = hostile(2_000).open(folder)) {
            Answered<DnsAnswer> answer = Answered.of(DnsAnswer.class, DnsTool.TOOL,
                    new DnsArguments(new CaptureArguments("c"), null, null, null, null, false, new PageArguments(10, null)),
                    new ToolContext("c", capture, Limits.DEFAULT, ProgressListener.NONE));
            assertTrue(AnswerSize.of(answer.envelope()) <= AnswerSize.DEFAULT_LIMIT, AnswerSize.of(answer) + " bytes");
            assertTrue(answer.page().returned() >= 1);
            assertEquals(answer.page().returned(), answer.body().packets().size());
            assertEquals(String.valueOf(answer.page().returned()), answer.page().nextCursor());
            assertTrue(answer.findings().size() >= 5, answer.issues().toString());
        }
    }

    @Test
    void shouldKeepTablesWithinTheirBounds() {
        DnsStatistics seen = observe(new DnsMessage());
        assertTrue(seen.servers.size() <= ServerTable.MAX_SERVERS);
        assertTrue(seen.names.distinct() <= NameTable.MAX_DISTINCT);
        assertTrue(seen.names.moreThanKept());
        assertTrue(seen.hidden.moreDomains());
        assertTrue(seen.types.size() <= 65, seen.types.size() + " types");
        assertTrue(seen.malformed.summary().kinds().size() <= 7, seen.malformed.summary().toString());
        assertEquals(NameTable.MAX_NAMES + 10_000, seen.analyzed);
        long typed = seen.types.values().stream().mapToLong(Long::longValue).sum();
        assertEquals(NameTable.MAX_NAMES + 10_000, typed, "what is beyond the keys is counted together");
    }

    private static DnsStatistics observe(DnsMessage message) {
        try {
            DnsArguments arguments = new DnsArguments(new CaptureArguments("c"), null, null, null, null, false,
                    new PageArguments(10, null));
            DnsStatistics seen = new DnsStatistics(DnsFilter.of(arguments),
                    new io.wirecause.analysis.PageWindow(null, 10), false, null);
            for (int i = 0; i < NameTable.MAX_NAMES + 10_000; i++) {
                byte[] bytes = DnsBytes.query(i, "a.domain" + i + ".test", i % 3_000).bytes();
                message.parse(ByteView.of(bytes), bytes.length, DnsService.DNS);
                seen.message(message, new DnsMessageContext(i, i * 1_000L, DnsBytes.host(1, i & 0xffff),
                        new io.wirecause.flow.FlowKey.Endpoint(4, 0, i, 53), false));
            }
            seen.finish(0);
            return seen;
        } catch (io.wirecause.report.UserFacingException e) {
            throw new AssertionError(e);
        }
    }
}
