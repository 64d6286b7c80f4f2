package io.wirecause.explain.ladder;

import io.wirecause.report.Durations;
import io.wirecause.report.Plural;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One step of a ladder: an event, a flight of data in one direction, a wait, or a fold of many. */
public final class Rung {
    private static final int MOST_SAID = 8;
    private static final int MOST_GAPS = 6;
    private static final long WORTH_TELLING = 1_000_000L;

    private final Kind kind;
    private final long frame;
    private final long time;
    private Way way;
    private long lastFrame;
    private long lastTime;
    private int weight;
    private String text;
    private String note = "";
    private final List<Said> said = new ArrayList<>(1);
    private int unsaid;
    private final Traffic forth = new Traffic();
    private final Traffic back = new Traffic();
    private final List<Long> gaps = new ArrayList<>(0);
    private int repeats;
    private String noun = "segment";
    private int folded;
    private long longestWait;

    /** What a step is. */
    public enum Kind {
        /** Something that happens once, or several times in the same way. */
        EVENT,
        /** Data of one side. */
        DATA,
        /** Time that passes. */
        WAIT,
        /** Several steps in one. */
        FOLD
    }

    /**
     * A step that begins.
     *
     * @param weight how much a reader would miss it, 0 to 100
     */
    public Rung(Kind kind, Way way, int weight, long frame, long time, String text) {
        this.kind = kind;
        this.way = way;
        this.weight = weight;
        this.frame = frame;
        this.time = time;
        this.lastFrame = frame;
        this.lastTime = time;
        this.text = text;
    }

    /** Several steps in one. */
    static Rung fold(List<Rung> steps) {
        Rung first = steps.get(0);
        Rung fold = new Rung(Kind.FOLD, first.way, 0, first.frame, first.time, "");
        steps.forEach(fold::take);
        return fold;
    }

    private void take(Rung other) {
        way = way.and(other.way);
        folded += Math.max(1, other.folded);
        forth.take(other.forth);
        back.take(other.back);
        lastFrame = Math.max(lastFrame, other.lastFrame);
        lastTime = Math.max(lastTime, other.lastTime);
        weight = Math.max(weight, other.weight);
        longestWait = Math.max(longestWait, other.kind == Kind.WAIT ? other.lastTime - other.time : other.longestWait);
        noun = other.noun;
    }

    /** It goes on up to this packet. */
    public void reach(long toFrame, long toTime) {
        lastFrame = Math.max(lastFrame, toFrame);
        lastTime = Math.max(lastTime, toTime);
    }

    /** The same once more. */
    public void repeat(long atFrame, long atTime) {
        repeats++;
        if (gaps.size() < MOST_GAPS) {
            gaps.add(atTime - lastTime);
        }
        reach(atFrame, atTime);
    }

    /** Data with what it says. */
    public void data(boolean client, long payload, List<Said> begun) {
        (client ? forth : back).add(payload);
        for (Said one : begun) {
            if (said.size() < MOST_SAID) {
                said.add(one);
            } else {
                unsaid++;
            }
        }
    }

    /** What it carries, where its words tell that already. */
    public Rung carrying(boolean client, long payload) {
        (client ? forth : back).add(payload);
        return this;
    }

    /** A segment of it was sent again. */
    public void again(boolean client) {
        (client ? forth : back).again();
    }

    /** A segment of it was overtaken. */
    public void late(boolean client) {
        (client ? forth : back).late();
    }

    /** Before this segment others are missing. */
    public void missing(boolean client) {
        (client ? forth : back).missing();
    }

    /** Its receiver asks for a segment again. */
    public void askedAgain(boolean client) {
        (client ? forth : back).askedAgain();
    }

    /** Another side sends in it too. */
    public void goBothWays(Way other) {
        way = way.and(other);
    }

    /** How the packets of this exchange are called. */
    public Rung called(String packets) {
        noun = packets;
        return this;
    }

