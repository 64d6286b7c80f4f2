package io.wirecause.service;

import io.wirecause.report.Finding;
import io.wirecause.testing.Answered;
import io.wirecause.testing.PcapBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A capture of datagrams between a client and a server. */
final class DatagramScene {
    private static final int CLIENT = 1;
    private static final int SERVER = 80;
    private static final int CLIENT_PORT = 50_000;

    private final PcapBuilder pcap = new PcapBuilder();
    private final int port;
    private final int clientPort;
    private int host = SERVER;

    /** Nothing yet; the server's port. */
    DatagramScene(int port) {
        this(port, CLIENT_PORT);
    }

    /** Nothing yet; the ports of both. */
    DatagramScene(int port, int clientPort) {
        this.port = port;
        this.clientPort = clientPort;
    }

    /** Client and server are one. */
    DatagramScene onOneHost() {
        host = CLIENT;
        return this;
    }

    DatagramScene after(long milliseconds) {
        pcap.after(milliseconds * 1_000);
        return this;
    }

    DatagramScene client(byte[]... parts) {
        pcap.after(100).udp(CLIENT, clientPort, host, port, Hex.join(parts));
        return this;
    }

    DatagramScene server(byte[]... parts) {
        pcap.after(100).udp(host, port, CLIENT, clientPort, Hex.join(parts));
        return this;
    }

    Answered<ServiceAnswer> answer(Path folder) throws Exception {
        return Answered.of(ServiceAnswer.class, ServiceTool.TOOL, new ServiceArguments(Answered.CAPTURE, null, null, null, true,
                Answered.page(100)), pcap.write(folder));
    }

    /** Severity, code and title of the findings. */
    List<String> findings(Path folder) throws Exception {
        List<String> all = new ArrayList<>();
        for (Finding finding : answer(folder).findings()) {
            all.add(finding.severity() + " " + finding.code() + ": " + finding.title());
        }
        return all;
    }

    /** The exchanges: what was asked, what became of it, and the code. */
    List<String> exchanges(Path folder) throws Exception {
        return answer(folder).body().exchanges().stream().map(e -> e.request() + " " + e.outcome()
                + (e.code() == null ? "" : " " + e.code())).toList();
    }
}
