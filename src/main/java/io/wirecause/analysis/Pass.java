package io.wirecause.analysis;

import io.wirecause.capture.Capture;
import io.wirecause.capture.CaptureDescription;
import io.wirecause.capture.CaptureFile;
import io.wirecause.capture.Frame;
import io.wirecause.capture.FrameCursor;
import io.wirecause.capture.UnreadableException;
import io.wirecause.packet.Layer;
import io.wirecause.packet.Packet;
import io.wirecause.packet.PacketDecoder;
import io.wirecause.packet.Undecoded;
import io.wirecause.protocol.LinkTypeNames;
import io.wirecause.report.Coverage;
import io.wirecause.report.Plural;
import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The one pass over a capture: every frame is decoded once and handed to all analyzers that a call needs. */
public final class Pass {
    /** How often the listener is asked; a power of two, often enough to stop within a few milliseconds. */
    private static final int FRAMES_BETWEEN_LOOKS = 1 << 12;

    /** Reasons why frames were not decoded that are kept apart; the numbers of unknown contents are the sender's choice. */
    private static final int MAX_REASONS = 20;
    private static final String FURTHER_REASONS = "other reasons";

    private final ToolContext context;
    /** An array, because the iterator of a list costs an allocation a frame. */
    private final Analyzer[] analyzers;
    private final Map<String, Long> undecoded = new TreeMap<>();
    private long packets;
    private final CaptureQuality quality;
    /** Whether an analyzer finds the copies of TCP segments itself. */
    private final boolean segmentCopiesKnown;
    private long ipFragments;
    private long untimed;
    /** Whether it ended before the capture did, because no analyzer needed more. */
    private boolean stopped;

    private Pass(ToolContext context, List<Analyzer> analyzers) {
        this.context = context;
        this.analyzers = analyzers.toArray(Analyzer[]::new);
        this.segmentCopiesKnown = analyzers.stream().anyMatch(Analyzer::knowsSegmentCopies);
        this.quality = new CaptureQuality(analyzers.isEmpty() || !analyzers.stream().allMatch(Analyzer::knowsSegmentCopies));
    }

    /**
     * What a pass gives besides what its analyzers found.
     *
     * @param coverage    what was read and what not
     * @param description what the capture says about itself
     * @param damage      what broke the file off, null where nothing did
     * @param lastFrame   number of the last frame read; 0 where there is none
     * @param quality     what is wrong with its frames as such, for {@link CaptureFindings}
     * @param files       names of the files that were read as one capture
     */
    public record Reading(Coverage coverage, CaptureDescription description, String damage, long lastFrame,
                          CaptureQuality quality, List<String> files) {
    }

    /**
     * Reads the capture once for these analyses, and has each of them finish.
     *
     * @throws UserFacingException where the call is cancelled or out of time, or the file changed meanwhile
     */
    public static Reading read(ToolContext context, List<? extends Analysis> analyses) throws UserFacingException {
        // Those that analyses share take part once.
        Set<Analyzer> analyzers = new LinkedHashSet<>();
        analyses.forEach(analysis -> analyzers.addAll(analysis.analyzers()));
        Reading reading = run(context, List.copyOf(analyzers));
        for (Analysis analysis : analyses) {
            analysis.finish(reading);
        }
        return reading;
    }

    /**
     * Reads the capture once and hands every packet to these analyzers.
     *
     * @throws UserFacingException where the call is cancelled or out of time, or the file changed meanwhile
     */
    public static Reading run(ToolContext context, List<Analyzer> analyzers) throws UserFacingException {
        try {
            return new Pass(context, analyzers).run();
        } catch (UnreadableException e) {
            throw Capture.cut(e);
        }
    }

