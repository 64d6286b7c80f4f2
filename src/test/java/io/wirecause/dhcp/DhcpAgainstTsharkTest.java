package io.wirecause.dhcp;

import io.wirecause.corpus.Corpus;
import io.wirecause.corpus.FieldAgreement;
import io.wirecause.corpus.Tshark;
import io.wirecause.dhcp.option.Dhcpv4Options;
import io.wirecause.dhcp.option.Dhcpv6Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every message that tshark decodes, with the same fields; docs/dhcp-vs-tshark.md explains the differences. */
class DhcpAgainstTsharkTest {
    private static final String[] FIELDS = {"frame.number", "dhcp.type", "dhcp.id", "dhcp.option.dhcp", "dhcp.ip.client",
            "dhcp.ip.your",
        "dhcp.ip.server", "dhcp.ip.relay", "dhcp.hw.mac_addr", "dhcp.option.ip_address_lease_time", "dhcp.option.dhcp_server_id",
        "dhcp.option.requested_ip_address", "dhcp.option.type", "dhcp.option.subnet_mask", "dhcp.option.router",
        "dhcp.option.domain_name_server", "dhcp.option.request_list_item", "dhcpv6.msgtype", "dhcpv6.xid", "dhcpv6.option.type",
        "dhcpv6.iaaddr.ip", "dhcpv6.iaprefix.pref_addr", "dhcpv6.requested_option_code", "dhcpv6.dns_server",
        "dhcpv6.iaaddr.valid_lifetime"};
    /** {@code -Dwirecause.tshark=all} asks tshark about captures too in which we find nothing, so that what we miss shows. */
    private static final boolean ALL = "all".equals(System.getProperty("wirecause.tshark"));
    /** Options with a place of their own in a record, padding and end. */
    private static final Set<Integer> NOT_LISTED_4 = Set.of(0, 255, 50, 53, 54, 61);
    private static final Set<String> NOT_LISTED_6 = Set.of("client_id", "server_id", "relay_message", "interface_id");

    @TempDir
    Path folder;

    private final FieldAgreement agreement = new FieldAgreement();

    @Test
    void shouldDecodeWhatTsharkDecodesOverTheCorpus() throws Exception {
        Tshark.assumeInstalled();
        for (Path capture : Corpus.captures()) {
            List<DhcpPacketRecord> ours = records(capture);
            if (ours != null && (ALL || !ours.isEmpty())) {
                agreement.compare(capture, ours, Tshark.rows(capture, "dhcp || dhcpv6", FIELDS), DhcpPacketRecord::packetNumber,
                        (row, record) -> {
                            if (row[17].isEmpty()) {
                                fields4(row, record);
                            } else {
                                fields6(row, record);
                            }
                        });
            }
        }
        agreement.assertShare(0.98, 900);
    }

    private List<DhcpPacketRecord> records(Path capture) {
        try {
            return Dhcp.all(Corpus.plain(capture, folder));
        } catch (Exception e) {
            return null;
        }
    }

    private void fields4(String[] row, DhcpPacketRecord r) {
        agreement.check("op", row, r.op().equals("Request") ? 1 : 2, Tshark.first(row[1]));
        agreement.check("transaction id", row, r.transactionId(), Tshark.first(row[2]));
        agreement.check("message type", row, r.messageTypeCode() == 0 ? "" : r.messageTypeCode(), Tshark.first(row[3]));
        String[] addresses = {r.clientIp(), r.yourIp(), r.serverIp(), r.relayIp()};
        for (int i = 0; i < addresses.length; i++) {
            agreement.check("address", row, row[4 + i].isEmpty() ? "" : addresses[i], Tshark.first(row[4 + i]));
        }
        if (!row[8].isEmpty()) {
            agreement.check("client mac", row, r.clientMac(), Tshark.first(row[8]));
        }
        same("lease time", row, r.leaseTime(), row[9]);
        same("server id", row, r.serverId(), row[10]);
        same("requested address", row, r.requestedIp(), row[11]);
        Set<String> theirs = codes(row[12]).stream().filter(c -> !NOT_LISTED_4.contains(c)).map(Dhcpv4Options.TABLE::name)
                .collect(Collectors.toCollection(TreeSet::new));
        agreement.check("options", row, new TreeSet<>(r.options().keySet()), String.valueOf(theirs));
        same("subnet mask", row, r.options().get("subnet_mask"), row[13]);
        list("router", row, r.options().get("router"), row[14]);
        list("dns servers", row, r.options().get("dns_servers"), row[15]);
        if (r.options().get("parameter_request_list") instanceof List<?> asked && !row[16].isEmpty()) {
            agreement.check("parameter list", row, asked.stream().map(a -> String.valueOf(a).split(" ")[0]).toList(),
                    codes(row[16]).toString());
        }
    }

    private void fields6(String[] row, DhcpPacketRecord r) {
        String[] types = row[17].split(";");
        agreement.check("message type", row, r.messageTypeCode(), types[types.length - 1]);
        if (!row[18].isEmpty()) {
            agreement.check("transaction id", row, r.transactionId(), Tshark.first(row[18]));
        }
        Set<String> ours = new TreeSet<>();
        flatten(r.options(), ours);
        Set<String> theirs = codes(row[19]).stream().map(Dhcpv6Options.TABLE::name).filter(n -> !NOT_LISTED_6.contains(n))
                .collect(Collectors.toCollection(TreeSet::new));
        theirs.removeAll(relayed(r, theirs, ours));
        ours.retainAll(registered());
        agreement.check("options", row, ours, String.valueOf(theirs));
        List<String> bindings = new ArrayList<>();
        addresses(r.options(), bindings);
        for (String address : (row[20] + ";" + row[21]).split(";")) {
            if (!address.isEmpty()) {
                agreement.check("binding", row, bindings.contains(address), "true");
            }
        }
        list("dns servers", row, r.options().get("dns_servers"), row[23]);
        if (r.options().get("option_request") instanceof List<?> asked && !row[22].isEmpty()) {
            agreement.check("parameter list", row, asked.stream().map(a -> String.valueOf(a).split(" ")[0]).toList(),
                    codes(row[22]).toString());
        }
    }

    /** Options that stand in a relay's header, which a record does not list. */
    private static Set<String> relayed(DhcpPacketRecord r, Set<String> theirs, Set<String> ours) {
        return r.relayIp() == null ? Set.of() : theirs.stream().filter(n -> !ours.contains(n)).collect(Collectors.toSet());
    }

    private static Set<String> registered() {
        Set<String> names = new TreeSet<>();
        for (int code = 0; code < 300; code++) {
            names.add(Dhcpv6Options.TABLE.name(code));
        }
        return names;
    }

    private static void flatten(Object value, Set<String> keys) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                keys.add(String.valueOf(key));
                flatten(inner, keys);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> flatten(inner, keys));
        }
    }

    private static void addresses(Object value, List<String> found) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                if (key.equals("address")) {
                    found.add(String.valueOf(inner).split("/")[0]);
                }
                addresses(inner, found);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> addresses(inner, found));
        }
    }

    private static List<Integer> codes(String values) {
        return values.isEmpty() ? List.of() : Arrays.stream(values.split(";")).map(Integer::valueOf).toList();
    }

    private void same(String field, String[] row, Object ours, String theirs) {
        if (!theirs.isEmpty()) {
            agreement.check(field, row, ours, Tshark.first(theirs));
        }
    }

    private void list(String field, String[] row, Object ours, String theirs) {
        if (!theirs.isEmpty()) {
            agreement.check(field, row, ours, Arrays.asList(theirs.split(";")).toString());
        }
    }
}
