package io.wirecause.mcp.call;

import io.wirecause.analysis.CancellableList;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.Tool;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.capture.CaptureFile;
import io.wirecause.capture.FrameOrigins;
import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.json.AnswerSerializer;
import io.wirecause.mcp.json.ArgumentBinder;
import io.wirecause.mcp.json.Schema;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.report.Answer;
import io.wirecause.report.Finding;
import io.wirecause.report.UserFacingException;
import io.wirecause.report.WireText;
import io.wirecause.source.CaptureList;
import io.wirecause.source.FileIdentity;
import io.wirecause.source.LocalCapture;
import io.wirecause.source.LocalCaptures;
import io.wirecause.source.LocalPath;
import io.wirecause.source.SourceLimits;
import io.wirecause.source.SourcePolicy;
import io.wirecause.source.SourceWatch;
import io.wirecause.source.resolve.SourceResolver;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tools at hand and how one is called: the same for the server and for the command line. Safe for several threads. */
public final class ToolService implements AutoCloseable {
    /** What is said of a defect. */
    public static final String OWN_FAULT = "The analysis failed for a reason of the server's own; its log on stderr says more.";

    private static final Logger LOG = LoggerFactory.getLogger(ToolService.class);

    private final Map<String, Tool<?>> tools = new LinkedHashMap<>();
    private final SourcePolicy policy;
    /** The folder that calls may write files into; null for none. */
    private final Path exports;
    private final Limits limits;
    private final Duration timeLimit;
    private final ResultCache results = new ResultCache();
    private final SourceResolver sources;
    private final ComputePlaces places;

    /** All tools, on any capture that the user may read. */
    public ToolService() {
        this(ServerOptions.DEFAULT);
    }

    /** The tools of the catalog that are chosen, under these options, for one call at a time. */
    public ToolService(ServerOptions options) {
        this(options, 1);
    }

    /** @param callsAtOnce calls that compute at once, which share the memory */
    public ToolService(ServerOptions options, int callsAtOnce) {
        this(Catalog.tools(options.modules()), options, callsAtOnce);
    }

    /** These tools under these options, for one call at a time. */
    public ToolService(List<Tool<?>> tools, ServerOptions options) {
        this(tools, options, 1);
    }

    /** @param callsAtOnce calls that compute at once, which share the memory */
    public ToolService(List<Tool<?>> tools, ServerOptions options, int callsAtOnce) {
        tools.forEach(tool -> this.tools.put(tool.name(), tool));
        this.policy = options.sources();
        this.limits = Limits.within(options.maxPackets(), options.memory() / callsAtOnce);
        this.timeLimit = options.timeLimit();
        this.exports = options.exports();
        this.sources = new SourceResolver(policy);
        this.places = new ComputePlaces(callsAtOnce);
    }

    /**
     * A tool as it is shown.
     *
     * @param name        what a model calls
     * @param title       what people read
     * @param description when to use it and when not
     * @param arguments   JSON schema of the arguments
     */
    public record Entry(String name, String title, String description, Map<String, Object> arguments) {
    }

    /** What is in the box, in the order of the catalog. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Tool<?> tool : tools.values()) {
            entries.add(new Entry(tool.name(), tool.title(), tool.description(), Schema.ofArguments(tool.arguments())));
        }
        return entries;
    }

    /** The tools themselves, in the same order. */
    public List<Tool<?>> tools() {
        return List.copyOf(tools.values());
    }

    /** The names that can be called. */
    public List<String> names() {
        return List.copyOf(tools.keySet());
    }

    /** Whether URLs are fetched at all. */
    public boolean fetchesUrls() {
        return !policy.offline();
    }

    /** Whether calls may write files, into the folder that the user allows. */
    public boolean writesFiles() {
        return exports != null;
    }

    /** The captures in the allowed folders, or in the client's roots where any folder is allowed. */
    public CaptureList captures(List<Path> roots) {
        return sources.captures(roots);
    }

    /** What a call may cost at most, by names and units that tell. */
    public Map<String, Object> limits() {
        SourceLimits source = policy.limits();
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("max_packets", limits.maxPackets() == 0 ? "all" : limits.maxPackets());
        out.put("max_connections", limits.maxConnections());
        out.put("time_limit_seconds", timeLimit.toSeconds());
        out.put("max_download_bytes", source.maxDownloadBytes());
        out.put("download_time_limit_seconds", source.totalTimeout().toSeconds());
        out.put("max_unpacked_bytes", source.maxUnpackedBytes());
        out.put("max_unpacked_ratio", source.maxRatio());
        out.put("urls", policy.offline() ? "refused" : policy.allowedUrlHosts().isEmpty() ? "hosts with a public address"
                : String.join(", ", policy.allowedUrlHosts()));
        out.put("export_folder", exports == null ? "none" : WireText.clean(exports.toString()));
        out.put("allowed_folders", policy.allowedDirectories().isEmpty() ? "any"
                : policy.allowedDirectories().stream().map(folder -> WireText.clean(LocalPath.text(folder))).toList());
        return out;
    }

    /** Calls one of {@link #names}. */
    public CallOutcome call(String name, Map<String, Object> arguments) {
        return call(name, arguments, CallWatch.News.NONE);
    }

    /** Calls one of {@link #names}, and tells how far it is. */
    public CallOutcome call(String name, Map<String, Object> arguments, CallWatch.News news) {
        return call(tools.get(name), arguments, news);
    }

