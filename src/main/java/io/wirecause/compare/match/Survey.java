package io.wirecause.compare.match;

import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.ToolContext;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.FlowTable;
import io.wirecause.packet.Packet;
import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.List;

/** The conversations of one capture. Bounded; packets of further ones are counted only. */
public final class Survey implements Analyzer {
    /** Stands for a conversation that nobody asked for. */
    private static final int UNWANTED = Integer.MAX_VALUE;

    private final int most;
    private final String address;
    private final Integer port;
    private final FlowTable table = new FlowTable();
    private final FlowKey key = new FlowKey();
    private final List<Conversation> conversations = new ArrayList<>();
    private long firstTime;
    private long lastTime;
    private long packets;
    private long beyond;
    private long bareAcks;
    private long tunnelPackets;

    /**
     * Of a whole capture, or of a part of it.
     *
     * @param most    conversations kept
     * @param address only those with this address at one end, in canonical form; null for all
     * @param port    only those with this port at that end; null for all
     */
    public Survey(int most, String address, Integer port) {
        this.most = most;
        this.address = address;
        this.port = port;
    }

    /**
     * Takes in what was captured at one interface.
     *
     * @throws UserFacingException where the call is cancelled or out of time
     */
    public void read(ToolContext context, PointInterface point) throws UserFacingException {
        PointReader reader = new PointReader(context, point);
        while (reader.next()) {
            packet(reader.packet());
        }
    }

    @Override
    public void packet(Packet packet) {
        if (!packet.frame().hasTimestamp()) {
            return;
        }
        long time = packet.frame().timestampNanos();
        firstTime = packets == 0 ? time : Math.min(firstTime, time);
        lastTime = packets == 0 ? time : Math.max(lastTime, time);
        packets++;
        tunnelPackets += TunnelPacket.is(packet) ? 1 : 0;
        if (!Content.isOf(packet)) {
            return;
        }
        bareAcks += packet.isTcp() && Content.isBareAck(packet.tcp().flags(), packet.payloadLength()) ? 1 : 0;
        fill(key, packet);
        int index = table.get(key);
        if (index == UNWANTED) {
            return;
        }
        if (index < 0) {
            if (!isWanted(key.endpoint(true)) && !isWanted(key.endpoint(false))) {
                table.put(key, UNWANTED);
                return;
            }
            if (conversations.size() == most) {
                beyond++;
                return;
            }
            index = conversations.size();
            table.put(key, index);
            conversations.add(new Conversation(index, key, packet.frame().number(), time));
        }
        int direction = key.fromA() ? 0 : 1;
        Conversation conversation = at(index, packet);
        if (conversation.isEndedBy(packet, direction) && conversations.size() < most) {
            conversation.next = new Conversation(conversations.size(), key, packet.frame().number(), time);
            conversation = conversation.next;
            conversations.add(conversation);
        }
        conversation.add(packet, direction);
    }

    /** The conversation that a packet is part of, of those of the same endpoints, one after the other. */
    private Conversation at(int index, Packet packet) {
        Conversation conversation = conversations.get(index);
        while (conversation.next != null && packet.frame().number() >= conversation.next.firstFrame) {
            conversation = conversation.next;
        }
        return conversation;
    }

    private boolean isWanted(FlowKey.Endpoint end) {
        return (port == null || end.port() == port) && (address == null || end.address().equals(address));
    }

    /** Without the ports where there are none. */
    static void fill(FlowKey key, Packet packet) {
        if (packet.isTcp() || packet.isUdp()) {
            key.set(packet);
        } else {
            key.setAddresses(packet);
        }
    }

    /** The index of the packet's conversation; -1 where it is none of those kept. Sets the key. */
    int indexOf(FlowKey of, Packet packet) {
        fill(of, packet);
        int index = table.get(of);
        return index == UNWANTED || index < 0 ? -1 : at(index, packet).index;
    }

    /** The index of the first conversation between these endpoints; -1 for none. */
    int indexOf(Conversation other, FlowKey by) {
        if (other.protocol == 6 || other.protocol == 17) {
            by.set(other.a.version(), other.protocol, other.a.hi(), other.a.lo(), other.a.port(), other.b.hi(), other.b.lo(),
                    other.b.port());
            int index = table.get(by);
            return index == UNWANTED ? -1 : index;
        }
        for (int i = 0; i < conversations.size(); i++) {
            Conversation own = conversations.get(i);
            if (own.protocol == other.protocol && own.a.equals(other.a) && own.b.equals(other.b)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether there is anything to compare. */
    public boolean hasConversations() {
        return !conversations.isEmpty();
    }

    List<Conversation> conversations() {
        return conversations;
    }

    /** When its first packet was captured, nanoseconds since 1970. */
    public long firstTime() {
        return firstTime;
    }

    /** When its last packet was captured, nanoseconds since 1970. */
    public long lastTime() {
        return lastTime;
    }

    /** Packets with a time. */
    public long packets() {
        return packets;
    }

    /** Segments that acknowledge and do nothing else: some capture filters leave them out. */
    public long bareAcks() {
        return bareAcks;
    }

    /** Packets of encrypting tunnels. */
    long tunnelPackets() {
        return tunnelPackets;
    }

    /** Packets of conversations beyond the bound. */
    public long beyond() {
        return beyond;
    }
}
