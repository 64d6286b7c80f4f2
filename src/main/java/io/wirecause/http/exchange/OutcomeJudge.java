package io.wirecause.http.exchange;

import io.wirecause.http.exchange.Outcome.Party;
import io.wirecause.tcp.carrier.CarriedConnection;

/** Says what became of exchanges, by what their parser and TCP saw. */
public final class OutcomeJudge {
    /** Time after a request from which on silence until the end of the capture counts as no answer. */
    static final long PATIENCE_NANOS = 10_000_000_000L;
    /** A connection that was idle for less than this was not closed for idleness. */
    static final long IDLE_NANOS = 500_000_000;
    /** How long beyond a round trip a FIN or RST may come and still not know of the request. */
    private static final long SLACK_NANOS = 20_000_000;
    /** A client that closes sooner than this was interrupted; later it ran out of patience. */
    public static final long IMPATIENT_NANOS = 2_000_000_000L;

    private final long captureEnd;

    /**
     * A judge of the exchanges of one capture.
     *
     * @param captureEnd time of its last packet, nanoseconds since 1970
     */
    public OutcomeJudge(long captureEnd) {
        this.captureEnd = captureEnd;
    }

    /** What became of an exchange that ended by itself. */
    public static Outcome ofEnded(HttpExchange e) {
        return switch (e.end()) {
            case STREAM_RESET -> new Outcome(e.status() > 0 && e.isEndedByClient() ? HttpOutcome.GAVE_UP
                    : HttpOutcome.STREAM_RESET,
                    e.isEndedByClient() ? Party.CLIENT : Party.SERVER, true,
                    Math.max(e.request().lastFrame(), e.response().lastFrame()),
                    Math.max(e.request().lastTime(), e.response().lastTime()));
            case NOT_TAKEN -> new Outcome(HttpOutcome.NOT_TAKEN, Party.SERVER, false, e.request().lastFrame(),
                    e.request().lastTime());
            default -> Outcome.ANSWERED;
        };
    }

    /** What became of an exchange that was open when its connection or the capture ended. */
    public Outcome ofLeftOpen(HttpExchange e) {
        CarriedConnection tcp = e.connection().carrier();
        boolean client = e.connection().tcpClient(true);
        if (tcp == null) {
            return nobody(HttpOutcome.CAPTURE_ENDED);
        }
        if (e.got().otherwise() != null && e.status() == 0) {
            return new Outcome(HttpOutcome.NOT_HTTP, Party.SERVER, false, e.request().lastFrame(), e.request().lastTime());
        }
        if (e.got().isNotCaptured() || e.status() == 0 && (e.connection().isAnswersUnseen() || !tcp.isSeen(!client))) {
            return nobody(HttpOutcome.NOT_CAPTURED);
        }
        Outcome ending = ending(tcp, client);
        boolean late = ending.by() == Party.CLIENT && ending.time() <= e.response().firstTime();
        return e.status() > 0 && !late ? broken(e, ending, tcp) : silent(e, ending, tcp, client);
    }

    private Outcome nobody(HttpOutcome kind) {
        return new Outcome(kind, Party.NOBODY, false, 0, captureEnd);
    }

    /**
     * What ended the connection: the first FIN or RST. Where that is the client's FIN, the server may close only because of it.
     */
    private Outcome ending(CarriedConnection tcp, boolean client) {
        long serverFin = frame(tcp.finFrame(!client));
        long serverReset = frame(tcp.resetFrame(!client));
        long clientReset = frame(tcp.resetFrame(client));
        long clientFin = frame(tcp.finFrame(client));
        long first = Math.min(Math.min(serverFin, serverReset), Math.min(clientReset, clientFin));
        if (first == Long.MAX_VALUE) {
            return nobody(HttpOutcome.UNANSWERED);
        }
        if (first == serverReset) {
            Party by = tcp.isResetForeign() && !byRequester(tcp, client) ? Party.DEVICE : Party.SERVER;
            return new Outcome(HttpOutcome.CLOSED, by, true, first, tcp.resetTime(!client));
        }
        if (first == serverFin) {
            return new Outcome(HttpOutcome.CLOSED, Party.SERVER, false, first, tcp.finTime(!client));
        }
        boolean reset = first == clientReset;
        Party by = reset && tcp.isResetForeign() && byRequester(tcp, client) ? Party.DEVICE : Party.CLIENT;
        return new Outcome(HttpOutcome.GAVE_UP, by, reset, first, reset ? tcp.resetTime(client) : tcp.finTime(client));
    }

    private static boolean byRequester(CarriedConnection tcp, boolean client) {
        return tcp.isReset() && tcp.resetByClient() == client;
    }

    private static long frame(long number) {
        return number == 0 ? Long.MAX_VALUE : number;
    }

    /** The answer had begun. */
    private Outcome broken(HttpExchange e, Outcome ending, CarriedConnection tcp) {
        boolean promised = e.got().bytesLeft() > 0 || e.got().isInChunks();
        if (e.kind().isOpenEnded() || !promised && e.response().missing() > 0) {
            return Outcome.ANSWERED;
        }
        if (ending.by() == Party.NOBODY) {
            boolean stalled = promised && captureEnd - e.response().lastTime() >= 3 * PATIENCE_NANOS;
            return stalled ? nobody(HttpOutcome.TRUNCATED) : nobody(HttpOutcome.CAPTURE_ENDED);
        }
        if (ending.kind() == HttpOutcome.GAVE_UP && ending.by() == Party.CLIENT) {
            return ending;
        }
        // A body without a length ends with the connection, with a RST too where the server does not linger.
        return promised ? ending.as(HttpOutcome.TRUNCATED) : Outcome.ANSWERED;
    }

    /** No answer had begun. */
    private Outcome silent(HttpExchange e, Outcome ending, CarriedConnection tcp, boolean client) {
        long waited = ending.time() - e.request().lastTime();
        if (ending.by() == Party.NOBODY) {
            boolean open = e.kind().isOpenEnded() && e.kind() != ExchangeKind.TUNNEL || waited < PATIENCE_NANOS;
            return open ? nobody(HttpOutcome.CAPTURE_ENDED) : ending;
        }
        if (ending.kind() == HttpOutcome.GAVE_UP && ending.by() == Party.CLIENT) {
            boolean impatient = waited >= IMPATIENT_NANOS && !e.kind().isOpenEnded();
            return impatient ? ending.as(HttpOutcome.UNANSWERED) : ending;
        }
        if (isRace(e, ending, tcp, client)) {
            return ending.as(HttpOutcome.KEEPALIVE_RACE);
        }
        return ending.as(HttpOutcome.CLOSED);
    }

    /** Whether the server ended an idle connection before it could know of the request. */
    private static boolean isRace(HttpExchange e, Outcome ending, CarriedConnection tcp, boolean client) {
        boolean idle = e.idleBefore() >= IDLE_NANOS || e.connection().answers() == 0 && !e.connection().isFromStart();
        if (!idle || ending.by() == Party.CLIENT) {
            return false;
        }
        if (!ending.reset() && ending.frame() < e.request().firstFrame()) {
            return true;
        }
        long trip = Math.max(0, tcp.roundTripTo(!client));
        long after = ending.time() - e.request().firstTime();
        if (!ending.reset()) {
            return !tcp.finAcknowledges(!client) && after <= trip + SLACK_NANOS * 10;
        }
        // A RST in return for the request itself: the other end had forgotten the connection.
        return after <= 2 * trip + SLACK_NANOS && tcp.unacknowledged(client) > 0;
    }
}
