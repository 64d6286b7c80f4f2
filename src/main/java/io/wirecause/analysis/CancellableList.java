package io.wirecause.analysis;

import io.wirecause.report.UserFacingException;
import java.util.AbstractList;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;

/**
 * A list that asks the call's watch while it is walked: once a capture is read, there may be hundreds of thousands of
 * connections to judge, and a call that is cancelled or out of time then is to end as well.
 *
 * @param <E> what it holds
 */
public final class CancellableList<E> extends AbstractList<E> implements RandomAccess {
    /** How often the watch is asked; a power of two. */
    private static final int LOOKS_BETWEEN = 1 << 10;

    private final List<E> items;
    private final ToolContext call;
    private final long packets;
    private int looks;

    /**
     * A view of these items, for one thread.
     *
     * @param packets frames of the capture that were read
     */
    public CancellableList(List<E> items, ToolContext call, long packets) {
        this.items = items;
        this.call = call;
        this.packets = packets;
    }

    /** A view of other items that asks the same watch. */
    public <T> CancellableList<T> of(List<T> others) {
        return new CancellableList<>(others, call, packets);
    }

    /** Ends the work from where no {@link UserFacingException} can be thrown. */
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Stopped(UserFacingException why) {
            super(why);
        }

        /** What the watch said. */
        public UserFacingException why() {
            return (UserFacingException) getCause();
        }
    }

    /** The items in this order; the watch is asked while they are sorted too. */
    public List<E> sorted(Comparator<? super E> order) {
        return stream().sorted((a, b) -> {
            look();
            return order.compare(a, b);
        }).toList();
    }

    @Override
    public E get(int index) {
        look();
        return items.get(index);
    }

    private void look() {
        if ((++looks & LOOKS_BETWEEN - 1) == 0) {
            try {
                call.watch().reached(call.capture().size(), call.capture().size(), packets);
            } catch (UserFacingException e) {
                throw new Stopped(e);
            }
        }
    }

    @Override
    public int size() {
        return items.size();
    }
}
