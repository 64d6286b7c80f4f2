package io.wirecause.tcp.carrier;

/**
 * What slowed one side of a connection down, from its first segment to the present one. The difference of two is what happened
 * in between.
 *
 * @param losses       segments that it sent again because they were lost, SYNs among them
 * @param lossNanos    for how long it was silent before it sent each of these again: what the losses cost at most, nanoseconds
 * @param blockedNanos for how long the other side's receive window was closed to it, nanoseconds
 */
public record Conditions(int losses, long lossNanos, long blockedNanos) {
    /** Of the start of a connection. */
    public static final Conditions NONE = new Conditions(0, 0, 0);

    /** What was added since an earlier moment of the same side. */
    public Conditions since(Conditions earlier) {
        return new Conditions(losses - earlier.losses, lossNanos - earlier.lossNanos, blockedNanos - earlier.blockedNanos);
    }
}
