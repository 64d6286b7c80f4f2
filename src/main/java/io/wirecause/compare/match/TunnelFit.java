package io.wirecause.compare.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Packets in clear found again among those of a tunnel, by their order and by their lengths: encryption hides all but these.
 * How much a tunnel adds to a packet depends on what was agreed, so each way of padding in use is tried.
 */
final class TunnelFit {
    /** How far ahead the next one is looked for. */
    private static final int AHEAD = 64;
    private static final int WIREGUARD_UNIT = 16;
    private static final int WIREGUARD_ADDS = 32;
    /** Header of 8 with initialisation vector and check value: AES-GCM, AES-CBC with SHA-1 (96 bits) or SHA-2 (128). */
    private static final int[] ESP_ADDS = {32, 36, 40};
    private static final int[] ESP_UNITS = {4, 16};
    private static final int ESP_TRAILER = 2;

    /** Packets at the beginning of each that are tried as partners, and how many are followed to see how well that goes. */
    private static final int STARTS = 8;
    private static final int STARTS_IN_TUNNEL = 256;
    private static final int TRIED = 64;
    private static final long[] TOLERANCES = {10_000_000L, 100_000_000L, 1_000_000_000L};
    /** Partners may at least be late by so much, nanoseconds. */
    private static final long LATE = 5_000_000L;
    private static final long UNREACHED = Long.MAX_VALUE / 4;
    private static final byte IN_TUNNEL_ONLY = 1;
    private static final byte IN_CLEAR_ONLY = 2;
    private static final byte BOTH = 3;

    /** Of each in clear, the place of the one in the tunnel; -1 for none. */
    final int[] partners;
    final int matched;

    private TunnelFit(int[] partners, int matched) {
        this.partners = partners;
        this.matched = matched;
    }

    /** The best fit of all ways of padding, wherever the two captures begin. */
    static TunnelFit of(TunnelTrace clear, TunnelTrace tunnel, TunnelPacket.Kind kind) {
        TunnelFit best = new TunnelFit(new int[0], 0);
        for (Padding padding : Padding.of(kind)) {
            for (long tolerance : TOLERANCES) {
                TunnelFit fit = fit(clear, tunnel, padding, start(clear, tunnel, padding, tolerance), clear.count, tolerance);
                best = fit.matched > best.matched ? align(clear, tunnel, padding, fit) : best;
            }
        }
        return best;
    }

    /** The pair among the first packets from which most of the next ones have partners. */
    private static int[] start(TunnelTrace clear, TunnelTrace tunnel, Padding padding, long tolerance) {
        int[] start = {0, 0};
        int most = 0;
        for (int i = 0; i < Math.min(STARTS, clear.count); i++) {
            for (int j = 0; j < Math.min(STARTS_IN_TUNNEL, tunnel.count); j++) {
                int matched = fit(clear, tunnel, padding, new int[] {i, j}, i + TRIED, tolerance).matched;
                if (matched > most) {
                    most = matched;
                    start = new int[] {i, j};
                }
            }
        }
        return start;
    }

    /**
     * What a tunnel makes of the length of a packet.
     *
     * @param adds    bytes around it
     * @param unit    what it is padded to a multiple of
     * @param trailer bytes that are padded with it
     */
    private record Padding(int adds, int unit, int trailer) {
        static List<Padding> of(TunnelPacket.Kind kind) {
            if (kind == TunnelPacket.Kind.WIREGUARD) {
                return List.of(new Padding(WIREGUARD_ADDS, WIREGUARD_UNIT, 0));
            }
            List<Padding> all = new ArrayList<>();
            for (int adds : ESP_ADDS) {
                for (int unit : ESP_UNITS) {
                    all.add(new Padding(adds, unit, ESP_TRAILER));
                }
            }
            return all;
        }

        boolean fits(int clear, int encrypted) {
            int inside = clear + trailer;
            // A packet of the tunnel's greatest length is not padded beyond it.
            return encrypted == (inside + unit - 1) / unit * unit + adds || encrypted == inside + adds;
        }
    }

