package io.wirecause.fuzz;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.wirecause.report.UserFacingException;
import io.wirecause.testing.Packets;
import io.wirecause.testing.TestCaptures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What is fuzzed, and from what the fuzzer starts: captures of testdata and a few lines of text, put into each target's form. */
enum Target {
    /** Capture files of every format. */
    CAPTURE_FILE(CaptureFileTarget::fuzzerTestOneInput, 30_000),
    /** Frames of every link type. */
    PACKET(PacketTarget::fuzzerTestOneInput, 60_000),
    /** The tracker of TCP connections and all that is said of them. */
    TCP(TcpTarget::fuzzerTestOneInput, 1_500),
    /** DNS and its relatives. */
    DNS(DnsTarget::fuzzerTestOneInput, 3_000),
    /** DHCP for IPv4 and IPv6. */
    DHCP(DhcpTarget::fuzzerTestOneInput, 3_000),
    /** ICMP for IPv4 and IPv6. */
    ICMP(IcmpTarget::fuzzerTestOneInput, 3_000),
    /** SIP, SDP, RTP and RTCP. */
    SIP(SipTarget::fuzzerTestOneInput, 3_000),
    /** TLS, DTLS and QUIC. */
    TLS(TlsTarget::fuzzerTestOneInput, 2_000),
    /** DTLS, message by message. */
    DTLS(DtlsTarget::fuzzerTestOneInput, 2_000),
    /** QUIC, frame by frame. */
    QUIC(QuicTarget::fuzzerTestOneInput, 1_500),
    /** HTTP of all versions, gRPC and WebSockets. */
    HTTP(HttpTarget::fuzzerTestOneInput, 3_000),
    /** The protocols behind applications, each by itself. */
    SERVICES(ServicesTarget::fuzzerTestOneInput, 20_000),
    /** Packets shown in every way. */
    PACKETS(PacketsTarget::fuzzerTestOneInput, 1_500),
    /** The diagnosis of a capture. */
    DIAGNOSIS(DiagnosisTarget::fuzzerTestOneInput, 1_000),
    /** All tools. */
    TOOLS(ToolsTarget::fuzzerTestOneInput, 500),
    /** The four compressions. */
    UNPACK(UnpackTarget::fuzzerTestOneInput, 10_000),
    /** Lines of JSON-RPC. */
    JSON_RPC(JsonRpcTarget::fuzzerTestOneInput, 2_000),
    /** Packed files under a clock. */
    PACKED_CLOCK(PackedClockTarget::fuzzerTestOneInput, 1_000),
    /** What a client does in a session, one thing after the other. */
    SESSION(SessionTarget::fuzzerTestOneInput, 20),
    /** URLs and redirects. */
    URL(UrlTarget::fuzzerTestOneInput, 20_000);

    private static final Path REGRESSIONS = Path.of("src", "test", "resources", "fuzz").toAbsolutePath();
    private static final int LARGEST_SEED = 8_192;

    private final Work work;
    private final int shortRuns;

    Target(Work work, int shortRuns) {
        this.work = work;
        this.shortRuns = shortRuns;
    }

    /** What is done with one input. */
    interface Work {
        void on(byte[] input) throws Exception;
    }

    void run(byte[] input) throws Exception {
        work.on(input);
    }

    /** Inputs tried in the run that is part of the tests. */
    int shortRuns() {
        return shortRuns;
    }

