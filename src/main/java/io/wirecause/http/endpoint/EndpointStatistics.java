package io.wirecause.http.endpoint;

import io.wirecause.analysis.collect.CodeCounts;
import io.wirecause.analysis.collect.Latencies;
import io.wirecause.analysis.service.Phase;
import io.wirecause.analysis.service.Profile;
import io.wirecause.analysis.service.Service;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.http.exchange.HttpOutcome;
import io.wirecause.report.Describe;
import java.util.Map;

/** What was counted of the requests to one endpoint, or to one server. */
public final class EndpointStatistics {
    /** Statuses told apart; there are about sixty, but the wire can bring any. */
    private static final int MOST_STATUSES = 64;
    /** Bounds of an answer that may have been held until there was news, nanoseconds. */
    private static final long HELD_NANOS = 4_000_000_000L;
    private static final long AGAIN_NANOS = 1_000_000_000L;
    private static final int LEAST_HELD = 3;
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;

    private final String name;
    private final Latencies firstByte = new Latencies();
    private final CodeCounts statuses = new CodeCounts(MOST_STATUSES);
    /** Null for an endpoint. */
    private final ServerAnswers answers;
    private long requests;
    private long errors;
    private long serverErrors;
    private long failed;
    private long waitNanos;
    private long transfers;
    private long transferNanos;
    private long longestTransfer;
    private String host;
    private long requestBytes;
    private long responseBytes;
    private long slowestNanos = -1;
    private long slowestFrame;
    private long heldUntil = Long.MIN_VALUE;
    private int held;
    private int heldAgain;

    EndpointStatistics(String name, boolean server) {
        this.name = name;
        this.answers = server ? new ServerAnswers() : null;
    }

    /**
     * One line of a table of endpoints or servers.
     *
     * @param name         method, host and folded path; or address and port
     * @param requests     requests
     * @param statuses     answers by status
     * @param errors       answers with a status of 400 and above
     * @param failed       requests that died without a whole answer
     * @param firstByte    from the request's end to the answer's first byte; null where there was none
     * @param slowestFrame the request that waited longest for its first byte; null where none was answered
     */
    public record Row(
            @Describe("Method, host and path with numbers as {n}, ids as {id}; or the server's address and port") String name,
            @Describe("Requests") long requests,
            @Describe("Answers by status") Map<String, Long> statuses,
            @Describe("Answers with status 400 and above") long errors,
            @Describe("Requests that died without a whole answer") long failed,
            @Describe(value = "From the request's last byte to the answer's first", optional = true) Latencies.Summary firstByte,
            @Describe("Bytes of the requests, with headers") long requestBytes,
            @Describe("Bytes of the answers, with headers") long responseBytes,
            @Describe(value = "Frame of the request that waited longest", optional = true) Long slowestFrame) {
    }

    void add(HttpExchange e) {
        requests += e.ordinal() > 0 || e.streamId() > 0 ? 1 : 0;
        requestBytes += e.request().bytes();
        responseBytes += e.response().bytes();
        HttpOutcome outcome = e.outcome().kind();
        failed += outcome.isFailure() ? 1 : 0;
        if (e.status() > 0) {
            statuses.add(e.status());
            errors += e.status() >= FIRST_ERROR ? 1 : 0;
            serverErrors += e.status() >= FIRST_SERVER_ERROR ? 1 : 0;
        }
        host = host == null ? e.asked().host() : host;
        if (answers != null) {
            answers.add(e);
        }
        long wait = e.times().toFirstByte();
        if (wait >= 0) {
            if (!e.kind().isOpenEnded()) {
                firstByte.add(wait);
                waitNanos += wait;
                transfer(e.times().transfer());
            }
            if (wait > slowestNanos) {
                slowestNanos = wait;
                slowestFrame = e.request().firstFrame();
            }
            hold(e, wait);
        }
    }

    private void transfer(long nanos) {
        if (nanos >= 0) {
            transfers++;
            transferNanos += nanos;
            longestTransfer = Math.max(longestTransfer, nanos);
        }
    }

    /** Adds what was counted of a server to its row among all protocols. */
    public void describe(Service row) {
        row.requests(requests, failed + serverErrors);
        row.spend(Phase.SERVER, firstByte.count(), waitNanos, firstByte.greatestNanos(), 1);
        row.spend(Phase.TRANSFER, transfers, transferNanos, longestTransfer, 1);
        if (host != null && !host.isEmpty() && Character.isLetter(host.charAt(0))) {
            int port = host.indexOf(':');
            row.name(port < 0 ? host : host.substring(0, port), 0);
        }
        Profile profile = row.profile();
        if (profile != null) {
            profile.took(Phase.SERVER, firstByte.spread(), 1);
            profile.answers(statuses.named(Integer::toString));
        }
        if (profile != null && answers != null) {
            answers.describe(profile);
        }
    }

    /** Whoever is held and asks again at once is polling. */
    private void hold(HttpExchange e, long wait) {
        long after = e.request().firstTime() - heldUntil;
        if (heldUntil != Long.MIN_VALUE && after >= 0 && after < AGAIN_NANOS) {
            heldAgain++;
            heldUntil = Long.MIN_VALUE;
        }
        if (wait >= HELD_NANOS && e.status() < FIRST_ERROR) {
            held++;
            heldUntil = e.response().lastTime();
        }
    }

    /** Whether its answers are held until there is news: clients ask again as soon as they have one. */
    public boolean isPolled() {
        return held >= LEAST_HELD && heldAgain >= held - 1 - held / 4;
    }

    /** What it is: see {@link Row}. */
    public String name() {
        return name;
    }

    /** Requests. */
    public long requests() {
        return requests;
    }

    /** Answers with a status of 400 and above, and requests that died. */
    public long bad() {
        return errors + failed;
    }

    /** The median until the first byte, nanoseconds; -1 where nothing was measured. */
    public double medianMillis() {
        return firstByte.count() == 0 ? -1 : firstByte.summary().medianMs();
    }

    Row row() {
        return new Row(name, requests, statuses.named(Integer::toString), errors, failed,
                firstByte.count() == 0 ? null : firstByte.summary(), requestBytes, responseBytes,
                slowestNanos < 0 ? null : (Long) slowestFrame);
    }
}
