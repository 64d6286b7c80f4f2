package io.wirecause.corpus;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Counts, field by field, how often our records of messages say what tshark's rows say. */
public final class FieldAgreement {
    private final Map<String, long[]> agreement = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private String name;

    /**
     * Compares one capture; the first column of a row is the frame.
     *
     * @param frame  the frame of one of our records
     * @param fields compares one of them with its row by {@link #check}
     */
    public <R> void compare(Path capture, List<R> ours, List<String[]> theirs, Function<R, Long> frame,
                            BiConsumer<String[], R> fields) {
        name = Corpus.name(capture);
        Map<Long, R> byFrame = new HashMap<>();
        ours.forEach(r -> byFrame.put(frame.apply(r), r));
        for (String[] row : theirs) {
            R record = byFrame.remove(Long.parseLong(row[0]));
            check("message", row, record == null ? "missing" : "there", "there");
            if (record != null) {
                fields.accept(row, record);
            }
        }
        byFrame.keySet().forEach(each -> differences.add(name + " frame " + each + " only ours"));
    }

    /** Counts one field of a message. */
    public void check(String field, String[] row, Object ours, String theirs) {
        long[] counts = agreement.computeIfAbsent(field, f -> new long[2]);
        counts[1]++;
        if (theirs.equals(String.valueOf(ours))) {
            counts[0]++;
        } else {
            differ(row, field + ": ours " + ours + ", tshark " + theirs);
        }
    }

    /** Notes a difference that counts for no field. */
    public void differ(String[] row, String what) {
        differences.add(name + " frame " + row[0] + " " + what);
    }

    /** Prints all, and asserts that at least this share of every field agrees over more than so many messages. */
    public void assertShare(double share, long messages) {
        differences.forEach(System.err::println);
        agreement.forEach((field, counts) -> System.err.printf("%-18s %6d of %6d agree%n", field, counts[0], counts[1]));
        agreement.forEach((field, counts) -> assertTrue(counts[0] >= share * counts[1], field + ": " + counts[0] + " of "
                + counts[1]));
        assertTrue(agreement.get("message")[1] > messages, "too few messages compared");
    }
}
