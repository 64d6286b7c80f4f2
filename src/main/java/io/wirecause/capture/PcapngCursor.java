package io.wirecause.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The frames of a pcapng file (draft-ietf-opsawg-pcapng, section 4): a sequence of blocks, see {@link PcapngBlock}. A
 * section header starts a section, in which byte order and the numbering of interfaces are its own. Blocks without a
 * frame go to {@link PcapngMetadata}.
 */
final class PcapngCursor extends FrameCursor {
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int NAME_RESOLUTION = 4;
    private static final int INTERFACE_STATISTICS = 5;
    private static final int ENHANCED_PACKET = 6;
    private static final int SYSTEMD_JOURNAL = 9;
    private static final int DECRYPTION_SECRETS = 10;
    private static final int CUSTOM = 0x00000bad;
    private static final int CUSTOM_NOT_TO_BE_COPIED = 0x40000bad;
    private static final int SYSDIG_EVENT = 0x204;
    private static final int SYSDIG_EVENT_2 = 0x216;
    private static final int SYSDIG_EVENT_2_LARGE = 0x221;

    private static final int SECTION_BODY = 16;
    private static final int ENHANCED_PACKET_BODY = 20;
    private static final int SIMPLE_PACKET_BODY = 4;
    private static final int STATISTICS_BODY = 12;
    private static final int OPTION_DROP_COUNT = 4;
    /** The drop count of an obsolete packet block that stands for an unknown count. */
    private static final int DROPS_UNKNOWN = 0xffff;

    private final FileWindow file;
    private final PcapngBlock block;
    private final PcapngOptions options = new PcapngOptions();
    private final PcapngMetadata metadata = new PcapngMetadata();
    private final List<PcapngInterface> interfaces = new ArrayList<>();
    /** Number of the current section's interface 0 among all interfaces of the file. */
    private int sectionBase;
    private long number;
    private long position;

    PcapngCursor(FileWindow file) {
        this.file = file;
        this.block = new PcapngBlock(file);
    }

    @Override
    public boolean next() {
        while (damage() == null) {
            if (!block.next()) {
                position = file.size();
                return block.damage() != null && damaged(block.damage() + ", after frame " + number + ".");
            }
            position = block.end();
            if (take()) {
                return true;
            }
        }
        return false;
    }

    /** Takes in one block; true where it holds a frame. */
    private boolean take() {
        return switch (block.type()) {
            case ENHANCED_PACKET -> packet(true);
            case SIMPLE_PACKET -> simplePacket();
            case OBSOLETE_PACKET -> packet(false);
            case PcapngBlock.SECTION_HEADER -> section();
            case INTERFACE_DESCRIPTION -> interfaceDescription();
            case INTERFACE_STATISTICS -> statistics();
            default -> other();
        };
    }

    private boolean section() {
        if (block.length() < SECTION_BODY) {
            return broken("The section header at byte " + block.start() + " is too short; the file is damaged from there on.");
        }
        int major = block.u16(4);
        if (major != 1) {
            return broken("The section header at byte " + block.start() + " has major version " + major + ", only 1 is known.");
        }
        sectionBase = interfaces.size();
        metadata.section(block, options, SECTION_BODY);
        return false;
    }

    private boolean interfaceDescription() {
        if (block.length() < PcapngInterface.FIXED_LENGTH) {
            return broken("The interface description at byte " + block.start() + " is too short.");
        }
        if (interfaces.size() == CaptureLimits.MAX_INTERFACES) {
            return broken("The file describes more than " + CaptureLimits.MAX_INTERFACES + " interfaces; it is read up to byte "
                    + block.start() + ".");
        }
        interfaces.add(PcapngInterface.read(block, options));
        return false;
    }

    private boolean statistics() {
        if (block.length() < STATISTICS_BODY) {
            return broken("The interface statistics at byte " + block.start() + " are too short.");
        }
        long id = block.u32(0);
        if (id < interfaces.size() - sectionBase) {
            interfaces.get(sectionBase + (int) id).statistics(block, options);
        }
        return false;
    }

