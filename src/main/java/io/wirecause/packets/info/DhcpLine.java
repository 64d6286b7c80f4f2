package io.wirecause.packets.info;

import io.wirecause.bytes.ByteView;
import io.wirecause.dhcp.message.AddressBinding;
import io.wirecause.dhcp.message.Dhcpv4Message;
import io.wirecause.dhcp.message.Dhcpv6Message;
import io.wirecause.dhcp.option.DhcpOptionValues;
import io.wirecause.dhcp.option.Dhcpv4Options;
import io.wirecause.dhcp.option.MessageTypes;
import io.wirecause.dhcp.option.StatusCodes;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The line of a DHCP or DHCPv6 message: type, transaction, client, addresses. */
final class DhcpLine {
    private static final int SHOWN = 64;
    private static final int ADDRESSES = 3;

    private final Dhcpv4Message four = new Dhcpv4Message();
    private final Dhcpv6Message six = new Dhcpv6Message();

    Dhcpv4Message four(Packet packet) {
        four.point(packet.payload(), packet.payloadLength());
        return four;
    }

    Dhcpv6Message six(Packet packet) {
        six.point(packet.payload(), packet.payloadLength());
        return six;
    }

    String ofFour(Packet packet) {
        four(packet);
        StringBuilder line = new StringBuilder(four.typeName()).append(String.format(Locale.ROOT, " xid 0x%08x", four.xid()));
        if (four.mac() >= 0) {
            line.append(", client ").append(MacAddress.text(four.mac()));
        }
        ByteView host = four.value(Dhcpv4Options.HOST_NAME);
        if (host != null && host.length() > 0) {
            line.append(' ').append(WireText.inQuotes(DhcpOptionValues.text(host, 0, Math.min(host.length(), SHOWN))));
        }
        address(line, "its address", four.clientAddress());
        if (four.address(Dhcpv4Options.REQUESTED_ADDRESS) != null) {
            line.append(", asks for ").append(four.address(Dhcpv4Options.REQUESTED_ADDRESS));
        }
        address(line, "gets", four.yourAddress());
        if (four.address(Dhcpv4Options.SERVER_ID) != null) {
            line.append(", server ").append(four.address(Dhcpv4Options.SERVER_ID));
        }
        if (four.number(Dhcpv4Options.LEASE_TIME) >= 0) {
            line.append(", for ").append(four.number(Dhcpv4Options.LEASE_TIME)).append(" s");
        }
        address(line, "relay", four.relayAddress());
        return problems(line, four.problems());
    }

    private static void address(StringBuilder line, String what, long address) {
        if (address != 0) {
            line.append(", ").append(what).append(' ').append(Dhcpv4Message.text(address));
        }
    }

    String ofSix(Packet packet) {
        six(packet);
        StringBuilder line = new StringBuilder(String.valueOf(MessageTypes.name6(six.type())))
                .append(String.format(Locale.ROOT, " xid 0x%06x", six.xid()));
        if (six.mac() >= 0) {
            line.append(", client ").append(MacAddress.text(six.mac()));
        }
        List<AddressBinding> bindings = new ArrayList<>();
        List<Integer> failures = new ArrayList<>();
        six.bindings(bindings, failures);
        for (AddressBinding binding : bindings.subList(0, Math.min(bindings.size(), ADDRESSES))) {
            line.append(", ").append(binding.address());
        }
        for (int status : failures.subList(0, Math.min(failures.size(), ADDRESSES))) {
            line.append(", status ").append(StatusCodes.name6(status));
        }
        if (six.relayCount() > 0) {
            line.append(", relayed");
        }
        return problems(line, six.problems());
    }

    private static String problems(StringBuilder line, List<String> problems) {
        return problems.isEmpty() ? line.toString() : line.append(" (").append(problems.get(0)).append(')').toString();
    }
}
