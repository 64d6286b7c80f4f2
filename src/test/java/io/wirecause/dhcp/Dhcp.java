package io.wirecause.dhcp;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the tool for tests. */
final class Dhcp {
    private Dhcp() {
    }

    static DhcpAnswer answer(Path capture) throws Exception {
        return answer(capture, null, null, null, false, 10, null);
    }

    static DhcpAnswer answer(Path capture, String client, String server, String type, boolean detailed, int limit, String cursor)
            throws Exception {
        try (Capture open = Capture.open(capture)) {
            return (DhcpAnswer) new DhcpTool().run(new DhcpArguments(capture.toString(), client, server, type, detailed, limit,
                    cursor),
                    new ToolContext(capture.toString(), open, Limits.DEFAULT, ProgressListener.NONE));
        }
    }

    /** Every message of a capture with all its options, page by page. */
    static List<DhcpPacketRecord> all(Path capture) throws Exception {
        List<DhcpPacketRecord> all = new ArrayList<>();
        String cursor = null;
        do {
            DhcpAnswer answer = answer(capture, null, null, null, true, 1000, cursor);
            all.addAll(answer.packets());
            cursor = answer.page().nextCursor();
        } while (cursor != null);
        return all;
    }
}
