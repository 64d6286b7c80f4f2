package io.wirecause.capture;

import io.wirecause.capture.CaptureDescription.Comment;
import io.wirecause.capture.CaptureDescription.ResolvedNames;
import io.wirecause.capture.CaptureDescription.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds up what the files of a set tell, within the bounds that hold for one file. */
final class MergedDescription {
    private final TreeSet<String> fileTypes = new TreeSet<>();
    private final List<Section> sections = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private final Map<String, Long> secrets = new TreeMap<>();
    private final Map<String, Long> otherBlocks = new TreeMap<>();
    private long sectionCount;
    private long commentCount;
    private long dropped;
    private long names4;
    private long names6;

    void add(int file, CaptureDescription part) {
        fileTypes.add(part.fileType());
        part.sections().stream().limit(CaptureLimits.MAX_SECTIONS - sections.size()).forEach(sections::add);
        part.comments().stream().limit(CaptureLimits.MAX_COMMENTS - comments.size())
                .map(comment -> new Comment(file, comment.frame(), comment.text())).forEach(comments::add);
        part.secrets().forEach((kind, count) -> secrets.merge(kind, count, Long::sum));
        part.otherBlocks().forEach((kind, count) -> otherBlocks.merge(kind, count, Long::sum));
        sectionCount += part.sectionCount();
        commentCount += part.commentCount();
        dropped += part.droppedPackets();
        names4 += part.resolvedNames().ipv4();
        names6 += part.resolvedNames().ipv6();
    }

    CaptureDescription describe(List<CaptureInterface> interfaces) {
        return new CaptureDescription(String.join("+", fileTypes), interfaces, sections, sectionCount, comments, commentCount,
                dropped, new ResolvedNames(names4, names6), secrets, otherBlocks);
    }
}
