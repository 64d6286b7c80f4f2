package io.pcaplens.capinfos;

import io.pcaplens.packet.Layer;
import io.pcaplens.packet.Packet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts frames by their stack of layers. */
final class LayerTree {
    /** Stacks counted apart; frames made to defeat this are counted with the layers around. */
    static final int MAX_NODES = 4_096;

    private final Node root = new Node(null, null);
    private int nodes;

    /** One layer inside others. */
    private static final class Node {
        final Node parent;
        final Layer layer;
        final Node[] children = new Node[Layer.values().length];
        long packets;
        long bytes;

        Node(Node parent, Layer layer) {
            this.parent = parent;
            this.layer = layer;
        }

        String path() {
            return parent.layer == null ? layer.label() : parent.path() + ":" + layer.label();
        }
    }

    void add(Packet packet, long length) {
        Node node = root;
        for (int i = 0; i < packet.layerCount(); i++) {
            node = child(node, packet.layer(i));
            if (node == null) {
                return;
            }
            node.packets++;
            node.bytes += length;
        }
    }

    /** Whether stacks beyond the limit may have been met. */
    boolean full() {
        return nodes == MAX_NODES;
    }

    private Node child(Node node, Layer layer) {
        Node child = node.children[layer.ordinal()];
        if (child == null && nodes < MAX_NODES) {
            nodes++;
            child = new Node(node, layer);
            node.children[layer.ordinal()] = child;
        }
        return child;
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
    }

    private static double percent(long part, long whole) {
        return Math.round(1000.0 * part / whole) / 10.0;
    }
}
