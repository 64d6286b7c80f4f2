package io.wirecause.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GivenArgumentsTest {
    private static String[] restored(String commandLine, String... received) {
        return GivenArguments.restored(received, commandLine.replace(' ', '\0').concat("\0").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldRestoreWhatALocaleReplaced() {
        String[] given = {"call", "analyze_capinfos", "pcap_file=/gr\u00f6\u00dfe.pcap"};
        String line = "java -Xmx1g -jar x.jar " + String.join(" ", given);
        assertArrayEquals(given, restored(line, "call", "analyze_capinfos", "pcap_file=/gr????e.pcap"));
        assertArrayEquals(given, restored(line, "call", "analyze_capinfos", "pcap_file=/gr\ufffd\ufffd\ufffd\ufffde.pcap"));
    }

    @Test
    void shouldLeaveArgumentsThatAreNotThoseOfTheCommandLine() {
        String[] received = {"call", "x", "pcap_file=/?.pcap"};
        assertSame(received, restored("java @options", received));
        assertSame(received, restored("java -jar x.jar call x pcap_file=/\u00f6l.pcap", received));
        assertSame(received, restored("call x", received));
        String[] ascii = {"call", "a.pcap"};
        assertSame(ascii, GivenArguments.of(ascii));
    }
}
