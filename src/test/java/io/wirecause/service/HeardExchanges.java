package io.wirecause.service;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.packet.Packet;
import io.wirecause.report.Finding;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.exchange.ServiceConnection;
import io.wirecause.service.exchange.ServiceDatagrams;
import io.wirecause.service.exchange.ServiceExchange;
import io.wirecause.service.exchange.ServiceSink;
import io.wirecause.service.exchange.ServiceStreams;
import io.wirecause.tcp.TcpCarrier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All exchanges of a capture, as they are told. */
final class HeardExchanges implements Analysis, Analyzer, ServiceSink {
    final Set<String> protocols = new TreeSet<>();
    final List<Code> codes = new ArrayList<>();
    final List<Wait> waits = new ArrayList<>();
    /** Frames of FTP whose first byte is not the first of a line. */
    final Set<Long> withinLine = new TreeSet<>();
    private final Map<Long, Integer> lastBytes = new HashMap<>();
    private final Map<Long, Long> times = new HashMap<>();
    private final TcpCarrier carrier;
    private final ServiceStreams connections;
    private final PayloadStreams streams;
    private final ServiceDatagrams datagrams;

    /** A reply with a code. */
    record Code(String protocol, long frame, String code) {
    }

    /** How long a reply took, and when the request was there, in seconds. */
    record Wait(String protocol, long frame, double seconds, double asked) {
    }

    HeardExchanges(ToolContext context) {
        carrier = TcpCarrier.in(context);
        connections = new ServiceStreams(ServiceProtocols.ALL, carrier, this);
        streams = PayloadStreams.Source.in(context).streams(connections);
        datagrams = new ServiceDatagrams(ServiceProtocols.ALL, this);
    }

    /** The title, one for all that ONC RPC carries. */
    private static String title(ServiceConnection connection) {
        String title = connection.protocol().title();
        return title.matches("NFS.*|portmapper|ONC RPC") ? "RPC" : title;
    }

    @Override
    public List<Analyzer> analyzers() {
        return List.of(carrier, this);
    }

    @Override
    public void packet(Packet packet) {
        times.put(packet.frame().number(), packet.frame().timestampNanos());
        if (packet.isTcp()) {
            line(packet);
            streams.packet(packet);
        } else if (packet.isUdp()) {
            datagrams.packet(packet);
        }
    }

    /** Whether a code was told of a reply that begins in this frame. */
    boolean told(String frame) {
        return codes.stream().anyMatch(code -> code.frame == Long.parseLong(frame));
    }

    private void line(Packet packet) {
        int length = packet.payload().length();
        if (length > 0 && packet.sourcePort() == 21) {
            Integer before = lastBytes.put(packet.destinationLo() << 16 ^ packet.destinationPort(),
                    packet.payload().u8(length - 1));
            if (before != null && before != '\n') {
                withinLine.add(packet.frame().number());
            }
        }
    }

    @Override
    public void finish(Pass.Reading reading) {
        streams.finish();
        connections.finish();
        datagrams.finish(carrier.lastTime());
    }

    @Override
    public List<Finding> findings() {
        return List.of();
    }

    @Override
    public void exchange(ServiceExchange e) {
        if (e.reply() == null) {
            return;
        }
        String protocol = title(e.connection());
        if (e.reply().code() != null) {
            codes.add(new Code(protocol, e.replyFrame(), e.reply().code().split(" ")[0]));
        }
        if (e.requestFrame() > 0) {
            waits.add(new Wait(protocol, e.replyFrame(), e.waited() / 1e9,
                    times.getOrDefault(e.requestFrame(), 0L) / 1e9));
        }
    }

    @Override
    public void opened(ServiceConnection connection) {
        protocols.add(title(connection));
    }

    @Override
    public void incident(ServiceConnection connection, Incident incident) {
    }

    @Override
    public void encrypted(ServiceConnection connection) {
    }

    @Override
    public void malformed(ServiceConnection connection, long frame) {
    }

    @Override
    public void unpaired(ServiceConnection connection, int requests) {
    }
}