    /**
     * With these two as the first pair.
     *
     * @param tolerance by how much the next packet may be held longer or shorter than the one before it, nanoseconds
     */
    private static TunnelFit fit(TunnelTrace clear, TunnelTrace tunnel, Padding padding, int[] start, int end, long tolerance) {
        int[] partners = new int[Math.min(end, clear.count)];
        Arrays.fill(partners, -1);
        int matched = 0;
        int next = start[1];
        long last = tunnel.times[start[1]] - clear.times[start[0]];
        for (int i = start[0]; i < partners.length; i++) {
            for (int j = next; j < Math.min(tunnel.count, i == start[0] ? next + 1 : next + AHEAD); j++) {
                long held = tunnel.times[j] - clear.times[i];
                if (padding.fits(clear.lengths[i], tunnel.lengths[j]) && Math.abs(held - last) < tolerance) {
                    partners[i] = j;
                    next = j + 1;
                    last = held;
                    matched++;
                    break;
                }
            }
            if (i == start[0] && matched == 0) {
                break;
            }
        }
        return new TunnelFit(partners, matched);
    }

    /**
     * The same with the times: lengths alone do not tell which of several packets was lost. The alignment in which most packets
     * have a partner that is not late by more than nearly all.
     */
    private static TunnelFit align(TunnelTrace clear, TunnelTrace tunnel, Padding padding, TunnelFit rough) {
        long[] held = IntStream.range(0, rough.partners.length).filter(i -> rough.partners[i] >= 0)
                .mapToLong(i -> tunnel.times[rough.partners[i]] - clear.times[i]).sorted().toArray();
        if (held.length == 0) {
            return rough;
        }
        long typical = held[held.length / 2];
        long latest = Math.max(LATE, 3 * (held[held.length * 9 / 10] - held[held.length / 10]));
        int width = 2 * AHEAD + 1;
        int[] centre = centres(rough.partners, tunnel.count);
        long[][] cost = new long[clear.count + 1][width];
        byte[][] step = new byte[clear.count + 1][width];
        for (int i = 0; i <= clear.count; i++) {
            for (int k = 0; k < width; k++) {
                int j = centre[i] - AHEAD + k;
                cost[i][k] = i == 0 && j == 0 ? 0 : UNREACHED;
                if (j < 0 || j > tunnel.count) {
                    continue;
                }
                if (k > 0 && j > 0) {
                    take(cost, step, i, k, cost[i][k - 1], IN_TUNNEL_ONLY);
                }
                int before = i == 0 ? -1 : j - (centre[i - 1] - AHEAD);
                if (i > 0 && before >= 0 && before < width) {
                    take(cost, step, i, k, cost[i - 1][before], IN_CLEAR_ONLY);
                }
                if (i > 0 && j > 0 && before >= 1 && before <= width && padding.fits(clear.lengths[i - 1],
                        tunnel.lengths[j - 1])) {
                    long late = Math.abs(tunnel.times[j - 1] - clear.times[i - 1] - typical);
                    take(cost, step, i, k, cost[i - 1][before - 1] + late - latest, BOTH);
                }
            }
        }
        return walk(cost, step, centre, clear.count, tunnel.count, rough);
    }

    private static void take(long[][] cost, byte[][] step, int i, int k, long offered, byte way) {
        if (offered < cost[i][k] && offered < UNREACHED / 2) {
            cost[i][k] = offered;
            step[i][k] = way;
        }
    }

    /** Where the partner of each is about, by the rough fit. */
    private static int[] centres(int[] partners, int most) {
        int[] centre = new int[partners.length + 1];
        for (int i = 1; i <= partners.length; i++) {
            centre[i] = partners[i - 1] >= 0 ? partners[i - 1] + 1 : Math.min(most, centre[i - 1] + 1);
        }
        return centre;
    }

    private static TunnelFit walk(long[][] cost, byte[][] step, int[] centre, int clear, int tunnel, TunnelFit rough) {
        int[] partners = new int[clear];
        Arrays.fill(partners, -1);
        int matched = 0;
        int i = clear;
        int k = tunnel - (centre[i] - AHEAD);
        if (k < 0 || k > 2 * AHEAD || cost[i][k] >= UNREACHED) {
            return rough;
        }
        while (i > 0) {
            byte way = step[i][k];
            if (way == IN_TUNNEL_ONLY) {
                k--;
                continue;
            }
            int j = centre[i] - AHEAD + k;
            if (way == BOTH) {
                partners[i - 1] = j - 1;
                matched++;
                j--;
            }
            i--;
            k = j - (centre[i] - AHEAD);
        }
        return new TunnelFit(partners, matched);
    }
}
