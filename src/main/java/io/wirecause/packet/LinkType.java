package io.wirecause.packet;

/**
 * Link types: the one table from a number in the registry of LINKTYPE values (draft-ietf-opsawg-pcaplinktype) to its name
 * and to the view that reads it. Those without a view carry no IP that we can read, and are named.
 */
public final class LinkType {
    static final int ETHERNET = 1;
    static final int USER2 = 149;
    private static final int TABLE_SIZE = 512;

    private static final String[] NAMES = new String[TABLE_SIZE];
    private static final View[] VIEWS = new View[TABLE_SIZE];

    /** Reads a frame of one link type. */
    interface View {
        /** Takes where the frame starts and where it ends on the wire. */
        void read(DecodeContext walk, int at, int end);
    }

    static {
        views();
        juniper();
        namesOnly();
        furtherNames();
    }

    private LinkType() {
    }

    private static void views() {
        add(0, "NULL", (w, at, end) -> w.cooked.loopback(at, end));
        add(1, "ETHERNET", (w, at, end) -> w.ethernet.frame(at, end));
        add(6, "IEEE802_5", (w, at, end) -> w.lan.tokenRing(at, end));
        add(7, "ARCNET_BSD", (w, at, end) -> w.lan.arcnet(at, end));
        add(8, "SLIP", (w, at, end) -> w.ppp.slip(at, end));
        add(9, "PPP", (w, at, end) -> w.ppp.frame(at, end));
        add(10, "FDDI", (w, at, end) -> w.lan.fddi(at, end));
        add(11, "ATM_RFC1483 (BSD's number)", (w, at, end) -> w.lan.atm(at, end));
        add(12, "RAW (BSD's number)", (w, at, end) -> w.cooked.raw(at, end));
        add(14, "RAW (OpenBSD's number)", (w, at, end) -> w.cooked.raw(at, end));
        add(18, "ATM_CLIP (Linux's number)", (w, at, end) -> w.lan.atm(at, end));
        add(19, "ATM_CLIP (Linux's number)", (w, at, end) -> w.lan.atm(at, end));
        add(50, "PPP_HDLC", (w, at, end) -> w.ppp.frame(at, end));
        add(51, "PPP_ETHER", (w, at, end) -> w.ppp.overEthernet(at, end));
        add(100, "ATM_RFC1483", (w, at, end) -> w.lan.atm(at, end));
        add(101, "RAW", (w, at, end) -> w.cooked.raw(at, end));
        add(104, "C_HDLC", (w, at, end) -> w.ppp.ciscoHdlc(at, end));
        add(105, "IEEE802_11", (w, at, end) -> w.wlan.frame(at, end));
        add(106, "ATM_CLIP", (w, at, end) -> w.lan.atm(at, end));
        add(107, "FRELAY", (w, at, end) -> w.ppp.frameRelay(at, end));
        add(108, "LOOP", (w, at, end) -> w.cooked.loopback(at, end));
        add(109, "ENC", (w, at, end) -> w.cooked.enc(at, end));
        add(113, "LINUX_SLL", (w, at, end) -> w.cooked.linux(at, end));
        add(117, "PFLOG", (w, at, end) -> w.cooked.pflog(at, end));
        add(119, "IEEE802_11_PRISM", (w, at, end) -> w.wlan.prism(at, end));
        add(122, "IP_OVER_FC", (w, at, end) -> w.lan.ipOverFibreChannel(at, end));
        add(123, "SUNATM", (w, at, end) -> w.lan.sunAtm(at, end));
        add(127, "IEEE802_11_RADIOTAP", (w, at, end) -> w.wlan.radiotap(at, end));
        add(129, "ARCNET_LINUX", (w, at, end) -> w.lan.arcnetLinux(at, end));
        add(138, "APPLE_IP_OVER_IEEE1394", (w, at, end) -> w.lan.fireWire(at, end));
        add(143, "DOCSIS", (w, at, end) -> w.lan.docsis(at, end));
        add(149, "USER2", (w, at, end) -> w.cooked.user2(at, end));
        add(163, "IEEE802_11_AVS", (w, at, end) -> w.wlan.avs(at, end));
        add(166, "PPP_PPPD", (w, at, end) -> w.ppp.fromPppd(at, end));
        add(182, "MFR", (w, at, end) -> w.ppp.multilinkFrameRelay(at, end));
        add(192, "PPI", (w, at, end) -> w.cooked.ppi(at, end));
        add(197, "ERF", (w, at, end) -> w.cooked.erf(at, end));
        add(204, "PPP_WITH_DIR", (w, at, end) -> w.ppp.frame(at + 1, end));
        add(205, "C_HDLC_WITH_DIR", (w, at, end) -> w.ppp.ciscoHdlc(at + 1, end));
        add(206, "FRELAY_WITH_DIR", (w, at, end) -> w.ppp.frameRelay(at + 1, end));
        add(226, "IPNET", (w, at, end) -> w.cooked.ipnet(at, end));
        add(228, "IPV4", (w, at, end) -> w.cooked.raw(at, end));
        add(229, "IPV6", (w, at, end) -> w.cooked.raw(at, end));
        add(239, "NFLOG", (w, at, end) -> w.cooked.nflog(at, end));
        add(240, "NETANALYZER", (w, at, end) -> w.ethernet.frame(at + 4, end));
        add(241, "NETANALYZER_TRANSPARENT", (w, at, end) -> w.ethernet.frame(at + 12, end));
        add(242, "IPOIB", (w, at, end) -> w.lan.ipOverInfiniband(at, end));
        add(258, "PKTAP", (w, at, end) -> w.cooked.pktap(at, end));
        add(274, "ETHERNET_MPACKET", (w, at, end) -> w.ethernet.frame(at + 8, end));
        add(276, "LINUX_SLL2", (w, at, end) -> w.cooked.linux2(at, end));
        add(281, "DSA_TAG_BRCM", (w, at, end) -> w.switchTags.broadcom(at, end));
        add(282, "DSA_TAG_BRCM_PREPEND", (w, at, end) -> w.switchTags.broadcomPrepended(at, end));
        add(284, "DSA_TAG_DSA", (w, at, end) -> w.switchTags.dsa(at, end));
        add(285, "DSA_TAG_EDSA", (w, at, end) -> w.switchTags.edsa(at, end));
    }

