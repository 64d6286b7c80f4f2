package io.wirecause.fuzz;

/** Requests and answers of HTTP, as {@link Traffic} writes them. */
public final class HttpTarget {
    private HttpTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Traffic.check("analyze_http_requests", input);
    }
}
