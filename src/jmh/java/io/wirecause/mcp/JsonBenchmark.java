package io.wirecause.mcp;

import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.Json;
import io.wirecause.mcp.jsonrpc.JsonRpcCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The way of a message: a request read, an answer of a tool written. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class JsonBenchmark {
    private static final byte[] REQUEST = """
            {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"analyze_tcp_connections","arguments":\
            {"pcap_file":"/captures/web server/part_0001.pcapng","server_ip":"192.0.2.80","server_port":443,"detailed":true}}}"""
            .getBytes(StandardCharsets.UTF_8);

    private Map<String, Object> answer;

    /** Makes an answer of the usual size, with connections in full. */
    @Setup
    public void answer() {
        try (ToolService service = new ToolService()) {
            answer = service.call("analyze_tcp_connections", Map.of(
                    "pcap_file", Path.of("testdata", "tcp", "lossy-transfer", "capture.pcap").toAbsolutePath().toString(),
                    "detailed", true)).answer();
        }
    }

    /** A line read as a message. */
    @Benchmark
    public Object read() throws JsonRpcCodec.Refused {
        return JsonRpcCodec.read(REQUEST);
    }

    /** An answer written as a line. */
    @Benchmark
    public byte[] write() {
        return Json.line(answer);
    }
}
