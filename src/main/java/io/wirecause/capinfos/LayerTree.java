package io.wirecause.capinfos;

import io.wirecause.packet.Layer;
import io.wirecause.packet.Packet;
import io.wirecause.protocol.LinkTypeNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts frames by their stack of layers. */
final class LayerTree {
    /** Stacks counted apart; frames made to defeat this are counted with the layers around. */
    static final int MAX_NODES = 4_096;

    private final Node root = new Node(null, null);
    private int nodes;

    /** One layer inside others. */
    private static final class Node {
        final Node parent;
        final String label;
        final Node[] children = new Node[Layer.values().length];
        /** By number, those that only have one. */
        Map<Integer, Node> numbered = Map.of();
        long packets;
        long bytes;

        Node(Node parent, String label) {
            this.parent = parent;
            this.label = label;
        }

        String path() {
            return parent.label == null ? label : parent.path() + ":" + label;
        }
    }

    void add(Packet packet, long length) {
        Node node = root;
        for (int i = 0; i < packet.layerCount() && node != null; i++) {
            Layer layer = packet.layer(i);
            Node child = node.children[layer.ordinal()];
            if (layer == Layer.OTHER || layer == Layer.OTHER_LINK) {
                child = node.numbered.get(packet.unknown());
            }
            node = child != null ? child : create(node, packet, i);
            if (node != null) {
                node.packets++;
                node.bytes += length;
            }
        }
    }

    private Node create(Node parent, Packet packet, int index) {
        if (nodes == MAX_NODES) {
            return null;
        }
        nodes++;
        Layer layer = packet.layer(index);
        if (layer != Layer.OTHER && layer != Layer.OTHER_LINK) {
            Node child = new Node(parent, layer.label());
            parent.children[layer.ordinal()] = child;
            return child;
        }
        int number = packet.unknown();
        Node child = new Node(parent, layer == Layer.OTHER_LINK ? LinkTypeNames.brief(number)
                : number < 0 || index == 0 ? layer.label() : ProtocolNames.of(packet.layer(index - 1), number));
        if (parent.numbered.isEmpty()) {
            parent.numbered = new TreeMap<>();
        }
        parent.numbered.put(number, child);
        return child;
    }

    /** Whether stacks beyond the limit may have been met. */
    boolean full() {
        return nodes == MAX_NODES;
    }

    CapinfosAnswer.Hierarchy answer(long frames, int limit) {
        List<Node> all = new ArrayList<>();
        collect(root, all);
        // The sort is stable, so a layer comes before those inside it.
        List<CapinfosAnswer.HierarchyRow> rows = all.stream().sorted(Comparator.comparingLong((Node n) -> n.packets).reversed())
                .limit(limit).map(n -> new CapinfosAnswer.HierarchyRow(n.path(), n.packets, n.bytes, percent(n.packets, frames)))
                .toList();
        return new CapinfosAnswer.Hierarchy(all.size(), rows);
    }

    private static void collect(Node node, List<Node> into) {
        for (Node child : node.children) {
            if (child != null) {
                into.add(child);
                collect(child, into);
            }
        }
        for (Node child : node.numbered.values()) {
            into.add(child);
            collect(child, into);
        }
    }

    private static double percent(long part, long whole) {
        return Math.round(1000.0 * part / whole) / 10.0;
    }
}
