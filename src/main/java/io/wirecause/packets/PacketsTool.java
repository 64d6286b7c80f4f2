package io.wirecause.packets;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Tool;
import io.wirecause.analysis.ToolContext;
import io.wirecause.report.Finding;
import java.util.List;

/** The tool {@code show_packets}. */
public final class PacketsTool {
    /** The tool. */
    public static final Tool<PacketsArguments> TOOL = new Tool<>("show_packets", "Packets",
            "The packets themselves, one line each as in Wireshark's list: look at the frames, the connection or the "
            + "addresses that a finding names. layers=true takes them apart, bytes=true shows hex, follow=true "
            + "with connection shows what both sides said, export=true writes them to a file for Wireshark. It judges "
            + "nothing.",
            PacketsArguments.class, PacketsTotals.class, PacketsAnswer.class, List.of(), PacketsReport::new);

    private PacketsTool() {
    }

    /** What packets add to a pass of all analyses: nothing, for they are only shown. */
    public static Analysis nothing(ToolContext context) {
        return new Analysis() {
            @Override
            public List<Analyzer> analyzers() {
                return List.of();
            }

            @Override
            public void finish(Pass.Reading reading) {
                // There is nothing to judge.
            }

            @Override
            public List<Finding> findings() {
                return List.of();
            }
        };
    }
}
