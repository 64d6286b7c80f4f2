package io.wirecause.packet;

import io.wirecause.bytes.ByteView;

/**
 * One walk through the layers of a frame: the packet that is filled, its bytes, and the families of views that hand the
 * walk to each other. A view method takes where its header starts and where the data ends on the wire, checks that the
 * header was captured, and goes on to the next layer. A length field never moves an end beyond the end of the layer around
 * it, except that of IP: packets are cut by mirrors.
 */
final class DecodeContext {
    final EthernetLayer ethernet = new EthernetLayer(this);
    final SwitchTags switchTags = new SwitchTags(this);
    final LlcLayer llc = new LlcLayer(this);
    final PppLayer ppp = new PppLayer(this);
    final MplsLayer mpls = new MplsLayer(this);
    final CookedLayer cooked = new CookedLayer(this);
    final LanLayer lan = new LanLayer(this);
    final WlanLayer wlan = new WlanLayer(this);
    final JuniperLayer juniper = new JuniperLayer(this);
    final IpLayer ip = new IpLayer(this);
    final GreTunnels gre = new GreTunnels(this);
    final IpTunnels ipTunnels = new IpTunnels(this);
    final UdpTunnels udpTunnels = new UdpTunnels(this);
    final IpReassembler reassembler = new IpReassembler();
    Packet packet;
    ByteView bytes;
    private final ByteView rest = new ByteView();
    private int restAt = -1;
    private int restEnd;
    private int restLayers;
    private boolean restReassembled;

    void start(Packet packet) {
        this.packet = packet;
        this.bytes = packet.bytes;
        this.restAt = -1;
    }

    /** Keeps a further packet of this frame for later: an aggregate of 802.11 holds several. */
    void keepRest(int at, int end) {
        rest.point(bytes, 0, bytes.length());
        restAt = at;
        restEnd = end;
        restLayers = packet.layerCount();
        restReassembled = packet.reassembled;
    }

    /** Goes on with the packet that was kept; false where there is none. */
    boolean followRest() {
        if (restAt < 0) {
            return false;
        }
        int at = restAt;
        restAt = -1;
        packet.returnTo(restLayers);
        packet.reassembled = restReassembled;
        bytes.point(rest, 0, rest.length());
        wlan.aggregate(at, restEnd);
        return true;
    }

    /** Whether a header of this length was captured; if not, the packet records why. */
    boolean has(int at, int length, int end) {
        if (at + length <= Math.min(end, bytes.length())) {
            return true;
        }
        packet.undecoded = at + length > end ? Undecoded.MALFORMED : Undecoded.CUT_BY_SNAPLEN;
        return false;
    }

    /** Whether these bytes were captured; where not, nothing is said: the layer around them is good without. */
    boolean holds(int at, int length, int end) {
        return at + length <= Math.min(end, bytes.length());
    }

    /** The upper four bits of a byte, in which IP has its version; -1 where the byte was not captured. */
    int nibble(int at, int end) {
        return holds(at, 1, end) ? bytes.u8(at) >>> 4 : -1;
    }

    /** Notes a layer that can nest; false where it nests too deep. */
    boolean nested(Layer layer) {
        if (packet.full()) {
            packet.undecoded = Undecoded.TOO_DEEP;
            return false;
        }
        packet.push(layer);
        return true;
    }

    /** Enters a tunnel with a header of its own; false where layers nest too deep. */
    boolean tunnel(Layer layer, long id) {
        if (!nested(layer)) {
            return false;
        }
        enterTunnel(id);
        return true;
    }

    /**
     * Enters a tunnel.
     *
     * @param id the tunnel's own number (VNI, TEID, GRE key ...), -1 where it has none
     */
    void enterTunnel(long id) {
        packet.tunnelsEntered++;
        packet.tunnelIdEntered = id;
        packet.vlan = -1;
    }

    /** Notes content that is not known, by the number that announces it. */
    void other(int number) {
        packet.push(Layer.OTHER);
        packet.unknown = number;
        packet.undecoded = Undecoded.UNKNOWN_CONTENT;
    }

    /** Whether an IP header may start here: version 4 with a sane header length, or version 6. */
    boolean looksLikeIp(int at, int end) {
        return switch (nibble(at, end)) {
            case 4 -> holds(at, 20, end) && (bytes.u8(at) & 0x0f) >= 5 && bytes.u16be(at + 2) <= end - at;
            case 6 -> holds(at, 40, end) && bytes.u16be(at + 4) <= end - at - 40;
            default -> false;
        };
    }
}
