package io.wirecause.service.network;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.bytes.ByteView;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Packet;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Party;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.PacketWatcher;
import io.wirecause.service.decode.ServiceFindingCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Compares clocks by the answers of NTP servers: they repeat the time at which the client sent, by its clock, and say when
 * they got
 * the request by theirs (RFC 5905, section 8). A client that sends a random number in place of its time says nothing of its
 * clock.
 */
public final class NtpClocks implements PacketWatcher {
    private static final int MOST_PAIRS = 4_096;
    private static final int HEADER = 48;
    private static final int SERVER = 4;
    private static final int UNSYNCHRONISED = 16;
    private static final int ORIGIN = 24;
    private static final int RECEIVED = 32;
    private static final double FRACTIONS = 4_294_967_296.0;
    /** Seconds apart that count, which no way there takes. */
    private static final double APART = 5;
    /** A random number in place of the time is hardly ever so near, in seconds; twice it is never. */
    private static final double BELIEVED = 86_400;
    /** Two answers say the same of a clock within these seconds. */
    private static final double SAME = 1;

    private final Map<Pair, Seen> pairs = new LruMap<>(MOST_PAIRS);

    /** Who asks whom. */
    private record Pair(int version, long clientHi, long clientLo, long serverHi, long serverLo) {
        String client() {
            return IpAddress.text(version, clientHi, clientLo);
        }

        String server() {
            return IpAddress.text(version, serverHi, serverLo);
        }
    }

    /** How far the client's clock is behind the server's, in seconds. */
    private static final class Seen {
        double first;
        double last;
        int agreeing;
        long frame;
    }

    @Override
    public void packet(Packet packet, Consumer<Incident> incidents) {
        if (!packet.isUdp() || packet.sourcePort() != Ntp.PORT || packet.payload().length() < HEADER) {
            return;
        }
        ByteView bytes = packet.payload();
        int stratum = bytes.u8(1);
        if ((bytes.u8(0) & 7) != SERVER || stratum == 0 || stratum >= UNSYNCHRONISED || bytes.u8(0) >> 6 == 3) {
            return;
        }
        double apart = (bytes.i64be(RECEIVED) - bytes.i64be(ORIGIN)) / FRACTIONS;
        if (bytes.i64be(ORIGIN) == 0 || Math.abs(apart) > BELIEVED) {
            return;
        }
        Seen seen = pairs.computeIfAbsent(new Pair(packet.ipVersion(), packet.destinationHi(), packet.destinationLo(),
                packet.sourceHi(), packet.sourceLo()), pair -> new Seen());
        if (Math.abs(apart) >= APART && (seen.agreeing == 0 || Math.abs(apart - seen.first) <= SAME)) {
            seen.first = seen.agreeing == 0 ? apart : seen.first;
            seen.frame = seen.agreeing == 0 ? packet.frame().number() : seen.frame;
            seen.agreeing++;
        }
        seen.last = apart;
    }

    @Override
    public void finish(long lastTime, Consumer<Incident> incidents) {
        pairs.forEach((pair, seen) -> {
            if (seen.agreeing > 1) {
                tell(pair, seen, incidents);
            }
        });
    }

    private static void tell(Pair pair, Seen seen, Consumer<Incident> incidents) {
        boolean mended = Math.abs(seen.last) < APART;
        String by = Durations.words((long) (Math.abs(seen.first) * 1e9));
        incidents.accept(new Incident(ServiceFindingCode.CLOCK_SKEW, pair.client() + " " + pair.server(),
                mended ? Severity.NOTE : Severity.WARNING, Confidence.HIGH,
                "The clock of " + pair.client() + " is " + by + (seen.first > 0 ? " behind" : " ahead of") + " that of the "
                + "NTP server "
                        + pair.server(),
                seen.agreeing + " answers say so, by the client's own time that they repeat"
                        + (mended ? "; later ones say that the client has set its clock" : ""),
                "See why the client does not set its clock by the answers it gets, and compare with another server: logins by "
                + "Kerberos"
                        + " and certificates fail with a wrong clock.",
                // A host may ask itself.
                Party.CLIENT, seen.frame, Set.copyOf(List.of(Subject.host(pair.client()), Subject.host(pair.server())))));
    }

    @Override
    public long messages() {
        return 0;
    }
}
