package io.wirecause.service;

import io.wirecause.report.Finding;
import io.wirecause.testing.Answered;
import io.wirecause.testing.Packets;
import io.wirecause.testing.PcapWriter;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A capture of Ethernet frames that a test gives, for protocols that are neither streams nor datagrams. */
final class FrameScene {
    private static final int ETHERNET = 1;
    private static final int NETWORK = 0xc0000200;
    private static final int GROUP = 0xe0000005;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PcapWriter pcap = new PcapWriter(out, ETHERNET);
    private long micros = 1_700_000_000_000_000L;

    FrameScene after(double seconds) {
        micros += (long) (seconds * 1e6);
        return this;
    }

    /** A frame as it is. */
    FrameScene frame(byte[]... parts) {
        byte[] frame = Hex.join(parts);
        pcap.frame(micros, frame, frame.length, frame.length);
        return this;
    }

    /** An IP packet to a group of routers; the source is 192.0.2.x. */
    FrameScene ip(int source, int protocol, int hops, byte[]... parts) {
        return frame(Hex.of("01005e000005 0200000000"), new byte[] {(byte) source}, Hex.of("0800"),
                Packets.ipv4(NETWORK | source, GROUP, protocol, hops, 0, Hex.join(parts)));
    }

    /** One to a host. */
    FrameScene unicast(int source, int destination, int protocol, byte[]... parts) {
        return frame(Hex.of("0200000000"), new byte[] {(byte) destination}, Hex.of("0200000000"), new byte[] {(byte) source},
                Hex.of("0800"), Packets.ipv4(NETWORK | source, NETWORK | destination, protocol, 1, 0, Hex.join(parts)));
    }

    Answered<ServiceAnswer> answer(Path folder) throws Exception {
        return answer(folder, null, null);
    }

    private Answered<ServiceAnswer> answer(Path folder, String server, String protocol) throws Exception {
        Path capture = Files.write(Files.createTempFile(folder, "built", ".pcap"), out.toByteArray());
        return Answered.of(ServiceAnswer.class, ServiceTool.TOOL, new ServiceArguments(Answered.CAPTURE, server, null, protocol,
                true, Answered.page(100)), capture);
    }

    /** Severity, code and title of the findings. */
    List<String> findings(Path folder) throws Exception {
        return findings(folder, null, null);
    }

    /** Those about a host, or of a protocol. */
    List<String> findings(Path folder, String server, String protocol) throws Exception {
        List<String> all = new ArrayList<>();
        for (Finding finding : answer(folder, server, protocol).findings()) {
            all.add(finding.severity() + " " + finding.code() + ": " + finding.title());
        }
        return all;
    }
}
