package io.pcaplens.source;

import io.pcaplens.report.Problem;
import java.util.regex.Pattern;

/** Turns what a caller names, a path or a URL, into a local file to read. Safe for use by several threads. */
public final class SourceResolver implements AutoCloseable {
    /** Two characters at least, because one letter and a colon is a Windows drive. */
    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):.*", Pattern.DOTALL);

    private final LocalFiles files;

    /** A resolver under a policy. */
    public SourceResolver(SourcePolicy policy) {
        this.files = new LocalFiles(policy.allowedDirectories());
    }

    /** {@link #open(String, SourceWatch)} without a follower. */
    public LocalCapture open(String pcapFile) throws Problem {
        return open(pcapFile, SourceWatch.NONE);
    }

    /**
     * Makes a capture ready to be read. The caller closes what it gets.
     *
     * @param pcapFile an absolute local path, or an http(s) URL
     * @param watch    told how far a download or unpacking is
     * @throws Problem in one sentence, where there is nothing to read or it is not allowed
     */
    public LocalCapture open(String pcapFile, SourceWatch watch) throws Problem {
        var scheme = SCHEME.matcher(pcapFile);
        if (scheme.matches() && !scheme.group(1).equalsIgnoreCase("file")) {
            throw new Problem("URLs are not read; give the absolute path of a capture file.");
        }
        LocalFiles.Found found = files.find(pcapFile);
        return new LocalCapture(io.pcaplens.report.WireText.clean(pcapFile), found.path(), found.identity(), null, () -> { });
    }

    /** Removes all temporary files. */
    @Override
    public void close() {
    }
}
