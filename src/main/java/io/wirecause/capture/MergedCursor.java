package io.wirecause.capture;

import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The frames of several files, merged by time as {@code mergecap} does it: always the earliest of the frames that come
 * next in each file, the earlier file's where times are equal, frames without a time first. Damage in one file ends
 * only that file.
 */
final class MergedCursor extends FrameCursor {
    private final List<CaptureFile> files;
    private final FrameOrigins origins;
    private final Part[] parts;
    /** A binary heap of the parts that still have a frame, the earliest first. */
    private final Part[] heap;
    private int heapSize;
    /** The part whose frame was handed out last, with its next frame not looked at yet. */
    private Part current;
    /** Part and number in it of each interface that a frame was captured on; the index is its number over the set. */
    private final List<int[]> interfaces = new ArrayList<>();
    private long passed;
    private long number;
    private boolean started;

    /** One file on its way. */
    private static final class Part {
        final int index;
        final long base;
        final FrameCursor cursor;
        long position;
        long lastNumber;
        /** Numbers of this part's interfaces over the whole set; grows as they appear. */
        int[] interfaceIds = new int[0];
        long frames;
        long firstMerged;
        long lastMerged;
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        long lastTime;
        long longestGap;

        Part(int index, long base, FrameCursor cursor) {
            this.index = index;
            this.base = base;
            this.cursor = cursor;
        }

        long time() {
            return cursor.frame().hasTimestamp() ? cursor.frame().timestampNanos() : Long.MIN_VALUE;
        }

        boolean before(Part other) {
            return time() < other.time() || time() == other.time() && index < other.index;
        }
    }

    MergedCursor(List<CaptureFile> files, List<FrameCursor> cursors, long[] bases, FrameOrigins origins) {
        this.files = files;
        this.origins = origins;
        this.parts = new Part[cursors.size()];
        this.heap = new Part[cursors.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part(i, bases[i], cursors.get(i));
        }
    }

    @Override
    public boolean next() {
        if (!started) {
            started = true;
            for (Part part : parts) {
                if (advance(part)) {
                    push(part);
                }
            }
        } else if (current != null) {
            if (advance(current)) {
                sink(0);
            } else {
                heap[0] = heap[--heapSize];
                sink(0);
            }
        }
        current = heapSize == 0 ? null : heap[0];
        if (current == null) {
            return false;
        }
        handOut(current);
        return true;
    }

    private boolean advance(Part part) {
        boolean more = part.cursor.next();
        passed += part.cursor.position() - part.position;
        part.position = part.cursor.position();
        if (part.cursor.damage() != null) {
            damaged(WireText.inQuotes(files.get(part.index).name()) + ": " + part.cursor.damage());
        }
        return more;
    }

    private void handOut(Part part) {
        Frame from = part.cursor.frame();
        // A file whose numbers leave one out has something there that takes a number without being a frame.
        number += from.number() - part.lastNumber;
        part.lastNumber = from.number();
        if (part.frames++ == 0) {
            part.firstMerged = number;
        }
        if (part.lastMerged != number - 1 || part.frames == 1) {
            origins.note(number, part.index, from.number());
        }
        part.lastMerged = number;
        if (from.hasTimestamp()) {
            long time = from.timestampNanos();
            part.longestGap = part.start > part.end ? 0 : Math.max(part.longestGap, time - part.lastTime);
            part.start = Math.min(part.start, time);
            part.end = Math.max(part.end, time);
            part.lastTime = time;
        }
        frame().bytes().point(from.bytes(), 0, from.capturedLength());
        frame().set(number, from.timestampNanos(), from.hasTimestamp(), from.wireLength(), from.linkType(),
                interfaceId(part, from.interfaceId()), part.base + from.fileOffset());
    }

    private int interfaceId(Part part, int id) {
        if (id >= part.interfaceIds.length) {
            int known = part.interfaceIds.length;
            part.interfaceIds = Arrays.copyOf(part.interfaceIds, Math.max(id + 1, 2 * known));
            Arrays.fill(part.interfaceIds, known, part.interfaceIds.length, -1);
        }
        if (part.interfaceIds[id] < 0) {
            part.interfaceIds[id] = interfaces.size();
            interfaces.add(new int[] {part.index, id});
        }
        return part.interfaceIds[id];
    }

    private void push(Part part) {
        int at = heapSize++;
        while (at > 0 && part.before(heap[at - 1 >>> 1])) {
            heap[at] = heap[at - 1 >>> 1];
            at = at - 1 >>> 1;
        }
        heap[at] = part;
    }

    private void sink(int at) {
        Part part = heap[at];
        while (2 * at + 1 < heapSize) {
            int child = 2 * at + 1;
            if (child + 1 < heapSize && heap[child + 1].before(heap[child])) {
                child++;
            }
            if (!heap[child].before(part)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = part;
    }

    @Override
    public long position() {
        return passed;
    }

    @Override
    public List<CapturedFile> capturedFiles() {
        List<CapturedFile> all = new ArrayList<>();
        for (Part part : parts) {
            all.add(new CapturedFile(files.get(part.index).name(), part.frames, part.firstMerged, part.lastMerged,
                    part.start, part.end, part.longestGap, part.cursor.damage()));
        }
        return all;
    }

    @Override
    public CaptureDescription description() {
        MergedDescription merged = new MergedDescription();
        List<CaptureDescription> all = new ArrayList<>();
        for (Part part : parts) {
            all.add(part.cursor.description());
            merged.add(part.index, all.get(part.index));
        }
        List<CaptureInterface> described = new ArrayList<>();
        for (int[] at : interfaces) {
            described.add(all.get(at[0]).interfaces().get(at[1]).in(at[0]));
        }
        // Those without a frame so far come last, so that the numbers above hold.
        for (Part part : parts) {
            List<CaptureInterface> own = all.get(part.index).interfaces();
            for (int id = 0; id < own.size(); id++) {
                if (id >= part.interfaceIds.length || part.interfaceIds[id] < 0) {
                    described.add(own.get(id).in(part.index));
                }
            }
        }
        return merged.describe(described);
    }
}