    /** Adds words behind what it says. */
    public void note(String words) {
        note = words;
    }

    /** Other words. */
    public void rename(String words) {
        text = words;
    }

    /** A reader would miss it this much at least. */
    public void weigh(int atLeast) {
        weight = Math.max(weight, atLeast);
    }

    /** How much a reader would miss it. */
    int weight() {
        int most = weight;
        for (Said one : said) {
            most = Math.max(most, switch (one.tone()) {
                case DATA -> 20;
                case HANDSHAKE, FINISHED -> 45;
                case MESSAGE -> 35;
                case TROUBLE -> 65;
            });
        }
        boolean troubled = kind == Kind.DATA && (forth.isTroubled() || back.isTroubled());
        return troubled ? Math.max(most, 40) : most;
    }

    /** Its kind. */
    public Kind kind() {
        return kind;
    }

    /** Who sends. */
    public Way way() {
        return way;
    }

    /** Its words without size, time and frames. */
    public String words() {
        return text;
    }

    /** What was said in it last; null for nothing. */
    public Said lastSaid() {
        return said.isEmpty() ? null : said.get(said.size() - 1);
    }

    /** Whether something was said that could not be taken apart, or nothing. */
    public boolean saysNothing() {
        return said.stream().allMatch(one -> one.tone() == Said.Tone.DATA);
    }

    /** Its first frame. */
    public long frame() {
        return frame;
    }

    /** Its last frame. */
    public long lastFrame() {
        return lastFrame;
    }

    /** When it began, nanoseconds since 1970. */
    public long time() {
        return time;
    }

    /** When it ended, nanoseconds since 1970. */
    public long lastTime() {
        return lastTime;
    }

    /** How many times it happened again. */
    public int repeats() {
        return repeats;
    }

    /** How many steps it folds; 0 where it is one itself. */
    int folded() {
        return folded;
    }

    /** What it tells, with neither time nor frames. */
    String tells() {
        return switch (kind) {
            case EVENT -> text + repeated() + note;
            case WAIT -> text + note;
            case DATA -> dataText() + note;
            case FOLD -> foldText();
        };
    }

    private String repeated() {
        if (repeats == 0) {
            return "";
        }
        String after = gaps.stream().map(Durations::words).collect(Collectors.joining(", "));
        return ", again after " + after + (repeats > gaps.size() ? ", ... (" + repeats + " times)" : "");
    }

    private String dataText() {
        Traffic one = way == Way.BACK ? back : forth;
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < said.size(); i++) {
            String words = said.get(i).text();
            if (i == 0 || !words.equals(said.get(i - 1).text())) {
                out.append(out.isEmpty() ? "" : ", ").append(words);
            }
        }
        if (unsaid > 0) {
            out.append(", ").append(Plural.of(unsaid, "message")).append(" more");
        }
        out.append(out.isEmpty() ? text : ", ");
        if (way == Way.BOTH) {
            out.append("client ").append(forth.size(noun)).append(forth.trouble()).append(", server ").append(back.size(noun))
                    .append(back.trouble());
        } else {
            out.append(one.size(noun));
        }
        if (lastTime - time >= WORTH_TELLING && forth.packets() + back.packets() > 1) {
            out.append(" in ").append(Durations.words(lastTime - time));
        }
        return way == Way.BOTH ? out.toString() : out.append(one.trouble()).toString();
    }

    private String foldText() {
        StringBuilder out = new StringBuilder("(").append(Plural.of(folded, "step")).append(" in ")
                .append(Durations.words(lastTime - time));
        if (forth.packets() > 0) {
            out.append("; client ").append(forth.size(noun)).append(forth.trouble());
        }
        if (back.packets() > 0) {
            out.append("; server ").append(back.size(noun)).append(back.trouble());
        }
        if (longestWait > 0) {
            out.append("; longest wait ").append(Durations.words(longestWait));
        }
        return out.append(')').toString();
    }
}
