package io.pcaplens.mcp;

import io.pcaplens.analysis.Watch;
import io.pcaplens.report.Problem;
import io.pcaplens.source.SourceWatch;

/** Stops one call, wherever its work is, once it was cancelled. */
final class CallWatch implements Watch, SourceWatch {
    private volatile boolean cancelled;

    /** Makes the work end at its next report, which comes at least every few thousand packets. */
    void cancel() {
        cancelled = true;
    }

    @Override
    public void reached(long bytesDone, long bytesTotal, long packets) throws Problem {
        check();
    }

    @Override
    public void reached(long bytesDone, long bytesTotal) throws Problem {
        check();
    }

    private void check() throws Problem {
        if (cancelled) {
            throw new Problem("The call was cancelled.");
        }
    }
}
