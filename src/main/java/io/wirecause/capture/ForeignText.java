package io.wirecause.capture;

import io.wirecause.bytes.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Kinds of text that people give for a capture, so that the error can say what to do. */
enum ForeignText {
    /** What is in the place of a large file where Git was told to keep it elsewhere. */
    GIT_LFS("a Git LFS pointer, not the capture itself; fetch it with: git lfs pull", "version https://git-lfs\\.github\\.com/"),
    /** What a browser's developer tools save. */
    HAR("a HAR file, which holds requests of a browser and no packets; capture packets with: tcpdump -i any -w FILE",
            "\\s*\\{\\s*\"log\"\\s*:"),
    /** A page in the place of a download. */
    HTML("an HTML page, not a capture: perhaps what a server says in the place of the download",
            "\\s*(<!--.{0,200}-->\\s*)?<(!doctype\\s+html|html|head)\\b"),
    /** The lines that tcpdump prints. */
    TCPDUMP("text that tcpdump printed, not a capture; let it write one with: tcpdump -w FILE",
            "(tcpdump: [^\n]*\n|listening on [^\n]*\n|\\s*)*(\\d{4}-\\d\\d-\\d\\d )?(\\d\\d:\\d\\d:\\d\\d|\\d{9,10})\\.\\d{6,9} "
            + "(\\S+ +(In|Out|B|M|P) +)?(IP6?|ARP|LLC|STP|LLDP|VLAN|[0-9a-f]{2}:)"),
    /** The lines that tshark prints. */
    TSHARK("text that tshark printed, not a capture; let it write one with: tshark -w FILE",
            "\\s*\\d+\\s+\\d+\\.\\d{3,9}\\s+\\S+\\s+(\u2192|->)\\s+\\S+\\s"),
    /** A capture in letters: pcap of either byte order and resolution, or pcapng. */
    BASE64("a capture in base64; decode it with: base64 -d FILE > capture.pcap",
            "\\s*(1MOyoQ|obLD1A|TTyyoQ|obI8TQ|Cg0NC)[A-Za-z0-9+/]+"),
    /** A capture in hexadecimal digits. */
    HEX("perhaps a capture in hexadecimal digits; decode it with: xxd -r -p FILE capture.pcap",
            "\\s*(0x)?(d4c3b2a1|a1b2c3d4|4d3cb2a1|a1b23c4d|0a0d0d0a)[0-9a-f\\s]+"),
    /** Any other. */
    OTHER("text, not a capture; pcap, pcapng and snoop files are read", "");

    /** How much of the text the patterns look at. */
    private static final int SHOWN = 1_024;
    /** The marks at the beginning of text in UTF-16, as PowerShell writes it. */
    private static final int UTF_16_LE = 0xfffe;
    private static final int UTF_16_BE = 0xfeff;

    private final String words;
    private final Pattern start;

    ForeignText(String words, String start) {
        this.words = words;
        this.start = Pattern.compile(start, Pattern.CASE_INSENSITIVE);
    }

    /** What the file is, and what to do; goes on behind "is". */
    String words() {
        return words;
    }

    /** The kind of text that a file begins with; null where it is not text. */
    static ForeignText of(ByteView head) {
        int length = Math.min(head.length(), SHOWN);
        if (length >= 4 && (head.u16be(0) == UTF_16_LE && head.u8(3) == 0 || head.u16be(0) == UTF_16_BE && head.u8(2) == 0)) {
            return OTHER;
        }
        for (int i = 0; i < length; i++) {
            int c = head.u8(i);
            if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7f) {
                return null;
            }
        }
        String text = new String(head.copy(0, length), StandardCharsets.UTF_8);
        for (ForeignText kind : values()) {
            if (kind.start.matcher(text).lookingAt()) {
                return kind;
            }
        }
        return OTHER;
    }
}
