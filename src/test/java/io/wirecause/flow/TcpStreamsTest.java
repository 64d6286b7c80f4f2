package io.wirecause.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.capture.Capture;
import io.wirecause.capture.FrameCursor;
import io.wirecause.corpus.Corpus;
import io.wirecause.packet.Packet;
import io.wirecause.packet.PacketDecoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TcpStreamsTest {
    @TempDir
    Path folder;

    @Test
    void shouldNumberStreamsAsTsharkDoesOverTheCorpus() throws Exception {
        Map<String, List<Corpus.Segment>> oracle = Corpus.segments();
        int captures = 0;
        int same = 0;
        for (Path capture : Corpus.captures()) {
            List<Corpus.Segment> segments = oracle.get(Corpus.name(capture));
            if (segments == null || segments.size() > 5_000) {
                continue;
            }
            captures++;
            same += agrees(Corpus.plain(capture, folder), segments) ? 1 : 0;
        }
        double share = (double) same / captures;
        assertEquals(1, share, 0.03, same + " of " + captures + " captures agree");
    }

    private static boolean agrees(Path file, List<Corpus.Segment> segments) {
        try (Capture capture = Capture.open(file)) {
            TcpStreams streams = new TcpStreams(100_000);
            FlowKey key = new FlowKey();
            PacketDecoder decoder = new PacketDecoder();
            Packet packet = new Packet();
            int at = 0;
            for (FrameCursor cursor = capture.frames(); cursor.next(); ) {
                decoder.decode(cursor.frame(), packet);
                if (packet.isTcp()) {
                    streams.segment(packet);
                    key.set(packet);
                    while (at < segments.size() && segments.get(at).frame() < cursor.frame().number()) {
                        at++;
                    }
                    if (at < segments.size() && segments.get(at).frame() == cursor.frame().number()
                            && segments.get(at).stream() != streams.of(key)) {
                        return false;
                    }
                }
            }
            return true;
        } catch (Exception e) {
            return false;
        }
    }
}
