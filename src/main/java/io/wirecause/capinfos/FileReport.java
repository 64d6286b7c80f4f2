package io.wirecause.capinfos;

import io.wirecause.capture.CaptureDescription;
import io.wirecause.capture.CaptureDescription.Section;
import io.wirecause.capture.CaptureFile;
import io.wirecause.capture.CaptureInterface;
import io.wirecause.protocol.LinkTypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** The part of the answer about the file itself. */
final class FileReport {
    private final List<CaptureFile> files;
    private final CaptureDescription description;
    private final Totals totals;
    private final int limit;

    FileReport(List<CaptureFile> files, CaptureDescription description, Totals totals, int limit) {
        this.files = files;
        this.description = description;
        this.totals = totals;
        this.limit = limit;
    }

    /** The file's name; of a set, how many files it has. */
    String name() {
        return isSet() ? files.size() + " files" : files.get(0).name();
    }

    private boolean isSet() {
        return files.size() > 1;
    }

    /** One name where all interfaces have the same link type, as capinfos reports it. */
    String encapsulation() {
        TreeSet<String> names = new TreeSet<>();
        description.interfaces().forEach(on -> names.add(LinkTypeNames.brief(on.linkType())));
        return names.isEmpty() ? "unknown" : names.size() > 1 ? "per-packet" : names.first();
    }

    CapinfosAnswer.FileFacts facts(String sha256) {
        List<String> comments = description.sections().stream().flatMap(section -> section.comments().stream())
                .limit(limit).toList();
        boolean cut = totals.cutFrames > 0;
        return new CapinfosAnswer.FileFacts(description.fileType(), precision(), sizeLimit(), cut ? totals.cutMin : null,
                cut ? totals.cutMax : null, totals.inOrder(), sha256, first(Section::hardware), first(Section::operatingSystem),
                first(Section::application), description.sectionCount(), comments,
                description.comments().stream().limit(limit).map(this::comment).toList(), description.commentCount(),
                description.missing(), description.resolvedNames().ipv4(), description.resolvedNames().ipv6(),
                description.secrets(), description.otherBlocks());
    }

    private CapinfosAnswer.PacketComment comment(CaptureDescription.Comment comment) {
        return new CapinfosAnswer.PacketComment(file(comment.file()), comment.frame(), comment.text());
    }

    private String file(int index) {
        return isSet() ? files.get(index).name() : null;
    }

    private String first(Function<Section, String> what) {
        return description.sections().stream().map(what).filter(text -> text != null).findFirst().orElse(null);
    }

    private String precision() {
        TreeSet<String> units = new TreeSet<>();
        description.interfaces().forEach(on -> units.add(unit(on.ticksPerSecond())));
        return units.isEmpty() ? "unknown" : units.size() > 1 ? "per interface" : units.first();
    }

    private static String unit(long ticksPerSecond) {
        if (ticksPerSecond == 1) {
            return "seconds";
        } else if (ticksPerSecond == 1_000) {
            return "milliseconds";
        } else if (ticksPerSecond == 1_000_000) {
            return "microseconds";
        } else if (ticksPerSecond == 1_000_000_000) {
            return "nanoseconds";
        }
        return ticksPerSecond == 0 ? "finer than can be counted" : "1/" + ticksPerSecond + " s";
    }

    /** The largest limit of any interface; null where one has none. */
    private Long sizeLimit() {
        long most = 0;
        for (CaptureInterface on : description.interfaces()) {
            if (on.snaplen() == 0) {
                return null;
            }
            most = Math.max(most, on.snaplen());
        }
        return most == 0 ? null : most;
    }

    CapinfosAnswer.InterfaceList interfaces() {
        List<CapinfosAnswer.InterfaceFacts> listed = new ArrayList<>();
        List<CaptureInterface> all = description.interfaces();
        for (int id = 0; id < Math.min(all.size(), limit); id++) {
            CaptureInterface on = all.get(id);
            listed.add(new CapinfosAnswer.InterfaceFacts(id, file(on.file()), on.name(), on.description(),
                    LinkTypeNames.brief(on.linkType()), on.packets(), on.snaplen() == 0 ? null : on.snaplen(),
                    unit(on.ticksPerSecond()), on.filter(), on.operatingSystem(), on.hardware(),
                    on.speed() == 0 ? null : on.speed(), on.fcsLength() < 0 ? null : on.fcsLength(),
                    on.comments().isEmpty() ? null : firstOf(on.comments()),
                    on.statistics() == null ? null : counters(on.statistics())));
        }
        return new CapinfosAnswer.InterfaceList(all.size(), listed);
    }

    private List<String> firstOf(List<String> comments) {
        return comments.subList(0, Math.min(limit, comments.size()));
    }

    private static CapinfosAnswer.Counters counters(CaptureInterface.Statistics counted) {
        return new CapinfosAnswer.Counters(reported(counted.received()), reported(counted.droppedByInterface()),
                reported(counted.droppedBySystem()), reported(counted.acceptedByFilter()), reported(counted.delivered()));
    }

    private static Long reported(long count) {
        return count < 0 ? null : (Long) count;
    }
}
