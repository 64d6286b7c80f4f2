package io.wirecause.dhcp;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.testing.Answered;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the tool for tests. */
final class Dhcp {
    private Dhcp() {
    }

    static Answered<DhcpAnswer> answer(Path capture) throws Exception {
        return answer(capture, null, null, null, false, 10, null);
    }

    static Answered<DhcpAnswer> answer(Path capture, String client, String server, String type, boolean detailed, int limit,
            String cursor)
            throws Exception {
        try (Capture open = Capture.open(capture)) {
            return Answered.of(DhcpAnswer.class, DhcpTool.TOOL,
                    new DhcpArguments(new CaptureArguments(capture.toString()), client, server, type, detailed,
                    new PageArguments(limit, cursor)),
                    new ToolContext(capture.toString(), open, Limits.DEFAULT, ProgressListener.NONE));
        }
    }

    /** Every message of a capture with all its options, page by page. */
    static List<DhcpPacketRecord> all(Path capture) throws Exception {
        List<DhcpPacketRecord> all = new ArrayList<>();
        String cursor = null;
        do {
            Answered<DhcpAnswer> answer = answer(capture, null, null, null, true, 1000, cursor);
            all.addAll(answer.body().packets());
            cursor = answer.page().nextCursor();
        } while (cursor != null);
        return all;
    }
}