    private static void juniper() {
        add(130, "JUNIPER_MLPPP", (w, at, end) -> w.juniper.other(at, end));
        add(131, "JUNIPER_MLFR", (w, at, end) -> w.juniper.other(at, end));
        add(132, "JUNIPER_ES", (w, at, end) -> w.juniper.other(at, end));
        add(133, "JUNIPER_GGSN", (w, at, end) -> w.juniper.other(at, end));
        add(134, "JUNIPER_MFR", (w, at, end) -> w.juniper.other(at, end));
        add(135, "JUNIPER_ATM2", (w, at, end) -> w.juniper.other(at, end));
        add(136, "JUNIPER_SERVICES", (w, at, end) -> w.juniper.other(at, end));
        add(137, "JUNIPER_ATM1", (w, at, end) -> w.juniper.other(at, end));
        add(164, "JUNIPER_MONITOR", (w, at, end) -> w.juniper.other(at, end));
        add(167, "JUNIPER_PPPOE", (w, at, end) -> w.juniper.ethernet(at, end));
        add(168, "JUNIPER_PPPOE_ATM", (w, at, end) -> w.juniper.other(at, end));
        add(178, "JUNIPER_ETHER", (w, at, end) -> w.juniper.ethernet(at, end));
        add(179, "JUNIPER_PPP", (w, at, end) -> w.juniper.ppp(at, end));
        add(180, "JUNIPER_FRELAY", (w, at, end) -> w.juniper.frameRelay(at, end));
        add(181, "JUNIPER_CHDLC", (w, at, end) -> w.juniper.ciscoHdlc(at, end));
    }