    private boolean packet(boolean enhanced) {
        if (block.length() < ENHANCED_PACKET_BODY) {
            return broken("The packet block at byte " + block.start() + " is too short.");
        }
        // The obsolete block has a 2 byte interface and a 2 byte drop count where the enhanced one has 4 bytes interface.
        long id = enhanced ? block.u32(0) : block.u16(0);
        if (id >= interfaces.size() - sectionBase) {
            return broken("The packet block at byte " + block.start() + " names interface " + id + ", which is not described.");
        }
        int index = sectionBase + (int) id;
        long ticks = block.u32(4) << 32 | block.u32(8);
        long captured = block.u32(12);
        if (!frame(ENHANCED_PACKET_BODY, captured, block.u32(16), ticks, true, index)) {
            return false;
        }
        if (!enhanced && block.u16(2) != DROPS_UNKNOWN) {
            metadata.dropped(block.u16(2));
        }
        long optionsAt = ENHANCED_PACKET_BODY + (captured + 3 & ~3L);
        if (block.length() > optionsAt) {
            packetOptions((int) optionsAt, enhanced);
        }
        return true;
    }

    private void packetOptions(int at, boolean enhanced) {
        options.start(block, at);
        while (options.next()) {
            if (options.code() == PcapngOptions.COMMENT) {
                metadata.comment(number, options);
            } else if (options.code() == OPTION_DROP_COUNT && enhanced) {
                metadata.dropped(options.int64(0));
            }
        }
    }

    private boolean simplePacket() {
        if (block.length() < SIMPLE_PACKET_BODY) {
            return broken("The simple packet block at byte " + block.start() + " is too short.");
        }
        if (sectionBase == interfaces.size()) {
            return broken("The simple packet block at byte " + block.start() + " comes before any interface is described.");
        }
        long wire = block.u32(0);
        long snaplen = interfaces.get(sectionBase).snaplen();
        long captured = snaplen == 0 ? wire : Math.min(wire, snaplen);
        return frame(SIMPLE_PACKET_BODY, captured, wire, 0, false, sectionBase);
    }

    private boolean frame(int at, long captured, long wire, long ticks, boolean timed, int index) {
        PcapngInterface on = interfaces.get(index);
        if (captured > CaptureLimits.maxFrame(on.linkType())) {
            return broken("The packet block at byte " + block.start() + " claims " + captured
                    + " captured bytes, more than any frame has; the file is damaged from there on.");
        }
        if (captured > block.length() - at) {
            return broken("The packet block at byte " + block.start() + " claims " + captured
                    + " captured bytes but has room for " + (block.length() - at) + "; the file is damaged from there on.");
        }
        block.point(frame().bytes(), at, (int) captured);
        on.count();
        frame().set(++number, timed ? on.time().nanos(ticks) : 0, timed, wire, on.linkType(), index, block.fileOffset(at));
        return true;
    }

    /** A block without a frame. Wireshark lists some of them like frames, so they take a number. */
    private boolean other() {
        switch (block.type()) {
            case NAME_RESOLUTION -> metadata.names(block);
            case DECRYPTION_SECRETS -> metadata.secrets(block);
            case SYSTEMD_JOURNAL -> listed("systemd_journal");
            case CUSTOM, CUSTOM_NOT_TO_BE_COPIED ->
                listed(block.length() < 4 ? "custom" : "custom, of enterprise " + block.u32(0));
            case SYSDIG_EVENT, SYSDIG_EVENT_2, SYSDIG_EVENT_2_LARGE -> listed("sysdig_event");
            default -> metadata.other(String.format(Locale.ROOT, "unknown, type 0x%08x", block.type()));
        }
        return false;
    }

    private void listed(String kind) {
        number++;
        metadata.other(kind);
    }

    private boolean broken(String sentence) {
        position = file.size();
        return damaged(sentence);
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public CaptureDescription description() {
        return metadata.describe(interfaces.stream().map(PcapngInterface::describe).toList());
    }
}
