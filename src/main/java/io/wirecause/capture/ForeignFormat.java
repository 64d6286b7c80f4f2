package io.wirecause.capture;

import io.wirecause.bytes.ByteView;

/** Capture formats that are known by their first bytes but not read, so that the error can say what to do. */
enum ForeignFormat {
    /** Microsoft Network Monitor 1. */
    NETMON_1("a Microsoft Network Monitor 1 capture", "RTSS"),
    /** Microsoft Network Monitor 2 and 3. */
    NETMON_2("a Microsoft Network Monitor 2 capture", "GMBU"),
    /** Sniffer for DOS. */
    SNIFFER("a Network General Sniffer capture", "TRSNIFF data"),
    /** NetXray and Sniffer for Windows. */
    NETXRAY("a NetXray or Windows Sniffer capture", "XCP\0"),
    /** Novell LANalyzer. */
    LANALYZER("a Novell LANalyzer capture", "\u0001\u0010\u004c\0"),
    /** Visual Networks. */
    VISUAL("a Visual Networks capture", "\u0005VNF"),
    /** InfoVista 5View. */
    FIVE_VIEWS("an InfoVista 5View capture", "\u00aa\u00aa\u00aa\u00aa"),
    /** Viavi (Network Instruments) Observer. */
    OBSERVER("a Viavi Observer capture", "ObserverPktBuf"),
    /** HP-UX nettl. */
    NETTL("an HP-UX nettl trace", "TR\0d"),
    /** AIX iptrace. */
    IPTRACE("an AIX iptrace", "iptrace "),
    /** Bluetooth logs of Symbian and Android. */
    BTSNOOP("a btsnoop Bluetooth log", "btsnoop\0"),
    /** Tektronix K12. */
    K12("a Tektronix K12 capture", "\0\0\u0002\0\u0012\u0005\0\u0010"),
    /** Text export of Tektronix K12. */
    K12_TEXT("a Tektronix K12 text capture", "+---------+---"),
    /** Event trace log of Windows, as netsh and pktmon write it. */
    ETL("a Windows event trace (ETL)", null, "convert it with: pktmon etl2pcap IN --out OUT, or with etl2pcapng") {
        @Override
        boolean matches(ByteView head) {
            // The trace header's marker behind the 72 bytes of the buffer header: version 2, 32 or 64 bit, flags 0xc0.
            return head.length() >= 76 && head.u16le(72) == 2 && (head.u8(74) == 1 || head.u8(74) == 2) && head.u8(75) == 0xc0;
        }
    },
    /** Archive, in which captures are often sent. */
    ZIP("a zip archive", "PK\u0003\u0004", "take the capture out of it first"),
    /** Archive, also what is in a .tgz. */
    TAR("a tar archive", null, "take the capture out of it first, with: tar -xf FILE") {
        @Override
        boolean matches(ByteView head) {
            return head.startsWith(TAR_MAGIC, "ustar");
        }
    },
    /** Archive. */
    RAR("a RAR archive", "Rar!\u001a\u0007", "take the capture out of it first"),
    /** Document. */
    PDF("a PDF document", "%PDF-", "give the capture that it is about"),
    /** Archive. */
    SEVEN_ZIP("a 7-Zip archive", "7z\u00bc\u00af\u0027\u001c", "take the capture out of it first");

    private static final int TAR_MAGIC = 257;
    private static final int ERF_HEADER = 16;
    private static final int ERF_MORE_HEADERS = 0x80;
    private static final int ERF_LAST_TYPE = 48;
    private static final long YEAR_1995 = 788_918_400L;
    private static final long YEAR_2100 = 4_102_444_800L;

    private final String title;
    private final String magic;
    private final String advice;

    ForeignFormat(String title, String magic) {
        this(title, magic, "convert it with: editcap -F pcapng IN OUT");
    }

    ForeignFormat(String title, String magic, String advice) {
        this.title = title;
        this.magic = magic;
        this.advice = advice;
    }

    /** What the file is, with its article. */
    String title() {
        return title;
    }

    /** What to do with it. */
    String advice() {
        return advice;
    }

    boolean matches(ByteView head) {
        return head.startsWith(0, magic);
    }

    /** The format that the first bytes of a file show; null where they show none of these. */
    static ForeignFormat of(ByteView head) {
        for (ForeignFormat format : values()) {
            if (format.matches(head)) {
                return format;
            }
        }
        return null;
    }

    /**
     * Whether the file is one of Endace's, which have no magic: one record after the other has to make sense, as far as is shown.
     */
    static boolean isErf(ByteView head) {
        int at = 0;
        long last = 0;
        int records = 0;
        while (at + ERF_HEADER <= head.length()) {
            if (!isErfRecord(head, at) || head.u32le(at + 4) < last) {
                return false;
            }
            last = head.u32le(at + 4);
            at += head.u16be(at + 10);
            records++;
        }
        return records > 0;
    }

    /** A record starts with a time (fraction, then seconds, little endian), type, flags, record length, loss, wire length. */
    private static boolean isErfRecord(ByteView head, int at) {
        long seconds = head.u32le(at + 4);
        int type = head.u8(at + 8) & ~ERF_MORE_HEADERS;
        int recordLength = head.u16be(at + 10);
        int wireLength = head.u16be(at + 14);
        return seconds > YEAR_1995 && seconds < YEAR_2100 && type >= 1 && type <= ERF_LAST_TYPE && recordLength >= ERF_HEADER
                && wireLength > 0 && recordLength <= wireLength + ERF_HEADER + 64;
    }
}
