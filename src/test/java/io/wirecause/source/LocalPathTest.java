package io.wirecause.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** In a locale that knows all characters; HostileUseIT tries one that does not. */
class LocalPathTest {
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldReadUrlsWithWhatStandsInThemPlainly() {
        for (String url : new String[] {"file:///a%20b/gr%C3%B6%C3%9Fe%23.pcap", "file:///a b/gr\u00f6\u00dfe%23.pcap",
            "file:/a b/gr\u00f6\u00dfe%23.pcap"}) {
            assertEquals(Path.of("/a b/gr\u00f6\u00dfe#.pcap"), LocalPath.ofUrl(url), url);
        }
        for (String url : new String[] {"file:a", "file://host/a", "file:///a%zz", "file:///a?b", "file:///a%00"}) {
            assertThrows(IllegalArgumentException.class, () -> LocalPath.ofUrl(url), url);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldGiveTheTextOfAPathAndOfItsLastPart() {
        Path path = Path.of("/a b/gr\u00f6\u00dfe \ufffd.pcap");
        assertEquals(path.toString(), LocalPath.text(path));
        assertEquals("gr\u00f6\u00dfe \ufffd.pcap", LocalPath.name(path));
        assertEquals("c", LocalPath.name(Path.of("/a/b/c")));
    }
}
