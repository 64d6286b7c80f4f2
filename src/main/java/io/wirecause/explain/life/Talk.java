package io.wirecause.explain.life;

import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.analysis.stream.StreamDirection;
import io.wirecause.analysis.stream.StreamReader;
import io.wirecause.bytes.ByteView;
import io.wirecause.explain.ladder.Said;
import io.wirecause.flow.FlowKey;
import io.wirecause.http.http2.Http2Start;
import io.wirecause.http.http2.Http2Words;
import io.wirecause.packet.Packet;
import io.wirecause.packets.info.PacketLines;
import io.wirecause.packets.text.Secrets;
import io.wirecause.protocol.TlsRecord;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What both sides of one TCP connection say: TLS record by record and in order, other protocols by their first lines. */
final class Talk implements PayloadStreams.Chooser {
    /** An answer that tells of a failure: of HTTP, RTSP or SIP by its status, of SMTP and FTP by its code. */
    private static final Pattern FAILURE = Pattern.compile("\"(?:(?:HTTP|RTSP|SIP)/[\\d.]+ [4-6]\\d\\d\\b.*|[45]\\d\\d[ -].*"
            + "|-ERR.*|\\S+ (?:NO|BAD) .*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("\\r?\\nhost:[ \\t]*([^\\r\\n]{1,100})", Pattern.CASE_INSENSITIVE);
    private static final int HEAD = 2_048;
    private static final int LONGEST = 120;

    private final PayloadStreams streams = PayloadStreams.Source.of(2).streams(this);
    private final PacketLines lines;
    private final TlsTalk client = new TlsTalk(true);
    private final TlsTalk server = new TlsTalk(false);
    private FlowKey.Endpoint clientEnd;
    private final List<Said> begun = new ArrayList<>();
    private boolean lastByClient;
    private boolean spoken;
    private boolean http2;

    Talk(PacketLines lines) {
        this.lines = lines;
    }

    /** One direction, of which only TLS and HTTP/2 are read in order. */
    private final class Direction implements StreamReader {
        private final TlsTalk talk;
        private final Http2Words words;
        private boolean first = true;

        Direction(TlsTalk talk, boolean byClient) {
            this.talk = talk;
            this.words = new Http2Words(byClient);
        }

        @Override
        public boolean data(ByteView bytes, long frame, long timestampNanos) {
            // A server may send its settings before the client's preface is there.
            http2 |= first && !talk.isTls() && (talk == client ? Http2Start.length(bytes) > 0 : Http2Start.isFrames(bytes));
            first = false;
            if (http2) {
                words.read(bytes, frame, timestampNanos, Talk.this::message);
            } else {
                talk.read(bytes, begun);
            }
            return true;
        }

        @Override
        public boolean gap(long bytes) {
            if (http2) {
                words.lose(bytes);
            } else {
                talk.lose(bytes);
            }
            return true;
        }
    }

    private void message(String line, int stream, boolean trouble) {
        begun.add(new Said(trouble ? Said.Tone.TROUBLE : Said.Tone.MESSAGE, WireText.quote(Secrets.masked(line), LONGEST)
                + (stream == 0 ? "" : " on stream " + stream)));
    }

    @Override
    public StreamReader open(StreamDirection direction, ByteView first) {
        boolean byClient = direction.source().equals(clientEnd);
        return new Direction(byClient ? client : server, byClient);
    }

    /**
     * The messages that begin with a segment of the connection.
     *
     * @param from  who is the client
     * @param fresh whether its payload was not seen before
     */
    List<Said> take(Packet segment, FlowKey.Endpoint from, boolean byClient, boolean fresh) {
        clientEnd = from;
        begun.clear();
        streams.packet(segment);
        boolean turns = !spoken || lastByClient != byClient;
        if (segment.payloadLength() > 0) {
            spoken = true;
            lastByClient = byClient;
        }
        if (fresh && segment.payload().length() > 0 && !http2 && !(byClient ? client : server).isTls()) {
            say(segment, turns, byClient);
        }
        return List.copyOf(begun);
    }

    private void say(Packet segment, boolean turns, boolean byClient) {
        String line = TlsRecord.isAt(segment.payload(), 0) ? null : lines.said(segment);
        // Lines of commands come in quotes where they are one; a client's text within a turn may be anything, such as a mail.
        if (line == null || Character.isDigit(line.charAt(0)) || !turns && byClient && !isHttp(line)) {
            return;
        }
        String host = host(segment.payload(), line);
        begun.add(new Said(FAILURE.matcher(line).matches() ? Said.Tone.TROUBLE : Said.Tone.MESSAGE, line + host));
    }

    private static boolean isHttp(String line) {
        return line.contains("HTTP/1.");
    }

    private String host(ByteView payload, String line) {
        if (!line.endsWith("HTTP/1.1\"") && !line.endsWith("HTTP/1.0\"")) {
            return "";
        }
        var found = HOST.matcher(payload.latin1(0, Math.min(payload.length(), HEAD)));
        return found.find() ? " to " + WireText.quote(Secrets.masked(found.group(1)),
                100) : "";
    }

    /** Whether the set-up of TLS has begun and is not over: its next message is owed. */
    boolean inHandshake() {
        return (client.isTls() || server.isTls()) && !(client.isPastHandshake() && server.isPastHandshake());
    }

    /** What the connection carries, in a word; null where that is not known. */
    String protocol() {
        return http2 ? "HTTP/2" : client.isTls() || server.isTls() ? "TLS" : null;
    }
}
