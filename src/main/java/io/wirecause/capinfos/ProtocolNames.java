package io.wirecause.capinfos;

import io.wirecause.packet.IpProtocol;
import io.wirecause.packet.Layer;
import java.util.Locale;

/** Names of protocols that are counted by their number only, as Wireshark's display filters name them. */
final class ProtocolNames {
    private ProtocolNames() {
    }

    /** The name of an IP protocol number, or {@code ip-proto-N}. */
    static String ip(int number) {
        String name = IpProtocol.name(number);
        return name == null ? "ip-proto-" + number : name;
    }

    /** A number that stands where no known layer follows, in the numbering of the layer around it. */
    static String of(Layer around, int number) {
        return switch (around) {
            case IPV4, IPV6, AH -> ip(number);
            case LLC -> serviceAccessPoint(number);
            case PPP -> ppp(number);
            default -> etherType(number);
        };
    }

    /** Service access points of 802.2, types of SNAP, or an OSI network layer identifier. */
    private static String serviceAccessPoint(int number) {
        return switch (number) {
            case 0x4242, 0x010b -> "stp";
            case 0x0081 -> "clnp";
            case 0x0082 -> "esis";
            case 0x0083 -> "isis";
            case 0xe0e0 -> "ipx";
            case 0xf0f0, 0xf0f1 -> "netbios";
            case 0x2000 -> "cdp";
            case 0x2003 -> "vtp";
            case 0x2004 -> "dtp";
            case 0x0104 -> "pagp";
            case 0x0111 -> "udld";
            default -> etherType(number);
        };
    }

    private static String etherType(int number) {
        return switch (number) {
            case 0x0842 -> "wol";
            case 0x2000 -> "cdp";
            case 0x6003 -> "dec_dna";
            case 0x8035 -> "rarp";
            case 0x809b -> "ddp";
            case 0x80f3 -> "aarp";
            case 0x8137 -> "ipx";
            case 0x8808 -> "macc";
            case 0x8809 -> "slow";
            case 0x8863 -> "pppoed";
            case 0x888e -> "eapol";
            case 0x8892 -> "pn_rt";
            case 0x88a2 -> "aoe";
            case 0x88a4 -> "ecatf";
            case 0x88b8 -> "goose";
            case 0x88ba -> "sv";
            case 0x88ca -> "tipc";
            case 0x88cc -> "lldp";
            case 0x88e1 -> "homeplug-av";
            case 0x88f7 -> "ptp";
            case 0x8902 -> "cfm";
            case 0x8906 -> "fcoe";
            case 0x8914 -> "fip";
            case 0x8915 -> "infiniband";
            case 0x9000 -> "loop";
            case 0xfefe -> "osi";
            default -> String.format(Locale.ROOT, "0x%04x", number);
        };
    }

    private static String ppp(int number) {
        return switch (number) {
            case 0x8021 -> "ipcp";
            case 0x8057 -> "ipv6cp";
            case 0x80fd -> "ccp";
            case 0xc021 -> "lcp";
            case 0xc023 -> "pap";
            case 0xc223 -> "chap";
            default -> String.format(Locale.ROOT, "0x%04x", number);
        };
    }
}
