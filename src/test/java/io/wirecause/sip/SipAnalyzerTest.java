package io.wirecause.sip;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.PageWindow;
import io.wirecause.report.Problem;

class SipAnalyzerTest {
    /** An analyzer of everything. */
    static SipAnalyzer analyzer() {
        try {
            SipFilter filter = SipFilter.of(new SipArguments("", null, null, null, null, "packets", false, 10, null));
            return new SipAnalyzer(new MessageLog(filter, false, new PageWindow(null, 10)), true,
                    Limits.DEFAULT.maxConnections());
        } catch (Problem e) {
            throw new IllegalStateException(e);
        }
    }
}
