package io.wirecause.compare.match;

/**
 * Which bytes of a stream have passed a point: all from one sequence number up to another but for a few gaps. Sequence numbers
 * are 32 bits
 * that wrap (RFC 9293, section 3.4).
 */
final class PassedBytes {
    private static final int GAPS = 32;

    private final int[] from = new int[GAPS];
    private final int[] to = new int[GAPS];
    private int gaps;
    private boolean started;
    private int begin;
    private int end;

    /** Adds bytes; whether all of them had passed before. */
    boolean add(int start, int behind) {
        if (!started) {
            started = true;
            begin = start;
            end = behind;
            return false;
        }
        boolean known = covers(start, behind);
        if (start - end > 0) {
            gap(end, start);
        }
        if (begin - start > 0) {
            if (begin - behind > 0) {
                gap(behind, begin);
            }
            begin = start;
        }
        if (behind - end > 0) {
            end = behind;
        }
        fill(start, behind);
        return known;
    }

    /** Whether all of these bytes have passed. */
    boolean covers(int start, int behind) {
        if (!started || behind - end > 0 || begin - start > 0) {
            return false;
        }
        for (int i = 0; i < gaps; i++) {
            if (start - to[i] < 0 && from[i] - behind < 0) {
                return false;
            }
        }
        return true;
    }

    private void fill(int start, int behind) {
        for (int i = gaps - 1; i >= 0; i--) {
            if (start - to[i] >= 0 || from[i] - behind >= 0) {
                continue;
            }
            boolean left = start - from[i] > 0;
            boolean right = to[i] - behind > 0;
            if (left && right && gaps < GAPS) {
                from[gaps] = behind;
                to[gaps++] = to[i];
                to[i] = start;
            } else if (left) {
                to[i] = start;
            } else if (right) {
                from[i] = behind;
            } else {
                gaps--;
                from[i] = from[gaps];
                to[i] = to[gaps];
            }
        }
    }

    private void gap(int start, int behind) {
        if (gaps == GAPS) {
            // The oldest is forgotten.
            gaps--;
            System.arraycopy(from, 1, from, 0, gaps);
            System.arraycopy(to, 1, to, 0, gaps);
        }
        from[gaps] = start;
        to[gaps++] = behind;
    }
}