    /** As people and folders name it. */
    String shown() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The class whose {@code fuzzerTestOneInput} the fuzzer calls. */
    String className() {
        StringBuilder name = new StringBuilder();
        for (String word : name().split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return Target.class.getPackageName() + "." + name + "Target";
    }

    /** Inputs that once broke something. */
    List<byte[]> regressions() throws IOException {
        List<byte[]> all = new ArrayList<>();
        if (Files.isDirectory(REGRESSIONS.resolve(shown()))) {
            try (Stream<Path> files = Files.list(REGRESSIONS.resolve(shown()))) {
                for (Path file : files.sorted().toList()) {
                    all.add(Files.readAllBytes(file));
                }
            }
        }
        return all;
    }

    /** Inputs to start from. */
    List<byte[]> seeds() throws IOException, UserFacingException {
        return switch (this) {
            case CAPTURE_FILE -> formats();
            case TOOLS, PACKETS, DIAGNOSIS -> files(TestCaptures.plain());
            case UNPACK, PACKED_CLOCK -> Seeds.packed();
            case SESSION -> List.of(Packets.hex("00 00 10 01 20 02 13 23 55 00 02 07 05"),
                    Packets.hex("02 02 12 02 22 00 07 0f 03"));
            case PACKET -> each("(layers|icmp|dhcp)/.*", Seeds::frames);
            case TCP -> List.of(Seeds.connection());
            case DNS -> each("(dns/.*|tcp/[^/]*dns.*)", path -> Traffic.of(path, LARGEST_SEED));
            case DHCP -> each("(dhcp/.*|layers/plain.*)", path -> Traffic.of(path, LARGEST_SEED));
            case ICMP -> each("(icmp/.*|layers/plain.*)", path -> Traffic.of(path, LARGEST_SEED));
            case SIP -> each("sip/.*", path -> Traffic.of(path, 4 * LARGEST_SEED));
            case TLS -> each("(tls/.*|tcp/findings/tls.*)", path -> Traffic.of(path, 2 * LARGEST_SEED));
            case DTLS -> each("tls/.*dtls.*", path -> DtlsTarget.of(path, 2 * LARGEST_SEED));
            case QUIC -> each("tls/.*quic.*", QuicTarget::of);
            case HTTP -> each("http/.*", path -> Traffic.of(path, 4 * LARGEST_SEED));
            case SERVICES -> ServicesTarget.seeds();
            case JSON_RPC -> lines("rpc.txt");
            case URL -> lines("urls.txt");
        };
    }

    /** Captures, and files in formats that are refused. */
    private static List<byte[]> formats() throws IOException {
        List<Path> all = new ArrayList<>(TestCaptures.plain());
        try (Stream<Path> refused = Files.list(TestCaptures.ROOT.resolve("files/refused"))) {
            all.addAll(refused.sorted().toList());
        }
        return files(all);
    }

    private static List<byte[]> files(List<Path> files) throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (Path file : files) {
            if (Files.size(file) <= LARGEST_SEED) {
                all.add(Files.readAllBytes(file));
            }
        }
        return all;
    }

    /** Makes an input of a capture. */
    private interface Form {
        byte[] of(Path capture) throws IOException, UserFacingException;
    }

    private static List<byte[]> each(String names, Form form) throws IOException, UserFacingException {
        List<byte[]> all = new ArrayList<>();
        for (Path file : TestCaptures.plain()) {
            if (TestCaptures.path(file).matches(names)) {
                all.add(form.of(file));
            }
        }
        return all;
    }

    /** Inputs in a text file, an empty line between them. */
    private static List<byte[]> lines(String name) throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (String one : Files.readString(REGRESSIONS.resolve("seeds").resolve(name)).strip().split("\n\n")) {
            all.add(one.getBytes(StandardCharsets.UTF_8));
        }
        return all;
    }

    /** Forms that need more than a line. */
    private static final class Seeds {
        private static final int FRAMES = 12;

        static byte[] frames(Path capture) throws IOException, UserFacingException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (var open = io.wirecause.capture.Capture.open(capture)) {
                var cursor = open.frames();
                for (int i = 0; i < FRAMES && cursor.next(); i++) {
                    byte[] frame = cursor.frame().bytes().copy();
                    if (i == 0) {
                        out.writeBytes(ByteBuffer.allocate(2).putShort((short) cursor.frame().linkType()).array());
                    }
                    out.writeBytes(ByteBuffer.allocate(2).putShort((short) frame.length).array());
                    out.writeBytes(frame);
                }
            }
            return out.toByteArray();
        }

        /** A capture, packed in each way. */
        static List<byte[]> packed() throws IOException {
            byte[] plain = Files.readAllBytes(TestCaptures.of("tcp/syn-unanswered"));
            return List.of(pack(plain, GZIPOutputStream::new), pack(plain, ZstdOutputStream::new),
                    pack(plain, FramedLZ4CompressorOutputStream::new),
                    pack(plain, out -> new XZOutputStream(out, new LZMA2Options(0))));
        }

        private interface Packer {
            OutputStream over(OutputStream out) throws IOException;
        }

        private static byte[] pack(byte[] plain, Packer packer) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = packer.over(packed)) {
                out.write(plain);
            }
            return packed.toByteArray();
        }

        /** A handshake, data both ways with a segment sent again, a window of zero and an end, as TcpTarget reads it. */
        static byte[] connection() {
            return Packets.hex("""
                    00000001 fffffff0 7fffffff 12345678
                    10 02 0c 020405b4 0402 0303 07 01 0101
                    14 12 0c 020405b4 0402 0303 07 01 0101
                    00 10
                    20 18 0010 474554202f20485454502f312e310d0a
                    64 18 0008 485454502f312e31 0202 ffff
                    28 18 fff0 0000 0010 474554202f20485454502f312e310d0a
                    44 10 0003 0000
                    54 10 0c 0101 050a 00000011 00000021 0003 1000
                    00 11 04 11 00 10
                    01 02 05 14 02 02 42 02 0004 1000""");
        }
    }
}
