package io.wirecause.service.exchange;

import io.wirecause.report.Confidence;
import io.wirecause.report.Party;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.report.WireText;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.ServiceFindingCode;
import io.wirecause.service.decode.ServiceProtocol;
import io.wirecause.service.decode.ServiceReply;
import java.util.HashSet;
import java.util.Set;

/** What is said where a connection for data does not come about. */
final class DataFailure {
    private static final int WORDS = 80;

    private DataFailure() {
    }

    /**
     * A port that nobody got through to.
     *
     * @param reply what the server says of it; null where it says nothing
     */
    static Incident of(ServiceProtocol protocol, DataPorts.DataPort port, ServiceReply reply) {
        String advice = port.isOfServer()
                ? "The client does not reach the port that the server named: let the server's range of passive ports through the "
                + "firewall or NAT before it."
                : "The server does not reach the client, mostly for a firewall or NAT before the client: use passive mode (PASV, "
                + "EPSV).";
        String words = reply == null ? "the server says nothing of it" : "the server then says " + reply.code()
                + (reply.words() == null ? "" : " " + WireText.quote(reply.words().strip(), WORDS));
        Set<Subject> subjects = new HashSet<>(Set.of(Subject.endpoint(port.end().toString())));
        if (port.stream() >= 0) {
            subjects.add(Subject.connection(port.stream()));
        }
        Party party = !port.isRefused() ? Party.NETWORK : port.isOfServer() ? Party.SERVER : Party.CLIENT;
        return new Incident(ServiceFindingCode.DATA_CONNECTION_FAILED, "data " + port.isOfServer(), Severity.ERROR,
                Confidence.HIGH, protocol.title() + " lists and transfers fail: " + port.fate(),
                "The control connection works; " + words, advice, party, port.firstFrame(), subjects);
    }
}