    private Reading run() throws UserFacingException {
        FrameCursor cursor = context.capture().frames();
        PacketDecoder decoder = new PacketDecoder();
        Packet packet = new Packet();
        Frame frame = cursor.frame();
        long most = context.limits().maxPackets() == 0 ? Long.MAX_VALUE : context.limits().maxPackets();
        boolean more = true;
        while (packets < most && (more = cursor.next())) {
            decoder.decode(frame, packet);
            count(frame, packet);
            do {
                if (!segmentCopiesKnown || !packet.isTcp()) {
                    quality.look(packet);
                }
                for (Analyzer analyzer : analyzers) {
                    analyzer.packet(packet);
                }
            } while (decoder.decodeNext(packet));
            if ((packets & FRAMES_BETWEEN_LOOKS - 1) == 0) {
                context.progress().reached(cursor.position(), context.capture().size(), packets);
                if (areDone()) {
                    stopped = true;
                    break;
                }
            }
        }
        context.progress().reached(more ? cursor.position() : context.capture().size(), context.capture().size(), packets);
        context.capture().checkWhole();
        return new Reading(coverage(cursor, more, decoder.notes()), cursor.description(), damage(cursor), frame.number(),
                quality, context.capture().files().stream().map(CaptureFile::name).toList());
    }

    private boolean areDone() {
        for (Analyzer analyzer : analyzers) {
            if (!analyzer.isDone()) {
                return false;
            }
        }
        return analyzers.length > 0;
    }

    /** What broke the capture off: the file itself, or the compressed stream that it came in. */
    private String damage(FrameCursor cursor) {
        return cursor.damage() != null ? cursor.damage() : context.capture().notices().stream().findFirst().orElse(null);
    }

    private void count(Frame frame, Packet packet) {
        packets++;
        quality.add(frame, packet);
        if (packet.laterFragment()) {
            ipFragments++;
        }
        if (!frame.hasTimestamp()) {
            untimed++;
        }
        if (packet.undecoded() != null) {
            String reason = reason(packet);
            boolean told = undecoded.containsKey(reason) || undecoded.size() < MAX_REASONS;
            undecoded.merge(told ? reason : FURTHER_REASONS, 1L, Long::sum);
        }
    }

    private static String reason(Packet packet) {
        if (packet.undecoded() == Undecoded.UNKNOWN_LINK_TYPE) {
            return packet.undecoded().label() + " " + LinkTypeNames.describe(packet.unknown());
        }
        if (packet.undecoded() == Undecoded.UNKNOWN_CONTENT && packet.layerCount() > 1) {
            Layer around = packet.layer(packet.layerCount() - 2);
            return around.label() + ": " + packet.undecoded().label() + " 0x" + Integer.toHexString(packet.unknown());
        }
        Layer at = packet.innermost();
        return at == null ? packet.undecoded().label() : at.label() + ": " + packet.undecoded().label();
    }

    private Coverage coverage(FrameCursor cursor, boolean more, List<String> fragments) {
        List<String> notes = new ArrayList<>(context.capture().notices());
        FileSetReport set = new FileSetReport(cursor.capturedFiles());
        if (cursor.damage() != null && set.shares() == null) {
            notes.add(cursor.damage());
        }
        if (more) {
            notes.add("Only the first " + Plural.of(packets, "frame") + " of the capture: reading stopped "
                    + (stopped ? "behind what was asked for." : "at the configured limit."));
        }
        notes.addAll(fragments);
        if (quality.stepsBack.count() > 0) {
            notes.add("The time goes backwards at " + Plural.of(quality.stepsBack.count(), "frame")
                    + ": times and durations around there are unsure.");
        }
        if (quality.cutOnTheWay > 0) {
            notes.add(Plural.of(quality.cutOnTheWay, "packet") + " truncated before the capture (by a mirror or a tool that"
                    + " slices): lengths are those of the IP headers, content and checksums cannot be checked.");
        }
        if (untimed > 0) {
            notes.add(Plural.of(untimed, "frame") + " without a time in the file: time-based results exclude them or are"
                    + " uncertain.");
        }
        notes.addAll(CaptureNotes.of(cursor.description()));
        notes.addAll(set.notes());
        notes.addAll(FileSetReport.leftOut(context.capture().leftOut()));
        boolean complete = !more && damage(cursor) == null && context.capture().leftOut().isEmpty();
        return new Coverage(packets, complete, undecoded, quality.cut.count(), ipFragments,
                quality.offload.count(), notes, set.shares());
    }
}
