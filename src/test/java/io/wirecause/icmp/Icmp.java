package io.wirecause.icmp;

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
final class Icmp {
    private Icmp() {
    }

    static Answered<IcmpAnswer> answer(Path capture) throws Exception {
        return answer(capture, null, null, false, 10, null);
    }

    static Answered<IcmpAnswer> answer(Path capture, String address, String type, boolean detailed, int limit,
            String cursor) throws Exception {
        try (Capture open = Capture.open(capture)) {
            return Answered.of(IcmpAnswer.class, IcmpTool.TOOL,
                    new IcmpArguments(new CaptureArguments(capture.toString()), address, type, detailed,
                    new PageArguments(limit, cursor)),
                    new ToolContext(capture.toString(), open, Limits.DEFAULT, ProgressListener.NONE));
        }
    }

    /** Every message of a capture, page by page. */
    static List<IcmpPacketRecord> all(Path capture) throws Exception {
        List<IcmpPacketRecord> all = new ArrayList<>();
        String cursor = null;
        do {
            Answered<IcmpAnswer> answer = answer(capture, null, null, false, 1000, cursor);
            all.addAll(answer.body().packets());
            cursor = answer.page().nextCursor();
        } while (cursor != null);
        return all;
    }
}
