package io.wirecause.analysis;

import io.wirecause.report.FindingCode;

/** The kinds of findings about the capture itself. */
public enum CaptureFindingCode implements FindingCode {
    /** Nothing of the protocol that was asked for. */
    PROTOCOL_ABSENT("The capture holds nothing of the protocol that the tool is for, so the answer says nothing about it, "
            + "neither good nor bad. The detail tells what it holds instead. The traffic may have taken another way, a capture "
            + "filter may have left it out, or it is inside of what is encrypted or not decoded."),
    /** The file ends early or is damaged. */
    FILE_TRUNCATED("The file ends within a frame or holds bytes that cannot belong to it: it was cut in transfer, its writer was "
            + "stopped or still at work, or the disk was full. What comes after is missing; what was read before it is sound."),
    /** The capturing system could not keep up. */
    CAPTURE_MISSED_PACKETS("The capturing system counted packets that came by and are not in the file. What looks like loss in "
            + "the traffic may be loss in the capture. Capture again with a larger buffer, a filter or a snaplen."),
    /** Frames were cut by the snaplen. */
    SNAPLEN_TRUNCATED("Frames were cut to the capture's snaplen. Lengths and headers are right, but content behind the cut "
            + "cannot be analysed and checksums cannot be verified."),
    /** Frames larger than any network carries. */
    OFFLOAD_FRAMES("The network card or the kernel merged segments before, or cuts them after, the capture point (TSO, GRO, "
            + "LRO). Counts of segments and sizes are not those on the wire. To see the wire, turn it off or capture elsewhere."),
    /** Packets that are there twice. */
    DUPLICATE_FRAMES("The same packets are in the capture more than once: a mirror port or two interfaces saw them twice, they "
            + "were seen on both sides of a router or inside and outside of a tunnel, or the network copied them. What hosts "
            + "send again differs, in the IP identification at least. Other tools count copies of TCP segments as "
            + "retransmissions."),
    /** Times that go back. */
    CLOCK_BACKWARDS("Frames carry an earlier time than the frame before them. Small steps come from several receive queues, "
            + "large ones from a clock that was set. Times and durations around them are unsure; reordercap sorts a file by "
            + "time.");

    private final String explanation;

    CaptureFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }

    @Override
    public boolean aboutCapture() {
        return true;
    }
}
