package io.wirecause.icmp;

import io.wirecause.corpus.Corpus;
import io.wirecause.corpus.FieldAgreement;
import io.wirecause.corpus.Tshark;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every message that tshark decodes, with the same fields; docs/icmp-vs-tshark.md explains the differences. */
class IcmpAgainstTsharkTest {
    private static final String[] FIELDS = {"frame.number", "icmp.type", "icmp.code", "icmp.checksum", "icmp.checksum.status",
        "icmp.ident", "icmp.seq", "icmp.resp_to", "icmp.resptime", "icmp.redir_gw", "icmp.mtu", "icmpv6.type", "icmpv6.code",
        "icmpv6.checksum", "icmpv6.checksum.status", "icmpv6.echo.identifier", "icmpv6.echo.sequence_number", "icmpv6.resp_to",
        "icmpv6.resptime", "icmpv6.mtu", "icmpv6.nd.ns.target_address", "icmpv6.nd.na.target_address"};
    /** {@code -Dwirecause.tshark=all} asks tshark about captures too in which we find nothing, so that what we miss shows. */
    private static final boolean ALL = "all".equals(System.getProperty("wirecause.tshark"));

    @TempDir
    Path folder;

    private final FieldAgreement agreement = new FieldAgreement();

    @Test
    void shouldDecodeWhatTsharkDecodesOverTheCorpus() throws Exception {
        Tshark.assumeInstalled();
        for (Path capture : Corpus.captures()) {
            List<IcmpPacketRecord> ours = records(capture);
            if (ours == null || ours.isEmpty() && !ALL) {
                continue;
            }
            agreement.compare(capture, ours, Tshark.rows(capture, "icmp || icmpv6", FIELDS), IcmpPacketRecord::packetNumber,
                    this::fields);
        }
        agreement.assertShare(0.99, 1000);
    }

    private List<IcmpPacketRecord> records(Path capture) {
        try {
            return Icmp.all(Corpus.plain(capture, folder));
        } catch (Exception e) {
            return null;
        }
    }

    private void fields(String[] row, IcmpPacketRecord r) {
        boolean v6 = row[1].isEmpty();
        String[] t = v6 ? java.util.Arrays.copyOfRange(row, 11, 19) : java.util.Arrays.copyOfRange(row, 1, 9);
        agreement.check("type", row, r.icmpType(), Tshark.first(t[0]));
        agreement.check("code", row, r.icmpCode(), Tshark.first(t[1]));
        if (!t[2].isEmpty()) {
            agreement.check("checksum", row, r.checksum(), String.valueOf(Integer.decode(Tshark.first(t[2]))));
        }
        String status = Tshark.first(t[3]);
        if (!status.isEmpty()) {
            agreement.check("checksum status", row,
                    r.checksumStatus().startsWith("unverified") ? "2" : r.checksumStatus().equals("good") ? "1" : "0", status);
        }
        if (r.icmpId() != null && !t[4].isEmpty() && !t[5].isEmpty()) {
            agreement.check("identifier", row, r.icmpId(), String.valueOf(Integer.decode(Tshark.first(t[4]))));
            agreement.check("sequence", row, r.icmpSeq(), Tshark.first(t[5]));
        }
        if (!t[6].isEmpty()) {
            agreement.check("request", row, r.requestFrame(), t[6]);
            double ms = Double.parseDouble(t[7]);
            boolean same = r.responseTimeMs() != null && Math.abs(r.responseTimeMs() - ms) < 0.0011;
            agreement.check("response time", row, same ? t[7] : r.responseTimeMs(), t[7]);
        } else if (r.icmpTypeName().endsWith("Reply") && r.requestFrame() != null) {
            agreement.differ(row, "request only ours: " + r.requestFrame());
        }
        if (!row[9].isEmpty() && !v6) {
            agreement.check("gateway", row, r.gateway(), Tshark.first(row[9]));
        }
        String mtu = v6 ? row[19] : row[10];
        if (!mtu.isEmpty()) {
            agreement.check("mtu", row, r.mtu(), Tshark.first(mtu));
        }
        String target = row[20].isEmpty() ? row[21] : row[20];
        if (!target.isEmpty()) {
            agreement.check("target", row, r.target(), Tshark.first(target));
        }
    }
}
