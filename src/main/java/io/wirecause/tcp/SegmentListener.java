package io.wirecause.tcp;

/** Is told of every segment in file order, after its connection took it in; the connection holds the verdict on it. */
interface SegmentListener {
    void segment(Segment segment);
}