    private static void namesOnly() {
        NAMES[3] = "AX25";
        NAMES[99] = "SYMANTEC_FIREWALL";
        NAMES[114] = "LTALK";
        NAMES[139] = "MTP2_WITH_PHDR";
        NAMES[140] = "MTP2";
        NAMES[141] = "MTP3";
        NAMES[142] = "SCCP";
        NAMES[144] = "LINUX_IRDA";
        NAMES[165] = "BACNET_MS_TP";
        NAMES[169] = "GPRS_LLC";
        NAMES[177] = "LINUX_LAPD";
        NAMES[187] = "BLUETOOTH_HCI_H4";
        NAMES[189] = "USB_LINUX";
        NAMES[195] = "IEEE802_15_4_WITHFCS";
        NAMES[201] = "BLUETOOTH_HCI_H4_WITH_PHDR";
        NAMES[202] = "AX25_KISS";
        NAMES[203] = "LAPD";
        NAMES[209] = "IPMB_LINUX";
        NAMES[210] = "FLEXRAY";
        NAMES[212] = "LIN";
        NAMES[215] = "IEEE802_15_4_NONASK_PHY";
        NAMES[220] = "USB_LINUX_MMAPPED";
        NAMES[224] = "FC_2";
        NAMES[225] = "FC_2_WITH_FRAME_DELIMS";
        NAMES[227] = "CAN_SOCKETCAN";
        NAMES[230] = "IEEE802_15_4_NOFCS";
        NAMES[231] = "DBUS";
        NAMES[235] = "DVB_CI";
        NAMES[236] = "MUX27010";
        NAMES[237] = "STANAG_5066_D_PDU";
        NAMES[243] = "MPEG_2_TS";
    }

    private static void furtherNames() {
        NAMES[244] = "NG40";
        NAMES[245] = "NFC_LLCP";
        NAMES[247] = "INFINIBAND";
        NAMES[248] = "SCTP";
        NAMES[249] = "USBPCAP";
        NAMES[250] = "RTAC_SERIAL";
        NAMES[251] = "BLUETOOTH_LE_LL";
        NAMES[252] = "WIRESHARK_UPPER_PDU";
        NAMES[253] = "NETLINK";
        NAMES[254] = "BLUETOOTH_LINUX_MONITOR";
        NAMES[255] = "BLUETOOTH_BREDR_BB";
        NAMES[256] = "BLUETOOTH_LE_LL_WITH_PHDR";
        NAMES[257] = "PROFIBUS_DL";
        NAMES[259] = "EPON";
        NAMES[260] = "IPMI_HPM_2";
        NAMES[261] = "ZWAVE_R1_R2";
        NAMES[262] = "ZWAVE_R3";
        NAMES[264] = "ISO_14443";
        NAMES[265] = "RDS";
        NAMES[266] = "USB_DARWIN";
        NAMES[268] = "SDLC";
        NAMES[270] = "LORATAP";
        NAMES[271] = "VSOCK";
        NAMES[272] = "NORDIC_BLE";
        NAMES[273] = "DOCSIS31_XRA31";
        NAMES[275] = "DISPLAYPORT_AUX";
        NAMES[279] = "EBHSCR";
        NAMES[280] = "VPP_DISPATCH";
        NAMES[283] = "IEEE802_15_4_TAP";
        NAMES[288] = "USB_2_0";
        NAMES[289] = "ATSC_ALP";
        NAMES[290] = "ETW";
        NAMES[292] = "ZBOSS_NCP";
    }

    private static void add(int number, String name, View view) {
        NAMES[number] = name;
        VIEWS[number] = view;
    }

    /** The view that reads this link type; null where there is none. */
    static View view(int number) {
        return number >= 0 && number < TABLE_SIZE ? VIEWS[number] : null;
    }

    /** The name in the registry, without its prefix; null where the number is not in the table. */
    public static String name(int number) {
        return number >= 0 && number < TABLE_SIZE ? NAMES[number] : null;
    }

    /** The number, with its name where it has one: {@code 227 (CAN_SOCKETCAN)}. */
    public static String describe(int number) {
        String name = name(number);
        return name == null ? String.valueOf(number) : number + " (" + name + ")";
    }
}
