package io.wirecause.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.Tool;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.AnswerRules;
import io.wirecause.testing.Answered;
import io.wirecause.testing.FrameList;
import io.wirecause.testing.PcapBuilder;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bounds memory and answers, and that nothing that comes over the wire makes us fail. */
class SipBoundsTest {
    @TempDir
    Path folder;

    private static String nasty(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("\u0001\u202e\\\"\u200bz\u00e9".charAt(random.nextInt(7)));
        }
        return text.toString();
    }

    private void assertWithinTheRules(Path capture) throws Exception {
        Tool<?> tool = SipTool.TOOL;
        try (Capture opened = Capture.open(capture); ToolService service = new ToolService()) {
            Pass.Reading reading = Pass.read(new ToolContext("c", opened, Limits.DEFAULT, ProgressListener.NONE), List.of());
            CallOutcome outcome = service.call(tool.name(), Map.of("pcap_file", capture.toString()));
            assertEquals(List.of(), AnswerRules.broken(tool, outcome, reading), () -> sizes(outcome));
        }
    }

    private static String sizes(CallOutcome outcome) {
        StringBuilder sizes = new StringBuilder();
        outcome.answer().forEach((key, value) -> sizes.append(key).append(' ')
                .append(new CallOutcome(null, Map.of(key, value), null)
                .prettyJson().replaceAll("\n *", "").length()).append(", "));
        return sizes.toString();
    }

    @Test
    void shouldStayWithin20KilobytesWhenEverythingHappensAtOnce() throws Exception {
        Random random = new Random(5);
        Dialogs all = new Dialogs();
        for (int i = 0; i < 300; i++) {
            String more = "User-Agent: " + nasty(random, 300) + "\nServer: " + nasty(random, 300) + "\nContact: <sip:"
                    + nasty(random, 300)
                    + "@h>\nWarning: 399 " + nasty(random, 300) + "\n" + nasty(random, 60) + "\n";
            String id = nasty(random, 200) + i;
            all.call("f" + id).request("INVITE", 1, "i", null, more + "Refer-To: x\n")
                    .response(404 + i % 20, "INVITE", 1, "i", "b" + i, more);
            all.call("r" + id).request("REGISTER", 1, "r", null, more).response(403, "REGISTER", 1, "r", "x", more);
            all.request("REGISTER", 2, "r2", null, "Authorization: Digest nonce=\"N\"\n")
                    .response(403, "REGISTER", 2, "r2", "x", more);
            all.call("u" + id);
            for (int again = 0; again < 3; again++) {
                all.request(nasty(random, 20).replaceAll("[^z]", "Z") + i, 1, "u", null, more).after(0.5);
            }
            all.call("s" + id).request("INVITE", 1, "s", null, Dialogs.sdp("10.0.0.1", 4000 + 4 * i, "0 8"));
            for (int again = 0; again < 3; again++) {
                all.after(0.5).request("INVITE", 1, "s", null, "");
            }
            all.response(200, "INVITE", 1, "s", "b", Dialogs.sdp("192.0.2.20", 20_000 + 4 * i, i % 2 == 0 ? "18" : "0"))
                    .request("ACK", 1, "k", "b", "").request("REFER", 2, "t", "b",
                    "Refer-To: <sip:" + nasty(random, 200) + ">\n");
            if (i < 20) {
                all.rtp(10, 4000 + 4 * i, 20, 20_000 + 4 * i, 0, 1, 60).rtp(10, 4000 + 4 * i, 20, 20_000 + 4 * i, 0, 80, 60);
                all.rtp(10, 4002 + 4 * i, 20, 20_002 + 4 * i, 0, 1, 10);
            }
        }
        Path capture = all.write(folder);
        assertWithinTheRules(capture);
        assertTrue(all.answer(folder).findings().size() >= 8, "findings: " + all.answer(folder).issues());
    }

    @Test
    void shouldBoundWhatAFloodOfCallsLeavesBehind() throws Exception {
        PcapBuilder flood = new PcapBuilder();
        for (int i = 0; i < 120_000; i++) {
            flood.after(50).udp(10, 5060, 20, 5060, ("INVITE sip:" + i + "@x SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK" + i
                    + "\r\nFrom: <sip:a@b>;tag=" + i + "\r\nTo: <sip:c@d>\r\nCall-ID: " + i
                    + "\r\nCSeq: 1 INVITE\r\nUser-Agent: x" + i
                    + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        Path capture = flood.write(folder);
        assertWithinTheRules(capture);
        try (Capture opened = Capture.open(capture)) {
            Answered<SipAnswer> answer = Answered.of(SipAnswer.class, SipTool.TOOL,
                    new SipArguments(new CaptureArguments("c"), null, null, null, null, "calls", false,
                    new PageArguments(1000, "1000")),
                    new ToolContext("c", opened, Limits.DEFAULT, ProgressListener.NONE));
            assertEquals(120_000, answer.body().callsTotal());
            assertEquals(0, answer.body().calls().size(), "the worst 1,000 are on the first page");
            assertTrue(answer.coverage().notes().stream().anyMatch(n -> n.contains("110000 calls were judged before the end")));
            assertTrue(answer.coverage().notes().stream().anyMatch(n -> n.contains("lower bounds")));
        }
    }

    private static FrameList everything() throws IOException {
        FrameList all = new FrameList();
        for (Path file : TestCaptures.in("sip")) {
            // A few packets of RTP are as good as many here.
            FrameList each = FrameList.read(file);
            each.frames().stream().filter(f -> f.length > 0 && (f.length < 42 || (f[42] & 0xc0) != 0x80))
                    .forEach(f -> all.add(0, f));
            each.frames().stream().filter(f -> f.length >= 42 && (f[42] & 0xc0) == 0x80).limit(20)
                    .forEach(f -> all.add(0, f));
        }
        return all;
    }

    private void assertAnswers(Path capture, int frames) throws Exception {
        try (Capture opened = Capture.open(capture)) {
            Answered<SipAnswer> answer = Answered.of(SipAnswer.class, SipTool.TOOL,
                    new SipArguments(new CaptureArguments("c"), null, null, null, null, "packets", true,
                    new PageArguments(1000, null)),
                    new ToolContext("c", opened, Limits.DEFAULT, ProgressListener.NONE));
            assertEquals(frames, answer.totalPackets());
        }
    }

    @Test
    void shouldAnswerWhateverLengthTheFramesAreCutAt() throws Exception {
        FrameList all = everything();
        for (int snaplen = 0; snaplen < 900; snaplen += snaplen < 120 ? 1 : 7) {
            assertAnswers(all.write(folder.resolve("cut.pcap"), snaplen), all.frames().size());
        }
    }

    @Test
    void shouldAnswerWhateverBitsAreFlipped() throws Exception {
        Random random = new Random(20_261_123);
        for (int round = 0; round < 60; round++) {
            FrameList all = everything();
            for (byte[] frame : all.frames()) {
                for (int flips = random.nextInt(6); flips >= 0; flips--) {
                    frame[14 + random.nextInt(frame.length - 14)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            assertAnswers(all.write(folder.resolve("flipped.pcap")), all.frames().size());
        }
    }
}
