package io.wirecause.analysis;

import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is wrong with a capture as such; every tool reports it, since it limits the value of its answer. */
public final class CaptureFindings {
    /** A step back of the clock that no reordering between receive queues explains. */
    static final long CLOCK_SET_NANOS = 1_000_000_000L;

    private final CaptureQuality quality;
    private final Pass.Reading reading;
    private final List<Finding> findings = new ArrayList<>();

    private CaptureFindings(Pass.Reading reading) {
        this.quality = reading.quality();
        this.reading = reading;
    }

    /** The findings on what a pass read, worst first. */
    public static List<Finding> of(Pass.Reading reading) {
        CaptureFindings all = new CaptureFindings(reading);
        all.fileTruncated();
        all.missedPackets();
        all.clockBackwards();
        all.snaplenTruncated();
        all.offloadFrames();
        all.duplicateFrames();
        all.findings.sort(Comparator.comparing(Finding::severity));
        return all.findings;
    }

    /** That the capture holds nothing of a protocol, and what it holds instead. */
    static Finding absent(String protocol, Pass.Reading reading) {
        CaptureFindings one = new CaptureFindings(reading);
        one.add(CaptureFindingCode.PROTOCOL_ABSENT, Severity.NOTE, Confidence.HIGH, "The capture holds no " + protocol,
                one.quality.contents.words(), List.of(), "frame", "Ask the tool for what it holds, or capture where the "
                        + protocol + " passes and without a capture filter that leaves it out.",
                "What is encrypted, cut by the snaplen or not decoded cannot be told apart from what is not there.");
        return one.findings.get(0);
    }

    private void fileTruncated() {
        if (reading.damage() != null) {
            long last = reading.lastFrame();
            add(CaptureFindingCode.FILE_TRUNCATED, Severity.WARNING, Confidence.HIGH, "The capture file is truncated or damaged",
                    reading.damage(), last == 0 ? List.of() : List.of(last), last == 0 ? "frame" : "frame.number == " + last,
                    "Let the program that writes it come to its end and call again, or copy the file again.",
                    "The capture cannot show how many frames are missing.");
        }
    }

    private void missedPackets() {
        long missing = reading.description().missing();
        if (missing > 0) {
            double share = 100.0 * missing / (missing + quality.frames);
            add(CaptureFindingCode.CAPTURE_MISSED_PACKETS, Severity.WARNING, Confidence.HIGH,
                    missing + " packets are missing from the capture",
                    String.format(Locale.ROOT, "The capturing system dropped %d packets, %.2f %% of those it should have kept",
                            missing, share), List.of(), "tcp.analysis.ack_lost_segment || tcp.analysis.lost_segment",
                    "Capture again with a larger buffer (dumpcap -B), a capture filter, or a snaplen.",
                    "The counters do not show when the packets were dropped.");
        }
    }

    private void clockBackwards() {
        if (quality.stepsBack.count() > 0) {
            boolean set = quality.longestStepBack >= CLOCK_SET_NANOS;
            add(CaptureFindingCode.CLOCK_BACKWARDS, set ? Severity.WARNING : Severity.NOTE, Confidence.HIGH,
                    "Time goes backwards at " + Plural.of(quality.stepsBack.count(), "frame"),
                    String.format(Locale.ROOT, "The longest step back is %.6f s", quality.longestStepBack / 1e9),
                    quality.stepsBack.frames(), "frame.time_delta < 0 || " + Finding.filter(quality.stepsBack.frames()),
                    "Sort the file by time with reordercap before measuring delays in it.",
                    set ? null : "Frames of several receive queues are often written out of order by some microseconds.");
        }
    }

    private void snaplenTruncated() {
        if (quality.cut.count() > 0) {
            add(CaptureFindingCode.SNAPLEN_TRUNCATED, Severity.NOTE, Confidence.HIGH,
                    Plural.of(quality.cut.count(), "frame") + " cut short by the snaplen",
                    String.format(Locale.ROOT, "%.1f %% of the frames were cut, to %s bytes",
                            100.0 * quality.cut.count() / quality.frames,
                            quality.cutMin == quality.cutMax ? quality.cutMin + "" : quality.cutMin + " to " + quality.cutMax),
                    quality.cut.frames(), "frame.cap_len < frame.len",
                    "Capture again without a snaplen where content matters.", null);
        }
    }

    private void offloadFrames() {
        if (quality.offload.count() > 0) {
            add(CaptureFindingCode.OFFLOAD_FRAMES, Severity.NOTE, Confidence.HIGH,
                    Plural.of(quality.offload.count(), "frame") + " larger than the network carries",
                    "The longest frame has " + quality.offloadMax + " bytes", quality.offload.frames(),
                    "tcp && frame.len > 9216 || " + Finding.filter(quality.offload.frames()),
                    "Turn offload off at the capturing host (ethtool -K DEV tso off gro off lro off), or capture elsewhere.",
                    null);
        }
    }

    private void duplicateFrames() {
        long elsewhere = quality.seenElsewhere.count();
        long again = quality.seenAgain.count();
        if (elsewhere + again > 0) {
            List<Long> frames = Stream.of(quality.seenElsewhere, quality.seenAgain).flatMap(e -> e.frames().stream())
                    .toList();
            add(CaptureFindingCode.DUPLICATE_FRAMES, Severity.NOTE, Confidence.HIGH,
                    Plural.of(elsewhere + again, "packet is", "packets are") + " in the capture more than once",
                    elsewhere + " seen before at another place (TTL, VLAN, tunnel, interface or link addresses differ), " + again
                            + " at the same one; counts include the copies", frames, Finding.filter(frames),
                    "Capture on one port, VLAN or side of a router or tunnel only, or remove copies with editcap -d.",
                    "Packets more than 2 s apart are not taken for copies, nor are fragments.");
        }
    }

    private void add(CaptureFindingCode code, Severity severity, Confidence confidence, String title, String detail,
                     List<Long> frames, String filter, String hint, String limits) {
        findings.add(Finding.of(code, severity, confidence).title(title).detail(detail).frames(frames).displayFilter(filter)
                .hint(hint).limits(limits).subjects(reading.files().stream().map(Subject::file)).build());
    }
}
