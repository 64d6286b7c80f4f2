package io.wirecause.capinfos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.corpus.Corpus;
import io.wirecause.packet.Layer;
import io.wirecause.testing.Answered;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Conversations against tshark's conv,tcp and conv,udp and the hierarchy against its io,phs, over a sample of the corpus;
 * the kinds of differences are explained in docs/files-vs-capinfos.md. {@code -Dwirecause.sample=1} takes every capture.
 */
class TrafficAgainstTsharkTest {
    /** Every so many captures one is compared: enough for 100, few enough for a minute. */
    private static final int EVERY = Integer.getInteger("wirecause.sample", 14);
    private static final long LARGEST = 3_000_000;
    private static final int ALL_ROWS = 500;
    private static final Set<String> LABELS = Arrays.stream(Layer.values()).map(Layer::label).collect(Collectors.toSet());
    /** Stacks that tshark shows where we have none, because they say how a frame was recorded or wrapped. */
    private static final Set<String> NOT_LAYERS = Set.of("frame", "raw", "pkt_comment", "wlan_radio", "udpencap", "nflog");
    private static final Set<String> TUNNELS = Set.of("vxlan", "geneve", "gtp", "teredo", "ayiya", "l2tp", "gre", "capwap",
            "mpls");

    @TempDir
    Path folder;

    private final List<String> unexplained = new ArrayList<>();
    private int conversations;
    private int stacks;
    private int explained;

    @Test
    void shouldCountConversationsAndLayersLikeTshark() throws Exception {
        Assumptions.assumeTrue(TsharkStatistics.isInstalled(), "skipped: tshark is not installed");
        List<Path> all = Corpus.captures();
        int compared = 0;
        for (int i = 0; i < all.size(); i += EVERY) {
            Path plain = Corpus.plain(all.get(i), folder);
            if (Files.size(plain) <= LARGEST && Corpus.capinfos().containsKey(Corpus.name(all.get(i)))) {
                compare(Corpus.name(all.get(i)), plain);
                compared++;
            }
        }
        System.out.printf("captures compared: %d, conversations: %d, stacks of layers: %d, differences explained by rule: %d, "
                + "others: %d%n", compared, conversations, stacks, explained, unexplained.size());
        assertEquals(List.of(), unexplained);
        assertTrue(compared >= 100, compared + " captures");
        assertTrue(conversations > 200, conversations + " conversations");
    }

    private void compare(String name, Path capture) throws Exception {
        TsharkStatistics theirs = TsharkStatistics.of(capture);
        try (Capture open = Capture.open(capture)) {
            Answered<CapinfosAnswer> ours = Answered.of(CapinfosAnswer.class, CapinfosTool.TOOL,
                    new CapinfosArguments(new CaptureArguments(name), ALL_ROWS),
                    new ToolContext(name, open, Limits.DEFAULT, ProgressListener.NONE));
            Map<String, Long> layers = layers(ours);
            String why = explanation(theirs, ours, layers);
            if (ours.body().tcpConversations().total() <= ALL_ROWS && ours.body().udpConversations().total() <= ALL_ROWS) {
                Map<String, String> mine = new TreeMap<>();
                conversations(ours.body().tcpConversations(), "TCP", mine);
                conversations(ours.body().udpConversations(), "UDP", mine);
                Map<String, String> tshark = new TreeMap<>();
                theirs.conversations.forEach((key, counts) -> tshark.put(key, Arrays.toString(counts)));
                conversations += tshark.size();
                conversations(name, mine, tshark, why);
            }
            layers(name, layers, theirs, why);
        }
    }

    /** Why this capture cannot be counted alike; null where it can. */
    private static String explanation(TsharkStatistics theirs, Answered<CapinfosAnswer> answer, Map<String, Long> ours) {
        long counted = theirs.layers.entrySet().stream().filter(e -> e.getKey().indexOf(':') < 0)
                .mapToLong(Map.Entry::getValue).sum();
        if (theirs.layers.keySet().stream().anyMatch(path -> path.contains("_ws.malformed") || path.contains("_ws.short"))
                || counted < answer.totals(CapinfosTotals.class).packetCount() || !answer.coverage().undecoded().isEmpty()) {
            return "the packets are damaged or cut, and tshark leaves them out of what it counts at another point";
        }
        if (ours.keySet().stream().anyMatch(path -> Arrays.stream(path.split(":")).anyMatch(TUNNELS::contains))) {
            return "a tunnelled packet counts in its innermost conversation only, in tshark in each one around it too";
        }
        return null;
    }

