package io.wirecause.capture;

/**
 * What was read of one file of a set, in nanoseconds since 1970 where it is a time.
 *
 * @param name        its name
 * @param frames      frames read from it
 * @param firstNumber number of its first frame in the merged set; 0 where it has none
 * @param lastNumber  number of its last frame in the merged set
 * @param start       its earliest time; {@link Long#MAX_VALUE} where no frame has a time
 * @param end         its latest time; {@link Long#MIN_VALUE} where no frame has a time
 * @param longestGap  longest time between two frames of it that follow each other
 * @param damage      what broke it off, null where nothing did
 */
public record CapturedFile(String name, long frames, long firstNumber, long lastNumber, long start, long end, long longestGap,
                           String damage) {
    /** Whether any frame of it has a time. */
    public boolean timed() {
        return start <= end;
    }
}
