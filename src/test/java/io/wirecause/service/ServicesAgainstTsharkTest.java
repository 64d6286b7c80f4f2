package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.corpus.Corpus;
import io.wirecause.corpus.Tshark;
import io.wirecause.report.UserFacingException;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The codes that servers answer with, and the times in which they answer, against tshark's fields, frame by frame. What may
 * differ is said by rules here and in docs/services-vs-tshark.md. tshark is asked about the captures in which a protocol of the
 * table was found.
 */
class ServicesAgainstTsharkTest {
    private static final String FRAME = "frame.number";
    private static final double MICROSECOND = 0.000_001_5;

    /** A protocol by our title, tshark's field, and which of its values are told as codes here; null for those that are not. */
    private record Field(String protocol, String name, UnaryOperator<String> code) {
    }

    private static final List<Field> CODES = List.of(
            new Field("SMTP", "smtp.response.code", v -> from(400, v)), new Field("FTP", "ftp.response.code", v -> from(400, v)),
            new Field("POP3", "pop.response.indicator", v -> v.startsWith("-") ? "-ERR" : null),
            new Field("IMAP", "imap.response.status", v -> v.matches("NO|BAD") ? v : null),
            new Field("MySQL", "mysql.error_code", v -> v),
            new Field("PostgreSQL", "pgsql.code", v -> v.matches("0[012].*") ? null : v),
            new Field("MQTT", "mqtt.conack.val", v -> from(1, v)), new Field("SQL Server", "tds.error.number", v -> v),
            new Field("LDAP", "ldap.resultCode", v -> v.equals("14") ? null : from(1, v)),
            new Field("SMB", "smb2.nt_status smb.nt_status", ServicesAgainstTsharkTest::status),
            new Field("Kerberos", "kerberos.error_code", v -> v.equals("25") ? null : v),
            new Field("SNMP", "snmp.error_status", v -> from(1, v)));
    private static final Map<String, String> TIMES = Map.of("LDAP", "ldap.time", "SMB", "smb2.time", "RADIUS", "radius.time",
            "SNMP", "snmp.time", "RPC", "rpc.time");

    @TempDir
    Path folder;

    private final Map<String, Integer> compared = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();

    private static String from(int least, String value) {
        return value.matches("\\d+") && Integer.parseInt(value) >= least ? value : null;
    }

    /** Neither success, nor what says that more follows. */
    private static String status(String value) {
        return value.matches("0x0{8}|0x00000103|0xc0000016") ? null : value;
    }

    private static List<Path> captures() {
        return Stream.concat(TestCaptures.in("service").stream(), Corpus.captures().stream()).toList();
    }

    private static HeardExchanges ours(Path path) throws IOException, UserFacingException {
        HeardExchanges heard;
        try (Capture capture = Capture.open(path)) {
            ToolContext context = new ToolContext("x", capture, Limits.DEFAULT, ProgressListener.NONE);
            heard = new HeardExchanges(context);
            Pass.read(context, List.of(heard));
        }
        return heard;
    }

    @Test
    void shouldFindTheCodesAndTimesThatTsharkFinds() throws Exception {
        Tshark.assumeInstalled();
        String part = System.getProperty("wirecause.captures", "");
        for (Path path : captures().stream().filter(p -> p.toString().contains(part)).toList()) {
            Path plain = Corpus.plain(path, folder);
            HeardExchanges ours = ours(plain);
            if (!ours.protocols.isEmpty()) {
                compare(plain, path, ours);
            }
        }
        System.out.println("services compared with tshark: " + compared);
        assertTrue(compared.values().stream().mapToInt(i -> i).sum() > 0, "nothing was compared");
        assertEquals("", String.join("\n", differences));
    }

