package io.wirecause.tcp.zeek;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.packet.TcpFlags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZeekHistoryTest {
    /** A segment a letter, upper case from the originator: its flags as the letters of the history mean them. */
    private static ZeekHistory play(String segments) {
        ZeekHistory view = new ZeekHistory();
        int number = 0;
        for (char c : segments.toCharArray()) {
            int flags = switch (Character.toLowerCase(c)) {
                case 's' -> TcpFlags.SYN;
                case 'h' -> TcpFlags.SYN | TcpFlags.ACK;
                case 'f' -> TcpFlags.FIN | TcpFlags.ACK;
                case 'r' -> TcpFlags.RST;
                case 'i' -> TcpFlags.FIN | TcpFlags.RST;
                case 'q' -> TcpFlags.SYN | TcpFlags.FIN;
                default -> TcpFlags.ACK;
            };
            boolean data = Character.toLowerCase(c) == 'd' || Character.toLowerCase(c) == 't';
            int window = Character.toLowerCase(c) == 'w' ? 0 : 1_000;
            view.take(flags, number++, window, data ? 10 : 0, Character.toLowerCase(c) == 't', Character.isUpperCase(c));
        }
        return view;
    }

    @ParameterizedTest
    @CsvSource({"S,S0", "SS,S0", "ShA,S1", "Sh,S1", "ShADdFf,SF", "ShADfF,SF", "Sr,REJ", "ShADF,S2", "ShADf,S3", "ShADR,RSTO",
        "ShADr,RSTR", "SR,RSTOS0", "hr,RSTRH", "SF,SH", "hf,SHR", "Dd,OTH", "ADFf,OTH", "ShADFfR,SF", "ShAFR,RSTO",
        "ShAr,RSTR", "R,OTH", "h,OTH"})
    void shouldNameTheStateAsTheDocumentationOfZeekDoes(String segments, String state) {
        assertEquals(state, play(segments).connState(true));
    }

    @Test
    void shouldWriteTheHistoryEachEventAsOftenAsDocumented() {
        assertEquals("ShADadFfR", play("ShAADDaadFfR").history(true));
        assertEquals("sHadADfFr", play("ShAADDaadFfR").history(false));
        assertEquals("ShADTT", play("ShAD" + "T".repeat(99)).history(true));
        assertEquals("ShADTTT", play("ShAD" + "T".repeat(100)).history(true));
        assertEquals("ShADaww", play("ShADa" + "w".repeat(10) + "A").history(true));
        assertEquals("SIQ", play("SIQIQ").history(true));
    }

    @Test
    void shouldRepeatASynOnlyWhenItsNumberDiffers() {
        ZeekHistory view = new ZeekHistory();
        view.take(TcpFlags.SYN, 7, 1_000, 0, false, true);
        view.take(TcpFlags.SYN, 7, 1_000, 0, false, true);
        assertEquals("S", view.history(true));
        view.take(TcpFlags.SYN, 8, 1_000, 0, false, true);
        assertEquals("SS", view.history(true));
    }

    @Test
    void shouldKeepAHistoryOfHostileLengthShort() {
        assertEquals(ZeekHistory.MAX_LETTERS, play("R".repeat(10_000)).history(true).length());
    }
}
