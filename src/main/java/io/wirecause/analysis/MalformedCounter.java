package io.wirecause.analysis;

import io.wirecause.analysis.collect.BoundedCounter;
import io.wirecause.analysis.collect.Examples;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Packet;
import io.wirecause.report.Confidence;
import io.wirecause.report.Describe;
import io.wirecause.report.Finding;
import io.wirecause.report.FindingCode;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Counts messages that are malformed, by what is wrong with them. A message that only the capture's snaplen cut is not
 * malformed and is counted apart.
 */
public final class MalformedCounter {
    /** What analyzers say, perhaps with more behind it, of a message that the capture holds in part. */
    public static final String CUT = "cut short by the snaplen";
    private static final int MAX_KINDS = 64;
    private static final int SHOWN_KINDS = 6;
    private static final int TOLD_KINDS = 2;
    private static final String OTHER = "other";

    private final BoundedCounter kinds = new BoundedCounter(MAX_KINDS, OTHER);
    private final Examples messages = new Examples();
    /** Who sent the first of them. */
    private final Set<String> senders = new LinkedHashSet<>();
    /** What is wrong with the first of them. */
    private String first;
    private long cut;

    /** No messages yet. */
    public MalformedCounter() {
    }

    /**
     * The malformed messages of a capture.
     *
     * @param messages how many
     * @param kinds    what is wrong with how many, the commonest first; n stands for any number
     * @param frames   the first few of them
     */
    public record Summary(
            @Describe("Malformed messages") long messages,
            @Describe("What is wrong with them and how often, the commonest first; n stands for any number")
            Map<String, Long> kinds,
            @Describe("First few frames with a malformed message") List<Long> frames) {
    }

    /**
     * Takes in a message, by the packet that carries it.
     *
     * @param what what is wrong with it in our words; empty where nothing is
     */
    public void add(Packet packet, Collection<String> what) {
        if (!what.isEmpty()) {
            add(packet.frame().number(), what,
                    () -> IpAddress.source(packet));
        }
    }

    /**
     * Takes in a message.
     *
     * @param what   what is wrong with it in our words; empty where nothing is
     * @param sender the address that it came from
     */
    public void add(long frame, Collection<String> what, Supplier<String> sender) {
        if (what.isEmpty()) {
            return;
        }
        // What else is wrong with a message of which the end is missing may well come of that.
        if (what.stream().anyMatch(w -> w.startsWith(CUT))) {
            cut++;
            return;
        }
        messages.add(frame);
        if (senders.size() < SHOWN_KINDS) {
            senders.add(sender.get());
        }
        first = first == null ? what.iterator().next() : first;
        for (String each : what) {
            kinds.add(kind(each));
        }
    }

    /** The words with n for each run of digits. Not a regular expression, since hostile captures need this often. */
    private static String kind(String what) {
        StringBuilder kind = new StringBuilder(what.length());
        boolean inNumber = false;
        for (int i = 0; i < what.length(); i++) {
            char c = what.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit || !inNumber) {
                kind.append(digit ? 'n' : c);
            }
            inNumber = digit;
        }
        return kind.toString();
    }

    /** All in one. */
    public Summary summary() {
        return new Summary(messages.count(), kinds.commonestFirst(SHOWN_KINDS), messages.frames());
    }

    /**
     * A line about them for a reader of a diagnosis; empty where there are none.
     *
     * @param protocol what the messages are of
     */
    public List<String> line(String protocol) {
        List<Long> frames = messages.frames();
        return frames.isEmpty() ? List.of() : List.of(Plural.of(messages.count(), "malformed " + protocol + " message") + ": "
                + String.join("; ", kinds.commonestFirst(TOLD_KINDS).keySet()) + " (frame " + frames.get(0) + ")");
    }

    /**
     * A finding about them; nothing where there are none. What they broke is told by the findings about that.
     *
     * @param protocol its name
     * @param filter   shows them in Wireshark
     */
    public Optional<Finding> finding(FindingCode code, String protocol, String filter) {
        if (messages.count() == 0) {
            return Optional.empty();
        }
        Map<String, Long> commonest = kinds.commonestFirst(SHOWN_KINDS);
        return Optional.of(Finding.of(code, Severity.NOTE, Confidence.HIGH)
                .title(Plural.of(messages.count(), protocol + " message is", protocol + " messages are") + " malformed"
                        + (messages.count() == 1 ? ": " : ", the first: ") + first)
                .detail(commonest.entrySet().stream()
                        .map(kind -> kind.getKey() + (kind.getValue() > 1 ? " (" + kind.getValue() + " times)" : ""))
                        .collect(Collectors.joining("; ")))
                .subjects(senders.stream().map(Subject::host))
                .frames(messages.frames())
                .displayFilter(filter)
                .hint("Look at the program that sent them, and at devices on the way that rewrite such messages: receivers drop "
                        + "them, or read only a part.")
                .build());
    }

    /** What the coverage has to say: how many messages the snaplen cut; empty where none. */
    public List<String> notes() {
        return cut == 0 ? List.of() : List.of(cut + " messages were cut by the snaplen and are read as far as they go.");
    }
}
