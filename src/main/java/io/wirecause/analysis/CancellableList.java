package io.wirecause.analysis;

import io.wirecause.report.UserFacingException;
import java.util.AbstractList;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;

/**
 * A list that asks the call while it is walked: once a capture is read, there may be hundreds of thousands of
 * connections to judge, and a call that is cancelled or out of time then is to end as well.
 *
 * @param <E> what it holds
 */
public final class CancellableList<E> extends AbstractList<E> implements RandomAccess {
    /** How often the listener is asked; a power of two. */
    private static final int LOOKS_BETWEEN = 1 << 10;

    private final List<E> items;
    private final ToolContext context;
    private final long packets;
    private int looks;

    /**
     * A view of these items, for one thread.
     *
     * @param packets frames of the capture that were read
     */
    public CancellableList(List<E> items, ToolContext context, long packets) {
        this.items = items;
        this.context = context;
        this.packets = packets;
    }

    /** A view of other items that asks the same listener. */
    public <T> CancellableList<T> of(List<T> others) {
        return new CancellableList<>(others, context, packets);
    }

    /** Ends the work from where no {@link UserFacingException} can be thrown. */
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Stopped(UserFacingException why) {
            super(why);
        }

        /** Why it was stopped. */
        public UserFacingException why() {
            return (UserFacingException) getCause();
        }
    }

    /** The items in this order; the listener is asked while they are sorted too. */
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
                context.progress().reached(context.capture().size(), context.capture().size(), packets);
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
