package io.wirecause.testing;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.Tool;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.report.Answer;
import io.wirecause.report.Coverage;
import io.wirecause.report.Finding;
import io.wirecause.report.Page;
import io.wirecause.report.UserFacingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An answer with its body as the record that it is.
 *
 * @param envelope the answer
 * @param body     its body
 * @param <B>      the body's type
 */
public record Answered<B extends Record>(Answer envelope, B body) {
    /** The arguments that every tool takes, where a test opens the capture itself. */
    public static final CaptureArguments CAPTURE = new CaptureArguments("capture");

    /** The answer of a tool whose bodies have this type. */
    public static <A extends Record & ToolArguments, B extends Record> Answered<B> of(Class<B> body, Tool<A> tool, A arguments,
                                                                                     ToolContext context)
                                                                                     throws UserFacingException {
        Answer answer = tool.run(arguments, context);
        return new Answered<>(answer, body.cast(answer.body()));
    }

    /** The same, on a capture that is opened for it. */
    public static <A extends Record & ToolArguments, B extends Record> Answered<B> of(Class<B> body, Tool<A> tool, A arguments,
                                                                                     Path capture) throws Exception {
        try (Capture open = Capture.open(capture)) {
            return of(body, tool, arguments, new ToolContext(capture.toString(), open, Limits.DEFAULT, ProgressListener.NONE));
        }
    }

    /** So many items from the start. */
    public static PageArguments page(int limit) {
        return new PageArguments(limit, null);
    }

    /** The counts of packets. */
    public <T extends Record> T totals(Class<T> type) {
        return type.cast(envelope.totals());
    }

    public long totalPackets() {
        return envelope.totalPackets();
    }

    public Map<String, Object> filter() {
        return envelope.filter();
    }

    public Page page() {
        return envelope.page();
    }

    public List<String> issues() {
        return envelope.issues();
    }

    public List<Finding> findings() {
        return envelope.findings();
    }

    public Coverage coverage() {
        return envelope.coverage();
    }
}
