package io.wirecause.http.exchange;

import io.wirecause.tcp.carrier.CarriedConnection;
import io.wirecause.tcp.carrier.Conditions;

/**
 * Where the time of an exchange went, nanoseconds each; -1 where it is not known.
 *
 * @param connect  opening the connection, for the first request on it
 * @param sending  from the request's first byte to its last
 * @param behind   waiting for earlier answers on the connection to end
 * @param waiting  from the request's last byte, or the end of the answers before it, to the answer's first byte
 * @param network  of {@code waiting}: the round trip between where the capture was made and the server
 * @param loss     of {@code waiting}: lost segments of either side
 * @param server   of {@code waiting}: the rest, which the server took to think
 * @param transfer from the answer's first byte to its last
 * @param limit    what limited the transfer
 */
public record TimeSplit(long connect, long sending, long behind, long waiting, long network, long loss, long server,
        long transfer,
                        Limit limit) {
    /** A transfer shorter than this was limited by nothing that matters. */
    private static final long SHORT_NANOS = 100_000_000;
    /** Share of a transfer from which on something limits it. */
    private static final double SHARE = 0.3;

    /** What limited a transfer. */
    public enum Limit {
        /** Nothing that matters. */
        NONE("nothing"),
        /** The server paused. */
        SERVER("pauses of the server"),
        /** Segments were lost. */
        LOSS("lost segments"),
        /** The receive window of the client was closed. */
        WINDOW("closed receive window of the client"),
        /** It went on steadily: bandwidth, round trips or a sender that paces. */
        STEADY("rate of the path or sender");

        private final String label;

        Limit(String label) {
            this.label = label;
        }

        /** In words. */
        public String label() {
            return label;
        }
    }

    static TimeSplit of(HttpExchange e) {
        Transfer asked = e.request();
        Transfer got = e.response();
        long sending = asked.isBegun() ? asked.nanos() : -1;
        long behind = e.behind() == 0 ? 0 : Math.max(0, e.behindUntil() - asked.lastTime());
        long connect = connect(e);
        if (!got.isBegun() || !asked.isBegun()) {
            return new TimeSplit(connect, sending, behind, -1, -1, -1, -1, got.isBegun() ? got.nanos() : -1, Limit.NONE);
        }
        // An answer can begin before the request has ended: it was refused, or both stream.
        long waiting = Math.max(0, got.firstTime() - asked.lastTime() - behind);
        CarriedConnection tcp = e.connection().carrier();
        long trip = tcp == null ? -1 : tcp.roundTripTo(e.connection().tcpClient(false));
        long network = Math.min(waiting, Math.max(0, trip));
        long lost = e.clientWaited().lossNanos() + e.serverWaited().lossNanos() + e.clientWaited().blockedNanos();
        long loss = Math.min(waiting - network, lost);
        return new TimeSplit(connect, sending, behind, waiting, network, loss, waiting - network - loss, got.nanos(), limit(e));
    }

    private static long connect(HttpExchange e) {
        CarriedConnection tcp = e.connection().carrier();
        boolean first = e.ordinal() == 1 && tcp != null && tcp.synTime() != CarriedConnection.NEVER;
        return first && tcp.establishedTime() != CarriedConnection.NEVER ? Math.max(0, tcp.establishedTime() - tcp.synTime())
                : -1;
    }

    private static Limit limit(HttpExchange e) {
        Transfer got = e.response();
        Conditions slowed = e.transferred();
        double share = SHARE * got.nanos();
        if (got.nanos() < SHORT_NANOS) {
            return Limit.NONE;
        }
        if (slowed.lossNanos() >= share && slowed.lossNanos() >= slowed.blockedNanos()) {
            return Limit.LOSS;
        }
        if (slowed.blockedNanos() >= share) {
            return Limit.WINDOW;
        }
        return got.pausedNanos() - slowed.lossNanos() - slowed.blockedNanos() >= share ? Limit.SERVER : Limit.STEADY;
    }

    /** From the request's last byte to the answer's first, whatever it waited for; -1 where unknown. */
    public long toFirstByte() {
        return waiting < 0 ? -1 : waiting + Math.max(0, behind);
    }

    /** All of it, from the request's first byte to the answer's last; -1 where unknown. */
    public long total() {
        return waiting < 0 ? -1 : Math.max(0, sending) + toFirstByte() + transfer;
    }
}