    private void conversations(String capture, Map<String, String> ours, Map<String, String> theirs, String why) {
        Map<String, String> onlyOurs = without(ours, theirs);
        Map<String, String> onlyTheirs = without(theirs, ours);
        // With a routing header or a home address, tshark shows the final destination or the home in place of what the IP
        // header says: the same ports and counts then stand beside other addresses.
        boolean routed = !onlyOurs.isEmpty() && onlyOurs.keySet().stream().allMatch(key -> key.split(":").length > 6)
                && anonymous(onlyOurs).equals(anonymous(onlyTheirs));
        Set<String> keys = new TreeSet<>(onlyOurs.keySet());
        keys.addAll(onlyTheirs.keySet());
        for (String key : keys) {
            note(capture + " conversation " + key, ours.get(key), theirs.get(key), routed ? "routing header" : why);
        }
    }

    private static Map<String, String> without(Map<String, String> these, Map<String, String> those) {
        Map<String, String> rest = new TreeMap<>(these);
        rest.entrySet().removeAll(those.entrySet());
        return rest;
    }

    /** Ports in order and how many frames, without addresses and direction. */
    private static List<String> anonymous(Map<String, String> conversations) {
        return conversations.entrySet().stream().map(entry -> {
            String[] ends = entry.getKey().split(" ");
            return Arrays.stream(ends).skip(1).map(end -> end.substring(end.lastIndexOf(':'))).sorted().toList() + " "
                    + Arrays.stream(entry.getValue().replaceAll("[^0-9 ]", "").split(" ")).sorted().toList();
        }).sorted().toList();
    }

    private void layers(String capture, Map<String, Long> ours, TsharkStatistics theirs, String why) {
        Map<String, Long> tshark = normal(theirs.layers);
        stacks += tshark.size();
        Set<String> keys = new TreeSet<>(ours.keySet());
        keys.addAll(tshark.keySet());
        for (String key : keys) {
            if (!Objects.equals(ours.get(key), tshark.get(key))) {
                boolean data = tshark.get(key) == null && isDataInTshark(key, theirs.layers.keySet());
                note(capture + " layers " + key, ours.get(key), tshark.get(key), data ? "tshark does not know the layer" : why);
            }
        }
    }

    /** Whether tshark shows plain data where we have a layer. */
    private static boolean isDataInTshark(String stack, Set<String> theirs) {
        String around = stack;
        while (around.indexOf(':') >= 0) {
            around = around.substring(0, around.lastIndexOf(':'));
            if (theirs.contains(around + ":data")) {
                return true;
            }
        }
        return theirs.contains("data");
    }

    private void note(String what, Object ours, Object theirs, String why) {
        if (why != null) {
            explained++;
        } else {
            unexplained.add(what + ": " + ours + ", tshark has " + theirs);
        }
    }

    private static void conversations(CapinfosAnswer.ConversationList list, String kind, Map<String, String> into) {
        for (CapinfosAnswer.Conversation c : list.listed()) {
            String a = c.a().replace("[", "").replace("]", "");
            String b = c.b().replace("[", "").replace("]", "");
            boolean inOrder = a.compareTo(b) <= 0;
            into.put(TsharkStatistics.key(kind, a, b), Arrays.toString(new long[] {inOrder ? c.packetsAToB() : c.packetsBToA(),
                inOrder ? c.packetsBToA() : c.packetsAToB()}));
        }
    }

    private static Map<String, Long> layers(Answered<CapinfosAnswer> ours) {
        Map<String, Long> all = new TreeMap<>();
        ours.body().protocolHierarchy().listed().forEach(row -> all.put(row.protocol(), row.packets()));
        return normal(all);
    }

    /** Stacks of layers that both name, without what is no layer and with a stack of labels as one. */
    private static Map<String, Long> normal(Map<String, Long> stacks) {
        Map<String, Long> normal = new TreeMap<>();
        for (var entry : stacks.entrySet()) {
            List<String> path = new ArrayList<>();
            boolean comparable = !entry.getKey().endsWith("ieee8021ah:eth");
            for (String part : entry.getKey().split(":")) {
                comparable &= LABELS.contains(part) || NOT_LAYERS.contains(part);
                boolean again = part.equals("mpls") && !path.isEmpty() && path.get(path.size() - 1).equals(part);
                // The Ethernet header around ISL, and the one within a provider backbone's, have no line of their own in tshark.
                if (part.equals("isl") && path.equals(List.of("eth"))) {
                    path.clear();
                }
                again |= part.equals("eth") && !path.isEmpty() && path.get(path.size() - 1).equals("ieee8021ah");
                if (!NOT_LAYERS.contains(part) && !again) {
                    path.add(part);
                }
            }
            boolean leaf = NOT_LAYERS.contains(entry.getKey().substring(entry.getKey().lastIndexOf(':') + 1));
            boolean fragment = !path.isEmpty() && path.get(path.size() - 1).equals("fragment");
            boolean labels = entry.getKey().endsWith("mpls:mpls");
            if (comparable && !leaf && !fragment && !labels) {
                normal.merge(String.join(":", path), entry.getValue(), Long::sum);
            }
        }
        return normal;
    }
}
