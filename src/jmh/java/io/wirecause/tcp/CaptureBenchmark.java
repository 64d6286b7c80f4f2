package io.wirecause.tcp;

import io.wirecause.analysis.Limits;
import io.wirecause.capture.Capture;
import io.wirecause.capture.FrameCursor;
import io.wirecause.packet.Packet;
import io.wirecause.packet.PacketDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What each stage adds, over one capture whose number of frames every run asserts: its frames, their
 * layers, their connections.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CaptureBenchmark {
    /** A real download without loss, and one over a wire that loses. */
    @Param({"testdata/tcp/healthy/large_download/capture.pcap", "testdata/tcp/lossy-transfer/capture.pcap"})
    public String file;

    private Capture capture;
    private long frames;

    /** Opens the capture and counts its frames. */
    @Setup
    public void open() throws Exception {
        capture = Capture.open(Path.of(file));
        FrameCursor cursor = capture.frames();
        while (cursor.next()) {
            frames++;
        }
    }

    /** The reader alone: every frame found, a byte of each read. */
    @Benchmark
    public long reader() {
        FrameCursor cursor = capture.frames();
        long count = 0;
        long sum = 0;
        while (cursor.next()) {
            sum += cursor.frame().bytes().u8(0);
            count++;
        }
        return checked(count) + sum;
    }

    /** Reader and decoder. */
    @Benchmark
    public long decoder() {
        FrameCursor cursor = capture.frames();
        PacketDecoder decoder = new PacketDecoder();
        Packet packet = new Packet();
        long count = 0;
        long sum = 0;
        while (cursor.next()) {
            decoder.decode(cursor.frame(), packet);
            sum += packet.payloadLength();
            count++;
        }
        return checked(count) + sum;
    }

    /** Reader, decoder and TCP analyzer with all its measurements, on one thread. */
    @Benchmark
    public long analyzer() {
        FrameCursor cursor = capture.frames();
        PacketDecoder decoder = new PacketDecoder();
        Packet packet = new Packet();
        long count = 0;
        try (TcpAnalyzer analyzer = new TcpAnalyzer(Limits.DEFAULT.maxConnections(), null)) {
            while (cursor.next()) {
                decoder.decode(cursor.frame(), packet);
                analyzer.packet(packet);
                count++;
            }
            analyzer.finish();
            return checked(count) + analyzer.segments();
        }
    }

    private long checked(long count) {
        if (count != frames) {
            throw new AssertionError(count + " frames, not " + frames);
        }
        return count;
    }

    /** Closes the capture. */
    @TearDown
    public void close() throws IOException {
        capture.close();
    }
}
