package io.wirecause.analysis;

import io.wirecause.capture.CaptureDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a capture's description of itself means for every answer that rests on it. */
final class CaptureNotes {
    private CaptureNotes() {
    }

    /** One sentence each, worst first. */
    static List<String> of(CaptureDescription description) {
        List<String> notes = new ArrayList<>();
        if (description.missing() > 0) {
            notes.add("The capturing system says that it dropped " + description.missing()
                    + " packets: what seems lost may only be missing from the capture.");
        }
        if (!description.otherBlocks().isEmpty()) {
            notes.add("Blocks that hold no frame were passed over: " + counts(description.otherBlocks()) + ".");
        }
        if (!description.secrets().isEmpty()) {
            notes.add("The file holds decryption secrets, which are not used: " + counts(description.secrets()) + ".");
        }
        return notes;
    }

    private static String counts(java.util.Map<String, Long> counts) {
        return counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", "));
    }
}
