package io.wirecause.tcp.connection;

import io.wirecause.tcp.segment.Segment;

/** Is called for every segment of a tracked connection in file order, after its connection took it in. */
public interface SegmentListener {
    /**
     * A segment was taken in.
     *
     * @param segment valid during the call only
     * @param tracker holds the verdict on the segment and its flags
     */
    void segment(Segment segment, Connection connection, ConnectionTracker tracker);
}
