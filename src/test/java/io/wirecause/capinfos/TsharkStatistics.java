package io.wirecause.capinfos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code tshark -q -z conv,tcp -z conv,udp -z io,phs} prints of a capture. */
final class TsharkStatistics {
    private static final Pattern CONVERSATION = Pattern.compile(
            "^(\\S+)\\s+<->\\s+(\\S+)\\s+(\\d+) (\\d+) (bytes|kB|MB|GB)\\s+(\\d+) (\\d+) (bytes|kB|MB|GB)\\s+(\\d+) .*");
    private static final Pattern LAYER = Pattern.compile("^( *)(\\S+) +frames:(\\d+) bytes:(\\d+)$");

    /** Frames and bytes in both directions by kind (TCP, UDP) and pair of endpoints in order of their text. */
    final Map<String, long[]> conversations = new TreeMap<>();
    /** Frames by stack of layers, outermost first, joined by a colon. */
    final Map<String, Long> layers = new TreeMap<>();

    static boolean isInstalled() {
        try {
            return new ProcessBuilder("tshark", "-v").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static TsharkStatistics of(Path capture) throws IOException {
        Process process = new ProcessBuilder("tshark", "-n", "-r", capture.toString(), "-q", "-z", "conv,tcp", "-z", "conv,udp",
                "-z", "io,phs").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    static TsharkStatistics parse(String text) {
        TsharkStatistics read = new TsharkStatistics();
        String kind = "";
        Deque<String> path = new ArrayDeque<>();
        for (String line : text.split("\\R")) {
            Matcher conversation = CONVERSATION.matcher(line);
            Matcher layer = LAYER.matcher(line);
            if (line.endsWith(" Conversations")) {
                kind = line.substring(0, 3);
            } else if (conversation.matches()) {
                read.conversation(kind, conversation);
            } else if (layer.matches()) {
                int depth = layer.group(1).length() / 2;
                while (path.size() > depth) {
                    path.removeLast();
                }
                path.addLast(layer.group(2));
                read.layers.merge(String.join(":", path), Long.valueOf(layer.group(3)), Long::sum);
            }
        }
        return read;
    }

    /** A port that is used again has a line for each connection; they are added up, as our conversations are. */
    private void conversation(String kind, Matcher line) {
        String a = line.group(1);
        String b = line.group(2);
        boolean inOrder = a.compareTo(b) <= 0;
        long[] counts = conversations.computeIfAbsent(key(kind, a, b), k -> new long[2]);
        // The left column counts frames towards the first endpoint.
        counts[inOrder ? 1 : 0] += Long.parseLong(line.group(3));
        counts[inOrder ? 0 : 1] += Long.parseLong(line.group(6));
    }

    /** The same for both directions; tshark writes IPv6 without brackets. */
    static String key(String kind, String a, String b) {
        String one = a.replace("[", "").replace("]", "");
        String two = b.replace("[", "").replace("]", "");
        return kind + " " + (one.compareTo(two) <= 0 ? one + " " + two : two + " " + one);
    }
}
