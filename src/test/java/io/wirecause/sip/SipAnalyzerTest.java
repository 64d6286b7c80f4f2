package io.wirecause.sip;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.report.UserFacingException;

class SipAnalyzerTest {
    /** An analyzer of everything. */
    static SipAnalyzer analyzer() {
        try {
            SipFilter filter = SipFilter.of(new SipArguments(new CaptureArguments(""), null, null, null, null, "packets", false,
                    new PageArguments(10, null)));
            return new SipAnalyzer(new SipPacketLog(filter, false, new PageWindow(null, 10)), true,
                    PayloadStreams.Source.of(Limits.DEFAULT.maxConnections()));
        } catch (UserFacingException e) {
            throw new IllegalStateException(e);
        }
    }
}
