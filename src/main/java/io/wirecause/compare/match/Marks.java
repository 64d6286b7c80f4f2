package io.wirecause.compare.match;

import io.wirecause.analysis.collect.KeyedHash;

/**
 * Numbers that packets of a direction carry, each once: of all those whose hashes are the smallest. Two captures that hold the
 * same
 * packets hold the same marks, whatever part of the conversation each has.
 */
final class Marks {
    private static final int MOST = 24;

    private final int[] numbers = new int[MOST];
    private int count;
    private int worst;
    private long packets;

    /** Takes in a number; 0 and less stand for none. */
    void add(int number) {
        packets++;
        if (number <= 0) {
            return;
        }
        long rank = KeyedHash.mix(number, 0);
        if (count == MOST && rank >= KeyedHash.mix(numbers[worst], 0)) {
            return;
        }
        for (int i = 0; i < count; i++) {
            if (numbers[i] == number) {
                return;
            }
        }
        numbers[count < MOST ? count++ : worst] = number;
        worst = 0;
        for (int i = 1; i < count; i++) {
            worst = KeyedHash.mix(numbers[i], 0) > KeyedHash.mix(numbers[worst], 0) ? i : worst;
        }
    }

    /** Whether the two have marks in common, more than by chance. One number that all packets carry is no mark. */
    boolean meet(Marks other) {
        int common = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < other.count; j++) {
                common += numbers[i] == other.numbers[j] ? 1 : 0;
            }
        }
        return common >= 2 || common == 1 && packets == 1 && other.packets == 1;
    }
}
