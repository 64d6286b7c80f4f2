package io.wirecause.capture;

import io.wirecause.capture.CaptureDescription.Comment;
import io.wirecause.capture.CaptureDescription.ResolvedNames;
import io.wirecause.capture.CaptureDescription.Section;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Gathers what the blocks of a pcapng file hold besides frames, within bounds for any file. */
final class PcapngMetadata {
    private static final int OPTION_HARDWARE = 2;
    private static final int OPTION_OS = 3;
    private static final int OPTION_APPLICATION = 4;
    private static final int RECORD_END = 0;
    private static final int RECORD_IPV4 = 1;
    private static final int RECORD_IPV6 = 2;
    private static final int RECORD_HEADER = 4;
    private static final String FURTHER_KINDS = "of further kinds";

    private final List<Section> sections = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private final Map<String, Long> secrets = new TreeMap<>();
    private final Map<String, Long> otherBlocks = new TreeMap<>();
    private long sectionCount;
    private long commentCount;
    private long dropped;
    private long names4;
    private long names6;

    /** A section header (section 4.1), whose options start at {@code at}. */
    void section(PcapngBlock block, PcapngOptions options, int at) {
        String hardware = null;
        String system = null;
        String application = null;
        List<String> own = new ArrayList<>();
        options.start(block, at);
        while (options.next()) {
            switch (options.code()) {
                case PcapngOptions.COMMENT -> options.addComment(own);
                case OPTION_HARDWARE -> hardware = options.text();
                case OPTION_OS -> system = options.text();
                case OPTION_APPLICATION -> application = options.text();
                default -> { }
            }
        }
        if (++sectionCount <= CaptureLimits.MAX_SECTIONS) {
            sections.add(new Section(hardware, system, application, List.copyOf(own)));
        }
    }

    void comment(long frame, PcapngOptions option) {
        commentCount++;
        if (comments.size() < CaptureLimits.MAX_COMMENTS) {
            comments.add(new Comment(0, frame, option.text()));
        }
    }

    void dropped(long packets) {
        dropped += Math.max(0, packets);
    }

    /** A name resolution block (section 4.5): records of type, length and an address with its names. */
    void names(PcapngBlock block) {
        int at = 0;
        while (block.length() - at >= RECORD_HEADER) {
            int type = block.u16(at);
            int length = block.u16(at + 2);
            if (type == RECORD_END || length > block.length() - at - RECORD_HEADER) {
                return;
            }
            if (type == RECORD_IPV4 && length > 4) {
                names4++;
            } else if (type == RECORD_IPV6 && length > 16) {
                names6++;
            }
            at += RECORD_HEADER + (length + 3 & ~3);
        }
    }

    /** A decryption secrets block (section 4.7). What it holds can open the traffic, so it is named and not read. */
    void secrets(PcapngBlock block) {
        String kind = block.length() < 8 ? "malformed" : secretsKind(block.int32(0));
        count(secrets, kind);
    }

    private static String secretsKind(int type) {
        return switch (type) {
            case 0x544c534b -> "tls_key_log";
            case 0x5353484b -> "ssh_key_log";
            case 0x57474b4c -> "wireguard_key_log";
            case 0x5a4e574b -> "zigbee_network_key";
            case 0x5a415053 -> "zigbee_aps_key";
            case 0x55414b4c -> "opc_ua_key_log";
            default -> String.format(Locale.ROOT, "type 0x%08x", type);
        };
    }

    /** A block of another kind. */
    void other(String kind) {
        count(otherBlocks, kind);
    }

    private static void count(Map<String, Long> counts, String kind) {
        boolean room = counts.containsKey(kind) || counts.size() < CaptureLimits.MAX_BLOCK_KINDS;
        counts.merge(room ? WireText.clean(kind) : FURTHER_KINDS, 1L, Long::sum);
    }

    CaptureDescription describe(List<CaptureInterface> interfaces) {
        return new CaptureDescription("pcapng", interfaces, sections, sectionCount, comments, commentCount, dropped,
                new ResolvedNames(names4, names6), secrets, otherBlocks);
    }
}
