package io.wirecause.packet;

/**
 * Link types: the one table from a number in the registry of LINKTYPE values (draft-ietf-opsawg-pcaplinktype) to the view
 * that reads it. Those without a view carry no IP that we can read. Their names are in {@code protocol.LinkTypeNames}.
 */
final class LinkType {
    static final int ETHERNET = 1;
    static final int USER2 = 149;
    private static final int TABLE_SIZE = 512;

    private static final View[] VIEWS = new View[TABLE_SIZE];

    /** Reads a frame of one link type. */
    interface View {
        /** Takes where the frame starts and where it ends on the wire. */
        void read(DecodeContext walk, int at, int end);
    }

    static {
        views();
        juniper();
    }

    private LinkType() {
    }

    private static void views() {
        add(0, (w, at, end) -> w.cooked.loopback(at, end));
        add(1, (w, at, end) -> w.ethernet.frame(at, end));
        add(6, (w, at, end) -> w.lan.tokenRing(at, end));
        add(7, (w, at, end) -> w.lan.arcnet(at, end));
        add(8, (w, at, end) -> w.ppp.slip(at, end));
        add(9, (w, at, end) -> w.ppp.frame(at, end));
        add(10, (w, at, end) -> w.lan.fddi(at, end));
        add(11, (w, at, end) -> w.lan.atm(at, end));
        add(12, (w, at, end) -> w.cooked.raw(at, end));
        add(14, (w, at, end) -> w.cooked.raw(at, end));
        add(18, (w, at, end) -> w.lan.atm(at, end));
        add(19, (w, at, end) -> w.lan.atm(at, end));
        add(50, (w, at, end) -> w.ppp.frame(at, end));
        add(51, (w, at, end) -> w.ppp.overEthernet(at, end));
        add(100, (w, at, end) -> w.lan.atm(at, end));
        add(101, (w, at, end) -> w.cooked.raw(at, end));
        add(104, (w, at, end) -> w.ppp.ciscoHdlc(at, end));
        add(105, (w, at, end) -> w.wlan.frame(at, end));
        add(106, (w, at, end) -> w.lan.atm(at, end));
        add(107, (w, at, end) -> w.ppp.frameRelay(at, end));
        add(108, (w, at, end) -> w.cooked.loopback(at, end));
        add(109, (w, at, end) -> w.cooked.enc(at, end));
        add(113, (w, at, end) -> w.cooked.linux(at, end));
        add(117, (w, at, end) -> w.cooked.pflog(at, end));
        add(119, (w, at, end) -> w.wlan.prism(at, end));
        add(122, (w, at, end) -> w.lan.ipOverFibreChannel(at, end));
        add(123, (w, at, end) -> w.lan.sunAtm(at, end));
        add(127, (w, at, end) -> w.wlan.radiotap(at, end));
        add(129, (w, at, end) -> w.lan.arcnetLinux(at, end));
        add(138, (w, at, end) -> w.lan.fireWire(at, end));
        add(143, (w, at, end) -> w.lan.docsis(at, end));
        add(149, (w, at, end) -> w.cooked.user2(at, end));
        add(163, (w, at, end) -> w.wlan.avs(at, end));
        add(166, (w, at, end) -> w.ppp.fromPppd(at, end));
        add(182, (w, at, end) -> w.ppp.multilinkFrameRelay(at, end));
        add(192, (w, at, end) -> w.cooked.ppi(at, end));
        add(197, (w, at, end) -> w.cooked.erf(at, end));
        add(204, (w, at, end) -> w.ppp.frame(at + 1, end));
        add(205, (w, at, end) -> w.ppp.ciscoHdlc(at + 1, end));
        add(206, (w, at, end) -> w.ppp.frameRelay(at + 1, end));
        add(226, (w, at, end) -> w.cooked.ipnet(at, end));
        add(228, (w, at, end) -> w.cooked.raw(at, end));
        add(229, (w, at, end) -> w.cooked.raw(at, end));
        add(239, (w, at, end) -> w.cooked.nflog(at, end));
        add(240, (w, at, end) -> w.ethernet.frame(at + 4, end));
        add(241, (w, at, end) -> w.ethernet.frame(at + 12, end));
        add(242, (w, at, end) -> w.lan.ipOverInfiniband(at, end));
        add(258, (w, at, end) -> w.cooked.pktap(at, end));
        add(274, (w, at, end) -> w.ethernet.frame(at + 8, end));
        add(276, (w, at, end) -> w.cooked.linux2(at, end));
        add(281, (w, at, end) -> w.switchTags.broadcom(at, end));
        add(282, (w, at, end) -> w.switchTags.broadcomPrepended(at, end));
        add(284, (w, at, end) -> w.switchTags.dsa(at, end));
        add(285, (w, at, end) -> w.switchTags.edsa(at, end));
    }

    private static void juniper() {
        add(130, (w, at, end) -> w.juniper.other(at, end));
        add(131, (w, at, end) -> w.juniper.other(at, end));
        add(132, (w, at, end) -> w.juniper.other(at, end));
        add(133, (w, at, end) -> w.juniper.other(at, end));
        add(134, (w, at, end) -> w.juniper.other(at, end));
        add(135, (w, at, end) -> w.juniper.other(at, end));
        add(136, (w, at, end) -> w.juniper.other(at, end));
        add(137, (w, at, end) -> w.juniper.other(at, end));
        add(164, (w, at, end) -> w.juniper.other(at, end));
        add(167, (w, at, end) -> w.juniper.ethernet(at, end));
        add(168, (w, at, end) -> w.juniper.other(at, end));
        add(178, (w, at, end) -> w.juniper.ethernet(at, end));
        add(179, (w, at, end) -> w.juniper.ppp(at, end));
        add(180, (w, at, end) -> w.juniper.frameRelay(at, end));
        add(181, (w, at, end) -> w.juniper.ciscoHdlc(at, end));
    }

    private static void add(int number, View view) {
        VIEWS[number] = view;
    }

    /** The view that reads this link type; null where there is none. */
    static View view(int number) {
        return number >= 0 && number < TABLE_SIZE ? VIEWS[number] : null;
    }
}
