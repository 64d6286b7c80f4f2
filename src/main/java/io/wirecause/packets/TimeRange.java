package io.wirecause.packets;

import io.wirecause.report.UserFacingException;
import io.wirecause.report.WireText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;

/** A part of the capture's time: two limits, each as seconds since the first frame or as a time in UTC. */
final class TimeRange {
    private static final Pattern SECONDS = Pattern.compile("-?\\d{1,9}(\\.\\d{1,18})?s?");
    private static final int SHOWN = 40;
    private static final int NANO_DIGITS = 9;

    private final Limit after;
    private final Limit before;

    /** A limit in nanoseconds, since the first frame or since 1970. */
    private record Limit(long nanos, boolean relative) {
        long at(long start) {
            return relative ? start + nanos : nanos;
        }

        String filter(String comparison) {
            String seconds = BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros().toPlainString();
            return (relative ? "frame.time_relative " : "frame.time_epoch ") + comparison + " " + seconds;
        }
    }

    private TimeRange(Limit after, Limit before) {
        this.after = after;
        this.before = before;
    }

    /**
     * Reads the limits.
     *
     * @return null where neither is given
     * @throws UserFacingException where one is no time
     */
    static TimeRange of(String after, String before) throws UserFacingException {
        return after == null && before == null ? null : new TimeRange(limit("after", after), limit("before", before));
    }

    private static Limit limit(String name, String given) throws UserFacingException {
        if (given == null) {
            return null;
        }
        String text = given.strip();
        if (SECONDS.matcher(text).matches()) {
            BigDecimal seconds = new BigDecimal(text.replace("s", ""));
            return new Limit(seconds.movePointRight(NANO_DIGITS).setScale(0, RoundingMode.HALF_UP).longValueExact(), true);
        }
        try {
            String iso = text.replace(' ', 'T').toUpperCase(Locale.ROOT);
            Instant time = iso.endsWith("Z") ? Instant.parse(iso)
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
            return new Limit(Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano()), false);
        } catch (DateTimeException | ArithmeticException e) {
            throw new UserFacingException("The argument " + name + " takes seconds since the first frame, such as 12.5, or a "
                    + "time in UTC, such as 2026-01-31T12:00:00Z, not " + WireText.quote(given, SHOWN) + ".", e);
        }
    }

    /**
     * Whether a time lies in it.
     *
     * @param start when the first frame was captured; both in nanoseconds
     */
    boolean contains(long time, long start) {
        return (after == null || time >= after.at(start)) && (before == null || time <= before.at(start));
    }

    /** A display filter for it. */
    String displayFilter() {
        String from = after == null ? "" : after.filter(">=");
        return from + (after == null || before == null ? "" : " && ") + (before == null ? "" : before.filter("<="));
    }
}
