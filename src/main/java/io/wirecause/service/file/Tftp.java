package io.wirecause.service.file;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Packet;
import io.wirecause.report.Confidence;
import io.wirecause.report.Party;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.report.WireText;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.PacketWatcher;
import io.wirecause.service.decode.ServiceFindingCode;
import io.wirecause.service.decode.Words;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** TFTP (RFC 1350): files that a server does not give. It answers from another port, so all datagrams are looked at. */
public final class Tftp implements PacketWatcher {
    private static final int PORT = 69;
    private static final int MOST_CLIENTS = 1_024;
    private static final int MOST_ERRORS = 64;
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int ERROR = 5;
    private static final int OPTIONS_REFUSED = 8;
    private static final int TEXT = 80;
    private static final String[] NAMES = {"not defined", "file not found", "access violation", "disk full", "illegal operation",
        "unknown transfer", "file already exists", "no such user"};

    private final Map<FlowKey.Endpoint, Asked> clients = new LruMap<>(MOST_CLIENTS);
    private final Map<String, Refused> errors = new LruMap<>(MOST_ERRORS);
    private long messages;

    /** What a client asks for. */
    private record Asked(int version, long serverHi, long serverLo, String file) {
    }

    /** Errors of one kind of a server. */
    private static final class Refused {
        private final String server;
        private final String what;
        private final String file;
        private final long frame;
        private final int code;
        private long count;

        Refused(String server, String what, String file, long frame, int code) {
            this.server = server;
            this.what = what;
            this.file = file;
            this.frame = frame;
            this.code = code;
        }
    }

    @Override
    public void packet(Packet packet, Consumer<Incident> incidents) {
        if (!packet.isUdp() || packet.payload().length() < 4) {
            return;
        }
        ByteView bytes = packet.payload();
        int operation = bytes.u16be(0);
        if (packet.destinationPort() == PORT && (operation == READ || operation == WRITE)) {
            messages++;
            clients.put(new FlowKey.Endpoint(packet.ipVersion(), packet.sourceHi(), packet.sourceLo(), packet.sourcePort()),
                    new Asked(packet.ipVersion(), packet.destinationHi(), packet.destinationLo(),
                            WireText.quote(Words.zeroEnded(bytes, 2), TEXT)));
        } else if (operation == ERROR && !clients.isEmpty()) {
            Asked asked = clients.get(new FlowKey.Endpoint(packet.ipVersion(), packet.destinationHi(), packet.destinationLo(),
                    packet.destinationPort()));
            if (asked != null && asked.serverHi == packet.sourceHi() && asked.serverLo == packet.sourceLo()) {
                error(packet, bytes, asked);
            }
        }
    }

    /** An error, unless it says that the server takes no options: the client then asks without them (RFC 2347). */
    private void error(Packet packet, ByteView bytes, Asked asked) {
        int code = bytes.u16be(2);
        if (code == OPTIONS_REFUSED) {
            return;
        }
        String server = IpAddress.text(asked.version, asked.serverHi, asked.serverLo);
        String words = Words.zeroEnded(bytes, 4).strip();
        String what = code + (code < NAMES.length ? " (" + NAMES[code] + ")" : "")
                + (words.isEmpty() ? "" : " " + WireText.quote(words, TEXT));
        errors.computeIfAbsent(server + " " + code, key -> new Refused(server, what, asked.file, packet.frame().number(),
                code)).count++;
    }

    @Override
    public void finish(long lastTime, Consumer<Incident> incidents) {
        errors.forEach((key, refused) -> incidents.accept(new Incident(ServiceFindingCode.SERVICE_ERROR, "tftp " + key,
                Severity.ERROR,
                Confidence.HIGH, "TFTP answers " + refused.what + " to the request for " + refused.file,
                Plural.of(refused.count, "such reply", "such replies") + " of " + refused.server,
                refused.code == 1 ? "Put the file into the server's directory, or correct its name in what the client was "
                        + "told (DHCP"
                        + " option 67)." : "Look at the rights of the file and of the server's directory, and into the "
                        + "server's log.",
                refused.code == 1 ? Party.UNCLEAR : Party.SERVER, refused.frame, Set.of(Subject.host(refused.server)))));
    }

    @Override
    public long messages() {
        return messages;
    }
}
