package io.wirecause.tcp.wireshark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.packet.TcpFlags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WiresharkViewTest {
    /** A segment a letter: its flags as the letters of Zeek's history mean them, of either endpoint. */
    @ParameterizedTest
    @CsvSource({"s,1", "sh,3", "sha,7", "shad,15", "shadff,31", "shadr,47", "sr,33", "d,8", "a,4", "df,28"})
    void shouldAddUpCompletenessAsWiresharkDoes(String segments, int completeness) {
        WiresharkView view = new WiresharkView(false);
        for (char c : segments.toCharArray()) {
            int flags = switch (c) {
                case 's' -> TcpFlags.SYN;
                case 'h' -> TcpFlags.SYN | TcpFlags.ACK;
                case 'f' -> TcpFlags.FIN | TcpFlags.ACK;
                case 'r' -> TcpFlags.RST;
                default -> TcpFlags.ACK;
            };
            view.complete(flags, c == 'd' ? 10 : 0);
        }
        assertEquals(completeness, view.completeness());
    }
}
