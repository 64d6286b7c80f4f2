package io.wirecause.service.text;

import java.util.Arrays;

/** Commands that wait for their replies, in order; bounded, beyond which the oldest are forgotten. */
final class CommandOrder {
    private static final int MOST = 512;
    private String[] commands = new String[4];
    private int first;
    private int size;

    void add(String command) {
        if (size == commands.length) {
            if (size == MOST) {
                next();
            } else {
                String[] larger = new String[2 * size];
                for (int i = 0; i < size; i++) {
                    larger[i] = commands[(first + i) % size];
                }
                commands = larger;
                first = 0;
            }
        }
        commands[(first + size++) % commands.length] = command;
    }

    /** Takes out the oldest; null where none waits. */
    String next() {
        if (size == 0) {
            return null;
        }
        String command = commands[first];
        first = (first + 1) % commands.length;
        size--;
        return command;
    }

    /** The oldest; null where none waits. */
    String peek() {
        return size == 0 ? null : commands[first];
    }

    void clear() {
        Arrays.fill(commands, null);
        size = 0;
    }
}
