package io.wirecause.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The arguments as they were given. Where the locale knows ASCII only, Java replaces all other characters before the program
 * starts; Linux still has them.
 */
final class GivenArguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private GivenArguments() {
    }

    /** The same arguments, with what was replaced in them. */
    static String[] of(String[] received) {
        if (Arrays.stream(received).allMatch(GivenArguments::isSound)) {
            return received;
        }
        try {
            return restored(received, Files.readAllBytes(COMMAND_LINE));
        } catch (IOException e) {
            // There is no such file on other systems, whose locales are not like that.
            return received;
        }
    }

    /** @param commandLine the words of the process in UTF-8, a zero byte behind each */
    static String[] restored(String[] received, byte[] commandLine) {
        String[] words = new String(commandLine, StandardCharsets.UTF_8).split("\0", -1);
        int first = words.length - 1 - received.length;
        if (first < 0) {
            return received;
        }
        String[] given = Arrays.copyOfRange(words, first, words.length - 1);
        for (int i = 0; i < given.length; i++) {
            if (!given[i].replaceAll("[^\\x00-\\x7f]+", "").equals(received[i].replaceAll("[^\\x00-\\x7f]+", ""))
                    && !asciiOf(given[i]).equals(received[i])) {
                return received;
            }
        }
        return given;
    }

    /** As Java shows it where every byte of other characters becomes a question mark. */
    private static String asciiOf(String text) {
        StringBuilder ascii = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            ascii.append(each < 0 ? '?' : (char) each);
        }
        return ascii.toString();
    }

    private static boolean isSound(String argument) {
        return argument.chars().allMatch(c -> c < 0x80 && c != '?');
    }
}
