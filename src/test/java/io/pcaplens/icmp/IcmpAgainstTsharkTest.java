package io.pcaplens.icmp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pcaplens.corpus.Corpus;
import io.pcaplens.corpus.Tshark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every message that tshark decodes, with the same fields; docs/icmp-vs-tshark.md explains the differences. */
class IcmpAgainstTsharkTest {
    private static final String[] FIELDS = {"frame.number", "icmp.type", "icmp.code", "icmp.checksum", "icmp.checksum.status",
        "icmp.ident", "icmp.seq", "icmp.resp_to", "icmp.resptime", "icmp.redir_gw", "icmp.mtu", "icmpv6.type", "icmpv6.code",
        "icmpv6.checksum", "icmpv6.checksum.status", "icmpv6.echo.identifier", "icmpv6.echo.sequence_number", "icmpv6.resp_to",
        "icmpv6.resptime", "icmpv6.mtu", "icmpv6.nd.ns.target_address", "icmpv6.nd.na.target_address"};
    /** {@code -Dpcaplens.tshark=all} asks tshark about captures too in which we find nothing, so that what we miss shows. */
    private static final boolean ALL = "all".equals(System.getProperty("pcaplens.tshark"));

    @TempDir
    Path folder;

    private final Map<String, long[]> agreement = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private String name;

    @Test
    void shouldDecodeWhatTsharkDecodesOverTheCorpus() throws Exception {
        Tshark.assumeInstalled();
        for (Path capture : Corpus.captures()) {
            List<IcmpPacketRecord> ours = records(capture);
            if (ours == null || ours.isEmpty() && !ALL) {
                continue;
            }
            name = Corpus.name(capture);
            compare(ours, Tshark.rows(capture, "icmp || icmpv6", FIELDS));
        }
        differences.forEach(System.err::println);
        agreement.forEach((field, counts) -> System.err.printf("%-16s %6d of %6d agree%n", field, counts[0], counts[1]));
        agreement.forEach((field, counts) -> assertTrue(counts[0] >= 0.99 * counts[1], field + ": " + counts[0] + " of "
                + counts[1]));
        assertTrue(agreement.get("message")[1] > 1000, "too few messages compared");
    }

    private List<IcmpPacketRecord> records(Path capture) {
        try {
            return Icmp.all(Corpus.plain(capture, folder));
        } catch (Exception e) {
            return null;
        }
    }

    private void compare(List<IcmpPacketRecord> ours, List<String[]> theirs) {
        Map<Long, IcmpPacketRecord> byFrame = new HashMap<>();
        ours.forEach(r -> byFrame.put(r.packetNumber(), r));
        for (String[] row : theirs) {
            IcmpPacketRecord record = byFrame.remove(Long.parseLong(row[0]));
            check("message", row, record == null ? "missing" : "there", "there");
            if (record != null) {
                fields(row, record);
            }
        }
        byFrame.keySet().forEach(frame -> differences.add(name + " frame " + frame + " only ours"));
    }

    private void fields(String[] row, IcmpPacketRecord r) {
        boolean v6 = row[1].isEmpty();
        String[] t = v6 ? java.util.Arrays.copyOfRange(row, 11, 19) : java.util.Arrays.copyOfRange(row, 1, 9);
        check("type", row, r.icmpType(), Tshark.first(t[0]));
        check("code", row, r.icmpCode(), Tshark.first(t[1]));
        if (!t[2].isEmpty()) {
            check("checksum", row, r.checksum(), String.valueOf(Integer.decode(Tshark.first(t[2]))));
        }
        String status = Tshark.first(t[3]);
        if (!status.isEmpty()) {
            check("checksum status", row, r.checksumStatus().startsWith("unverified") ? "2" : r.checksumStatus().equals("good")
                    ? "1" : "0",
                    status);
        }
        if (r.icmpId() != null && !t[4].isEmpty() && !t[5].isEmpty()) {
            check("identifier", row, r.icmpId(), String.valueOf(Integer.decode(Tshark.first(t[4]))));
            check("sequence", row, r.icmpSeq(), Tshark.first(t[5]));
        }
        if (!t[6].isEmpty()) {
            check("request", row, r.requestFrame(), t[6]);
            double ms = Double.parseDouble(t[7]);
            boolean same = r.responseTimeMs() != null && Math.abs(r.responseTimeMs() - ms) < 0.0011;
            check("response time", row, same ? t[7] : r.responseTimeMs(), t[7]);
        } else if (r.icmpTypeName().endsWith("Reply") && r.requestFrame() != null) {
            differences.add(name + " frame " + row[0] + " request only ours: " + r.requestFrame());
        }
        if (!row[9].isEmpty() && !v6) {
            check("gateway", row, r.gateway(), Tshark.first(row[9]));
        }
        String mtu = v6 ? row[19] : row[10];
        if (!mtu.isEmpty()) {
            check("mtu", row, r.mtu(), Tshark.first(mtu));
        }
        String target = row[20].isEmpty() ? row[21] : row[20];
        if (!target.isEmpty()) {
            check("target", row, r.target(), Tshark.first(target));
        }
    }

    private void check(String field, String[] row, Object ours, String theirs) {
        long[] counts = agreement.computeIfAbsent(field, f -> new long[2]);
        counts[1]++;
        if (theirs.equals(String.valueOf(ours))) {
            counts[0]++;
        } else {
            differences.add(name + " frame " + row[0] + " " + field + ": ours " + ours + ", tshark " + theirs);
        }
    }
}
