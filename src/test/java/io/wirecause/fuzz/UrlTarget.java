package io.wirecause.fuzz;

import io.wirecause.source.download.Urls;
import java.nio.charset.StandardCharsets;

/** The input is a URL, a line end, and where a server redirects to from there. */
public final class UrlTarget {
    private UrlTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        String text = new String(input, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        Cost.bounded(input, () -> Urls.check(end < 0 ? text : text.substring(0, end), end < 0 ? "" : text.substring(end + 1)));
    }
}
