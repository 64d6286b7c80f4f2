package io.pcaplens.capture;

import io.pcaplens.bytes.ByteView;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames of a pcapng file (draft-ietf-opsawg-pcapng). The file is a sequence of blocks, each with its type, its total
 * length, a body and the total length again; a section header starts a section, in which byte order and the numbering
 * of interfaces are its own. Blocks of a type that holds no frame are passed over by their length.
 */
final class PcapngCursor extends FrameCursor {
    /** Type of a section header block, the same bytes in both byte orders. */
    static final int SECTION_HEADER = 0x0a0d0d0a;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;

    /** Type and total length before a block's body. */
    private static final int BLOCK_HEADER = 8;
    /** The total length behind a block's body. */
    private static final int BLOCK_TRAILER = 4;
    private static final int SMALLEST_BLOCK = BLOCK_HEADER + BLOCK_TRAILER;
    private static final int SECTION_HEADER_BODY = 16;
    private static final int ENHANCED_PACKET_BODY = 20;
    private static final int SIMPLE_PACKET_BODY = 4;
    /** Bytes of an interface description that are looked at; options beyond are left aside. */
    private static final int MAX_INTERFACE_BODY = 1 << 20;

    private final MappedFile file;
    private final ByteView block = new ByteView();
    private final List<PcapngInterface> interfaces = new ArrayList<>();
    /** Number of the current section's interface 0 among all interfaces of the file. */
    private int sectionBase;
    private boolean little;
    private long position;
    private long number;
    private String damage;

    PcapngCursor(MappedFile file) {
        this.file = file;
    }

    @Override
    public boolean next() {
        while (damage == null && position < file.size()) {
            if (file.size() - position < SMALLEST_BLOCK) {
                return damaged("The file ends within the header of a block at byte " + position + ".");
            }
            file.point(block, position, SMALLEST_BLOCK);
            if (block.i32be(0) == SECTION_HEADER) {
                readByteOrder();
                if (damage != null) {
                    return false;
                }
            }
            int type = i32(0);
            long total = i32(4) & 0xffffffffL;
            if (total < SMALLEST_BLOCK) {
                return damaged("The block at byte " + position + " claims a length of " + total
                        + " bytes, less than any block has; the file is damaged from there on.");
            }
            // Writers have left out the padding; the next block starts at a multiple of 4 all the same.
            long padded = total + 3 & ~3L;
            if (total > file.size() - position) {
                return damaged("The file ends within the block of " + total + " bytes at byte " + position + ", after frame "
                        + number + ".");
            }
            long start = position;
            position = Math.min(start + padded, file.size());
            if (block(type, start, total)) {
                return true;
            }
        }
        return false;
    }

    /** Handles one block that is wholly in the file; true where it holds a frame. */
    private boolean block(int type, long start, long total) {
        long body = total - SMALLEST_BLOCK;
        return switch (type) {
            case SECTION_HEADER -> section(start, body);
            case INTERFACE_DESCRIPTION -> interfaceDescription(start, body);
            case ENHANCED_PACKET -> packet(start, body, true);
            case OBSOLETE_PACKET -> packet(start, body, false);
            case SIMPLE_PACKET -> simplePacket(start, body);
            default -> false;
        };
    }

    private void readByteOrder() {
        if (block.i32le(BLOCK_HEADER) == BYTE_ORDER_MAGIC) {
            little = true;
        } else if (block.i32be(BLOCK_HEADER) == BYTE_ORDER_MAGIC) {
            little = false;
        } else {
            damaged("The section header at byte " + position + " has no byte order magic; the file is damaged from there on.");
        }
    }

    private boolean section(long start, long body) {
        if (body < SECTION_HEADER_BODY) {
            return damaged("The section header at byte " + start + " is too short; the file is damaged from there on.");
        }
        file.point(block, start, BLOCK_HEADER + SECTION_HEADER_BODY);
        int major = u16(12);
        if (major != 1) {
            return damaged("The section header at byte " + start + " has major version " + major + ", only 1 is known.");
        }
        sectionBase = interfaces.size();
        return false;
    }

    private boolean interfaceDescription(long start, long body) {
        if (body < PcapngInterface.FIXED_LENGTH) {
            return damaged("The interface description at byte " + start + " is too short.");
        }
        if (interfaces.size() == CaptureLimits.MAX_INTERFACES) {
            return damaged("The file describes more than " + CaptureLimits.MAX_INTERFACES
                    + " interfaces; it is read up to byte " + start + ".");
        }
        file.point(block, start + BLOCK_HEADER, (int) Math.min(body, MAX_INTERFACE_BODY));
        interfaces.add(PcapngInterface.read(block, little));
        return false;
    }

    private boolean packet(long start, long body, boolean enhanced) {
        if (body < ENHANCED_PACKET_BODY) {
            return damaged("The packet block at byte " + start + " is too short.");
        }
        file.point(block, start + BLOCK_HEADER, ENHANCED_PACKET_BODY);
        // The obsolete block has a 2 byte interface and a 2 byte drop count where the enhanced one has 4 bytes interface.
        long id = enhanced ? i32(0) & 0xffffffffL : u16(0);
        if (id >= interfaces.size() - sectionBase) {
            return damaged("The packet block at byte " + start + " names interface " + id + ", which is not described.");
        }
        int index = sectionBase + (int) id;
        PcapngInterface on = interfaces.get(index);
        long ticks = (i32(4) & 0xffffffffL) << 32 | i32(8) & 0xffffffffL;
        long captured = i32(12) & 0xffffffffL;
        long wire = i32(16) & 0xffffffffL;
        return frame(start, start + BLOCK_HEADER + ENHANCED_PACKET_BODY, body - ENHANCED_PACKET_BODY, captured, wire,
                on.nanos(ticks), index);
    }

    private boolean simplePacket(long start, long body) {
        if (body < SIMPLE_PACKET_BODY) {
            return damaged("The simple packet block at byte " + start + " is too short.");
        }
        if (sectionBase == interfaces.size()) {
            return damaged("The simple packet block at byte " + start + " comes before any interface is described.");
        }
        file.point(block, start + BLOCK_HEADER, SIMPLE_PACKET_BODY);
        long wire = i32(0) & 0xffffffffL;
        long snaplen = interfaces.get(sectionBase).snaplen();
        long captured = snaplen == 0 ? wire : Math.min(wire, snaplen);
        return frame(start, start + BLOCK_HEADER + SIMPLE_PACKET_BODY, body - SIMPLE_PACKET_BODY, captured, wire, 0, sectionBase);
    }

    private boolean frame(long block, long start, long room, long captured, long wire, long nanos, int index) {
        if (captured > CaptureLimits.MAX_FRAME) {
            return damaged("The packet block at byte " + block + " claims " + captured
                    + " captured bytes, more than any frame has; the file is damaged from there on.");
        }
        if (captured > room) {
            return damaged("The packet block at byte " + block + " claims " + captured + " captured bytes but has room for "
                    + room + "; the file is damaged from there on.");
        }
        file.point(frame().bytes(), start, (int) captured);
        frame().set(++number, nanos, wire, interfaces.get(index).linkType(), index, start);
        return true;
    }

    private int i32(int offset) {
        return little ? block.i32le(offset) : block.i32be(offset);
    }

    private int u16(int offset) {
        return little ? block.u16le(offset) : block.u16be(offset);
    }

    private boolean damaged(String sentence) {
        damage = sentence;
        position = file.size();
        return false;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public String damage() {
        return damage;
    }
}
