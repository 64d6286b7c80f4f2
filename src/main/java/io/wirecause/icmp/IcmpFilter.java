package io.wirecause.icmp;

import io.wirecause.analysis.AddressArgument;
import io.wirecause.icmp.message.Address;
import io.wirecause.icmp.message.IcmpMessage;
import io.wirecause.icmp.message.IcmpNames;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Packet;
import io.wirecause.packet.QuotedPacket;
import io.wirecause.report.UserFacingException;
import java.util.Locale;

/** Selects messages by address, and the listed ones by type. */
final class IcmpFilter {
    /** Every message. */
    static final IcmpFilter ALL = new IcmpFilter(null, null);

    private final String address;
    private final String type;

    private IcmpFilter(String address, String type) {
        this.address = address;
        this.type = type;
    }

    /**
     * A filter; null matches any message.
     *
     * @throws UserFacingException if the address is invalid, or no type has such a name
     */
    static IcmpFilter of(String address, String type) throws UserFacingException {
        String canonical = AddressArgument.canonical("address", address);
        String plain = type == null ? null : plain(type);
        if (plain != null && !isKnown(plain)) {
            throw new UserFacingException("The argument icmp_type is not an ICMP type; a name such as echo request, echo reply, "
                    + "destination unreachable, time exceeded, redirect, neighbor solicitation, or a number from 0 to 255 "
                    + "is expected.");
        }
        return new IcmpFilter(canonical, plain);
    }

    /** In lower case, with one space between words, whatever separated them. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").trim();
    }

    private static boolean isKnown(String plain) {
        for (int type = 0; type < 256; type++) {
            if (plain.equals(String.valueOf(type)) || isName(plain, false, type) || isName(plain, true, type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(String plain, boolean v6, int type) {
        return plain.equals(plain(IcmpNames.type(v6, type)));
    }

    /** Whether the message takes part in the analysis: it is from, to or about the address. */
    boolean matches(Packet packet, QuotedPacket quoted) {
        if (address == null) {
            return true;
        }
        int version = packet.ipVersion();
        return address.equals(IpAddress.text(version, packet.sourceHi(), packet.sourceLo()))
                || address.equals(IpAddress.text(version, packet.destinationHi(), packet.destinationLo()))
                || quoted != null && (address.equals(Address.sourceOf(quoted).toString())
                        || address.equals(Address.destinationOf(quoted).toString()));
    }

    /** Whether the message is shown in the list. */
    boolean lists(IcmpMessage message) {
        return type == null || type.equals(String.valueOf(message.type())) || isName(type, message.v6(), message.type());
    }
}
