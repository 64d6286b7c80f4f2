package io.wirecause.packets;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.Pass;
import io.wirecause.packets.export.PacketExport;
import io.wirecause.packets.follow.ConversationText;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.List;

/** The packets that a call chooses. It finds nothing by itself. */
final class PacketsAnalysis implements Analysis {
    private final PacketChooser chooser;
    private final ConversationText conversation;
    private final PacketExport export;
    private final List<String> notes = new ArrayList<>();

    /**
     * The packets chosen.
     *
     * @param conversation follows a connection; null where none is followed
     * @param export       takes them all; null where they are not written
     */
    PacketsAnalysis(PacketChooser chooser, ConversationText conversation, PacketExport export) {
        this.chooser = chooser;
        this.conversation = conversation;
        this.export = export;
    }

    @Override
    public List<Analyzer> analyzers() {
        return conversation == null ? List.of(chooser) : List.of(chooser, conversation);
    }

    @Override
    public void finish(Pass.Reading reading) throws UserFacingException {
        if (conversation != null) {
            conversation.finish();
        }
        if (export != null) {
            export.finish();
        }
        long last = reading.lastFrame();
        FrameRanges frames = chooser.filter().frames();
        if (frames != null && frames.last() > last && reading.coverage().complete()) {
            notes.add("Frames up to " + frames.last() + " were asked for; the capture ends with frame " + last + ".");
        } else if (chooser.matched() == 0) {
            notes.add("No packet fits the arguments; look without some of them.");
        }
        if (chooser.unnumbered() > 0) {
            notes.add(Plural.of(chooser.unnumbered(), "segment") + " of connections beyond the limit have no connection number.");
        }
    }

    @Override
    public List<Finding> findings() {
        return List.of();
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public void close() {
        if (export != null) {
            export.close();
        }
    }
}