    private void compare(Path plain, Path path, HeardExchanges ours) throws IOException {
        List<Field> codes = CODES.stream().filter(f -> ours.protocols.contains(f.protocol)).toList();
        List<String> times = TIMES.keySet().stream().filter(p -> ours.protocols.contains(p)).sorted().toList();
        if (codes.isEmpty() && times.isEmpty()) {
            return;
        }
        Set<String> names = Stream.concat(codes.stream().flatMap(f -> Stream.of(f.name.split(" "))),
                times.stream().map(TIMES::get)).collect(Collectors.toCollection(TreeSet::new));
        List<String> wanted = Stream.concat(Stream.of(FRAME, "frame.time_epoch", "rpc.program", "_ws.malformed"),
                names.stream()).toList();
        List<Map<String, String>> rows = new ArrayList<>();
        for (String[] row : Tshark.rows(plain, String.join(" || ", names), wanted.toArray(new String[0]))) {
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < wanted.size(); i++) {
                values.put(wanted.get(i), row[i]);
            }
            rows.add(values);
        }
        String name = path.getParent().getFileName() + "/" + path.getFileName();
        codes.forEach(field -> codes(name, field, rows, ours));
        times.forEach(protocol -> times(name, protocol, rows, ours));
    }

    private void codes(String name, Field field, List<Map<String, String>> rows, HeardExchanges ours) {
        Map<Long, List<String>> theirs = new TreeMap<>();
        for (Map<String, String> row : rows) {
            for (String one : field.name.split(" ")) {
                for (String value : row.get(one).split(";")) {
                    // What is malformed may have no code, and a line has one where it begins.
                    boolean none = value.isEmpty() || !row.get("_ws.malformed").isEmpty() && !ours.told(row.get(FRAME))
                            || ours.withinLine.contains(Long.parseLong(row.get(FRAME)));
                    String code = none ? null : field.code.apply(value);
                    if (code != null) {
                        theirs.computeIfAbsent(Long.parseLong(row.get(FRAME)), f -> new ArrayList<>()).add(code);
                    }
                }
            }
        }
        Map<Long, List<String>> mine = new TreeMap<>();
        ours.codes.stream().filter(c -> c.protocol().equals(field.protocol)).filter(c -> field.code.apply(c.code()) != null)
                .forEach(c -> mine.computeIfAbsent(c.frame(), f -> new ArrayList<>()).add(field.code.apply(c.code())));
        theirs.values().forEach(list -> list.sort(null));
        mine.values().forEach(list -> list.sort(null));
        for (Map.Entry<Long, List<String>> each : theirs.entrySet()) {
            List<String> found = mine.remove(each.getKey());
            if (each.getValue().equals(found)) {
                compared.merge(field.name, found.size(), Integer::sum);
            } else {
                differences.add(name + " frame " + each.getKey() + " " + field.name + ": tshark " + each.getValue() + ", we "
                        + found);
            }
        }
        mine.forEach((frame, list) -> differences.add(name + " frame " + frame + " " + field.name + ": only we " + list));
    }

    private void times(String name, String protocol, List<Map<String, String>> rows, HeardExchanges ours) {
        String field = TIMES.get(protocol);
        Map<Long, List<HeardExchanges.Wait>> mine = ours.waits.stream().filter(w -> w.protocol().equals(protocol))
                .collect(Collectors.groupingBy(HeardExchanges.Wait::frame));
        for (Map<String, String> row : rows) {
            List<HeardExchanges.Wait> found = mine.getOrDefault(Long.parseLong(row.get(FRAME)), List.of());
            for (String value : row.get(field).isEmpty() ? new String[0] : row.get(field).split(";")) {
                double seconds = Double.parseDouble(value);
                String rule = rule(protocol, row, seconds, ours);
                if (found.stream().anyMatch(w -> Math.abs(w.seconds() - seconds) < MICROSECOND)) {
                    compared.merge(field, 1, Integer::sum);
                } else if (rule != null) {
                    compared.merge(field + ", " + rule, 1, Integer::sum);
                } else {
                    differences.add(name + " frame " + row.get(FRAME) + " " + field + ": tshark " + value + ", we " + found);
                }
            }
        }
    }

    /** Why a time of tshark's is none here; null for no reason. */
    private static String rule(String protocol, Map<String, String> row, double seconds, HeardExchanges ours) {
        if (protocol.equals("LDAP") && row.get("ldap.resultCode").isEmpty()) {
            return "entries of a search";
        }
        if (protocol.equals("SMB") && row.get("smb2.nt_status").contains("0x00000103")) {
            return "interim replies";
        }
        if (seconds < 0) {
            return "replies before their request";
        }
        if (protocol.equals("RPC") && !row.get("rpc.program").matches("10000[035]|")) {
            return "other programs over UDP";
        }
        double asked = Double.parseDouble(row.get("frame.time_epoch")) - seconds;
        boolean begunBefore = ours.waits.stream().anyMatch(w -> w.protocol().equals(protocol)
                && w.frame() < Long.parseLong(row.get(FRAME)) && Math.abs(w.asked() - asked) < MICROSECOND);
        return begunBefore ? "replies that end in a later segment than they begin" : null;
    }
}
