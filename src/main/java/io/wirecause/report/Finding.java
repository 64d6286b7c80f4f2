package io.wirecause.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Something wrong or noteworthy in the capture, with its evidence.
 *
 * @param code          what kind of finding
 * @param severity      how much it matters
 * @param confidence    how sure it is
 * @param title         one short sentence
 * @param detail        the numbers behind it
 * @param connections   ids of the first few connections concerned; empty where it is not about TCP connections
 * @param frames        frames that show it, spread over the capture, numbered as Wireshark numbers them
 * @param displayFilter a Wireshark display filter that shows the evidence
 * @param hint          what to check or do next
 * @param limits        what this finding cannot tell, null where there is nothing to say
 * @param framesInFiles where there are several files: the frames as file and number in it; null where there is one file
 * @param otherFilter   where two captures are compared: the display filter for the second one; else null
 * @param subjects      what it is about, at most {@link #MAX_SUBJECTS}, for joining it with findings of other protocols
 * @param aboutCapture  whether it is about the capture itself rather than about the traffic in it
 * @param party         where it lies, if its evidence tells that better than its code does; else null
 */
public record Finding(
        @Describe("What kind of finding; the resource wirecause://findings explains each code") String code,
        @Describe("How much it matters") Severity severity,
        @Describe("How sure it is") Confidence confidence,
        @Describe("One sentence") String title,
        @Describe("The numbers behind it") String detail,
        @Describe("Ids of the first few connections concerned (Wireshark's tcp.stream)") List<Integer> connections,
        @Describe("Up to ten frames that show it, spread over the capture; Wireshark's numbers") List<Long> frames,
        @Describe("Paste into Wireshark to see the evidence") String displayFilter,
        @Describe("What to check or do next") String hint,
        @Describe(value = "What this finding cannot show", optional = true) String limits,
        @Describe(value = "Frames as FILE#NUMBER, where there are several files", optional = true)
        List<String> framesInFiles,
        @Describe(value = "The same for the second of two captures compared", optional = true) String otherFilter,
        @Unlisted Set<Subject> subjects,
        @Unlisted boolean aboutCapture,
        @Unlisted Party party) {

    /** How many connections a finding lists; the display filter shows the rest. */
    public static final int EXAMPLES = 5;
    /** How many frames a finding lists. */
    public static final int MAX_FRAMES = 10;
    /** Subjects kept of one finding. */
    public static final int MAX_SUBJECTS = 1_000;
    /** Worst first; among equals what is wrong with the traffic before what is wrong with the capture. */
    public static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::aboutCapture);

    /** Keeps the collections immutable. */
    public Finding {
        connections = List.copyOf(connections);
        frames = List.copyOf(frames);
        framesInFiles = framesInFiles == null ? null : List.copyOf(framesInFiles);
        subjects = Set.copyOf(subjects);
    }

    /** Begins a finding; title, detail, display filter and hint have to follow. */
    public static Builder of(FindingCode code, Severity severity, Confidence confidence) {
        return new Builder(code, severity, confidence);
    }

    /** So many of these frames at most, each once and in order: the first, the last, and some evenly in between. */
    public static List<Long> spread(Collection<Long> frames, int most) {
        List<Long> all = frames.stream().sorted().distinct().toList();
        if (all.size() <= most) {
            return all;
        }
        return IntStream.range(0, most).mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (most - 1)))).toList();
    }

    /** A display filter that selects these frames, at least one, where none by content would. */
    public static String filter(List<Long> frames) {
        return frames.stream().map(String::valueOf).collect(Collectors.joining(", ", "frame.number in {", "}"));
    }

    /** This finding with its frames listed by file too. */
    public Finding inFiles(List<String> files) {
        return new Finding(code, severity, confidence, title, detail, connections, frames, displayFilter, hint, limits, files,
                otherFilter, subjects, aboutCapture, party);
    }

    /** Collects the parts of a finding by their names. */
    public static final class Builder {
        private final FindingCode code;
        private final Severity severity;
        private final Confidence confidence;
        private String title;
        private String detail;
        private List<Integer> connections = List.of();
        private List<Long> frames = List.of();
        private String displayFilter;
        private String hint;
        private String limits;
        private Party party;
        private List<String> framesInFiles;
        private String otherFilter;
        private final Set<Subject> subjects = new LinkedHashSet<>();

        private Builder(FindingCode code, Severity severity, Confidence confidence) {
            this.code = Objects.requireNonNull(code);
            this.severity = severity;
            this.confidence = confidence;
        }

        /** One short sentence. */
        public Builder title(String sentence) {
            title = sentence;
            return this;
        }

        /** The numbers behind it. */
        public Builder detail(String numbers) {
            detail = numbers;
            return this;
        }

        /**
         * All connections concerned: the first {@link #EXAMPLES} are listed, the first {@link #MAX_SUBJECTS} become subjects.
         */
        public Builder connections(List<Integer> streams) {
            connections = new ArrayList<>(streams.subList(0, Math.min(EXAMPLES, streams.size())));
            streams.stream().limit(MAX_SUBJECTS).map(Subject::connection).forEach(this::subject);
            return this;
        }

        /** Frames that show it; {@link #MAX_FRAMES} spread over them are listed, in order. */
        public Builder frames(List<Long> numbers) {
            frames = spread(numbers, MAX_FRAMES);
            return this;
        }

        /** A Wireshark display filter that shows the evidence. */
        public Builder displayFilter(String filter) {
            displayFilter = filter;
            return this;
        }

        /** What to check or do next. */
        public Builder hint(String advice) {
            hint = advice;
            return this;
        }

        /** What the finding cannot show; null for nothing. */
        public Builder limits(String sentence) {
            limits = sentence;
            return this;
        }

        /** Where it lies, where the evidence tells; null where it does not. */
        public Builder at(Party where) {
            party = where;
            return this;
        }

        /** The frames of both of two captures, as file and number, and the display filter for the second. */
        public Builder inBoth(List<String> frames, String filter) {
            framesInFiles = frames;
            otherFilter = filter;
            return this;
        }

        /** Something it is about; beyond {@link #MAX_SUBJECTS} no more are kept. */
        public Builder subject(Subject subject) {
            if (subjects.size() < MAX_SUBJECTS) {
                subjects.add(subject);
            }
            return this;
        }

        /** All that it is about; beyond {@link #MAX_SUBJECTS} no more are kept. */
        public Builder subjects(Stream<Subject> all) {
            all.forEach(this::subject);
            return this;
        }

        /** The finding. */
        public Finding build() {
            return new Finding(code.code(), severity, confidence, Objects.requireNonNull(title), Objects.requireNonNull(detail),
                    connections, frames, Objects.requireNonNull(displayFilter), Objects.requireNonNull(hint), limits,
                    framesInFiles, otherFilter, subjects, code.aboutCapture(), party);
        }
    }
}