    /** Calls a tool, be it offered or not, and tells how far it is. */
    public CallOutcome call(Tool<?> tool, Map<String, Object> arguments, CallWatch.News news) {
        CallWatch watch = watch(news, "");
        try {
            return call(tool, arguments, List.of(), watch);
        } finally {
            watch.ended();
        }
    }

    /**
     * What follows a call and can stop it.
     *
     * @param client whose call it is: places to compute are shared out between clients
     */
    public CallWatch watch(CallWatch.News news, String client) {
        return new CallWatch(timeLimit, news, places, client);
    }

    /**
     * Calls a tool. Whatever goes wrong ends in the outcome: one call must never take the server down.
     *
     * @param roots where the client says it works: local captures must lie there unless the options name folders; empty
     *              where it does not say
     * @param watch to be told that it {@linkplain CallWatch#ended ended} once the answer is sent
     */
    public <A extends Record & ToolArguments> CallOutcome call(Tool<A> tool, Map<String, Object> arguments, List<Path> roots,
                                                           CallWatch watch) {
        watch.start();
        A bound;
        try {
            bound = ArgumentBinder.bind(tool.arguments(), arguments);
        } catch (UserFacingException e) {
            return CallOutcome.failed(CallOutcome.Status.BAD_ARGUMENTS, e.getMessage());
        }
        try {
            return run(tool, bound, roots, watch);
        } catch (CancellableList.Stopped e) {
            return failed(tool, e.why());
        } catch (UserFacingException e) {
            return failed(tool, e);
        } catch (Throwable e) {
            return CallOutcome.failed(CallOutcome.Status.FAILED, unexpected(tool, e));
        } finally {
            watch.computed();
        }
    }

    private <A extends Record & ToolArguments> CallOutcome run(Tool<A> tool, A arguments, List<Path> roots,
                                                                  CallWatch watch) throws UserFacingException, IOException {
        try (LocalCaptures local = sources.openAll(arguments.capture().pcapFile(), roots, watch);
             LocalCaptures other = arguments.otherFile() == null ? null
                     : sources.openAll(arguments.otherFile(), roots, watch)) {
            List<FileIdentity> files = new ArrayList<>(local.identities());
            files.addAll(other == null ? List.of() : other.identities());
            var key = new ResultCache.Key(tool.name(), arguments, files);
            watch.works();
            CallOutcome known = results.get(key);
            if (known != null) {
                return known;
            }
            CallOutcome answer = CallOutcome.answered(analyse(tool, arguments, local, other, watch));
            if (local.isSettled() && (other == null || other.isSettled()) && !arguments.leavesSomething()) {
                results.put(key, answer);
            }
            return answer;
        }
    }

    private <A extends Record & ToolArguments> Map<String, Object> analyse(Tool<A> tool, A arguments, LocalCaptures local,
                                                                              LocalCaptures other, CallWatch watch)
                                                                              throws UserFacingException, IOException {
        try (Capture capture = open(local);
             Capture second = other == null ? null : open(other)) {
            ToolContext call = new ToolContext(local.name(), capture, limits, watch, exports);
            Answer answer = tool.run(arguments,
                    second == null ? call : call.with(new ToolContext.Other(other.name(), second)));
            return AnswerSerializer.of(answer, finding -> inFiles(finding, capture));
        }
    }

    /** Tells the frames of a finding by file and number where the capture is a set of files. */
    private static Finding inFiles(Finding finding, Capture capture) {
        List<String> frames = new ArrayList<>();
        for (long number : finding.frames()) {
            FrameOrigins.Origin origin = capture.origin(number);
            if (origin != null) {
                frames.add(origin.toString());
            }
        }
        return frames.isEmpty() ? finding : finding.inFiles(frames);
    }

    private static Capture open(LocalCaptures local) throws UserFacingException {
        List<CaptureFile> files = new ArrayList<>();
        for (LocalCapture file : local.files()) {
            // Of a path or URL, the last part is what people know the file by.
            String name = file.name().substring(Math.max(file.name().lastIndexOf('/'),
                    file.name().lastIndexOf(File.separatorChar)) + 1);
            files.add(new CaptureFile(name.isEmpty() ? file.name() : name, file.path(), file.notice().orElse(null)));
        }
        return Capture.open(files, local.leftOut());
    }

    /**
     * Writes one line for each TCP segment of a capture.
     *
     * @return what the capture lacks, one sentence each
     * @throws UserFacingException where the capture cannot be read
     * @throws IOException where {@code out} takes no more
     */
    public List<String> segments(String pcapFile, Appendable out) throws UserFacingException, IOException {
        try (LocalCaptures local = sources.openAll(pcapFile, SourceWatch.NONE);
             Capture capture = open(local)) {
            return Catalog.segments(new ToolContext(local.name(), capture, limits, ProgressListener.NONE), out);
        }
    }

    private static CallOutcome failed(Tool<?> tool, UserFacingException e) {
        LOG.info("{}: {}", tool.name(), e.getMessage(), e.getCause());
        return CallOutcome.failed(CallOutcome.Status.FAILED, e.getMessage());
    }

    private static String unexpected(Tool<?> tool, Throwable e) {
        if (e instanceof OutOfMemoryError) {
            LOG.error("{}: out of memory", tool.name());
            return "The analysis needs more memory than the server has; give Java more with -Xmx, or a smaller capture.";
        }
        LOG.error("{} failed", tool.name(), e);
        return OWN_FAULT;
    }

    /** Removes what was downloaded. */
    @Override
    public void close() {
        sources.close();
    }
}
