package io.wirecause.dns.message;

import io.wirecause.analysis.MalformedCounter;
import io.wirecause.bytes.ByteView;
import io.wirecause.protocol.NameReader;
import java.util.Arrays;

/**
 * One message of DNS or a sibling (RFC 1035, section 4.1), parsed as far as it goes; a flyweight, filled anew for each
 * message.
 *
 * <pre>
 *   0                   1
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
 * +---------------+---------------+
 * |              ID               |
 * |QR|Opcode |AA|TC|RD|RA|Z|AD|CD|RCODE|
 * |     questions, answers,       |
 * |  authorities, additionals     |
 * +---------------+---------------+
 * </pre>
 *
 * All fields are big endian. Where something is wrong, {@link #problem} says what, and the sections hold what came before.
 */
public final class DnsMessage {
    public static final int HEADER = 12;
    public static final int OPCODE_QUERY = 0;
    public static final int RCODE_NOERROR = 0;
    public static final int RCODE_SERVFAIL = 2;
    public static final int RCODE_NXDOMAIN = 3;
    public static final int RCODE_REFUSED = 5;
    public static final int TYPE_OPT = 41;
    public static final int ANSWER = 0;
    public static final int AUTHORITY = 1;
    public static final int ADDITIONAL = 2;
    /** What {@link #problem} says of a message of which the capture holds the first fragment alone. */
    static final String FIRST_FRAGMENT = "only the first fragment was captured";
    private static final String[] SECTIONS = {"answer", "authority record", "additional record"};
    /** A question takes at least the root label, type and class. */
    private static final int MIN_QUESTION = 5;
    /** A pointer to the first question's name, which is known to be valid; most records start with it. */
    private static final int FIRST_QUESTION = 0xc000 | HEADER;
    /** The part of a record between name and data: type, class, TTL, length. */
    private static final int RECORD_FIXED = 10;

    private final ByteView bytes = new ByteView();
    private final NameReader names = new NameReader();
    private DnsService service;
    private int questions;
    private int[] questionAt = new int[8];
    /** Offsets of each record's name and of its type. */
    private int[] nameAt = new int[32];
    private int[] fixedAt = new int[32];
    private int records;
    private final int[] firstOfSection = new int[4];
    private int opt;
    private String questionName;
    private final QuestionName asked = new QuestionName();
    private boolean named;
    private int questionType;
    private String problem;
    private boolean cut;
    private boolean firstFragment;
    private int end;

    /**
     * Parses a message.
     *
     * @param message its captured bytes; they must stay valid while this is used
     * @param wireLength its bytes on the wire
     */
    public void parse(ByteView message, int wireLength, DnsService service) {
        firstFragment = false;
        cut = wireLength > message.length();
        parse(message, service);
    }

    /** Parses the part of a message that the first fragment of its datagram holds. */
    public void parseFirstFragment(ByteView part, DnsService service) {
        firstFragment = true;
        cut = true;
        parse(part, service);
    }

    private void parse(ByteView message, DnsService service) {
        bytes.point(message, 0, message.length());
        this.service = service;
        questions = 0;
        records = 0;
        Arrays.fill(firstOfSection, 0);
        opt = -1;
        questionName = null;
        named = false;
        questionType = -1;
        problem = null;
        end = bytes.length();
        if (bytes.length() < HEADER) {
            fail("only " + bytes.length() + " of " + HEADER + " header bytes");
            return;
        }
        int at = readQuestions();
        for (int section = ANSWER; section <= ADDITIONAL; section++) {
            firstOfSection[section] = records;
            at = problem == null ? readRecords(section, at) : at;
        }
        firstOfSection[ADDITIONAL + 1] = records;
        end = at;
    }

    private void fail(String what) {
        problem = firstFragment ? FIRST_FRAGMENT : cut ? MalformedCounter.CUT : what;
    }

    private int readQuestions() {
        int at = HEADER;
        int claimed = bytes.u16be(4);
        for (int i = 0; i < claimed; i++) {
            if (!names.read(bytes, at)) {
                fail("question " + (i + 1) + ": " + names.problem());
                if (i == 0 && names.end() >= 0) {
                    questionName = names.text();
                    asked.set(questionName);
                    named = true;
                }
                return at;
            }
            int fixed = names.end();
            if (fixed + 4 > bytes.length()) {
                fail("question " + (i + 1) + ": the message ends before its type and class");
                return at;
            }
            if (i == 0) {
                ask();
                questionType = bytes.u16be(fixed);
            }
            if (questions == questionAt.length) {
                questionAt = Arrays.copyOf(questionAt, 2 * questions);
            }
            questionAt[questions++] = at;
            at = fixed + 4;
        }
        return at;
    }

    private void ask() {
        named = true;
        if (service == DnsService.NBNS) {
            questionName = NetbiosName.text(names);
            asked.set(questionName);
        } else {
            asked.set(names);
        }
    }

    private int readRecords(int section, int from) {
        int at = from;
        int claimed = bytes.u16be(6 + 2 * section);
        for (int i = 0; i < claimed; i++) {
            int fixed = behindName(at);
            if (fixed < 0) {
                fail(SECTIONS[section] + " " + (i + 1) + ": " + names.problem());
                return at;
            }
            if (fixed + RECORD_FIXED > bytes.length()) {
                fail(SECTIONS[section] + " " + (i + 1) + ": the message ends in the middle of it");
                return at;
            }
            int length = bytes.u16be(fixed + 8);
            int left = bytes.length() - fixed - RECORD_FIXED;
            if (length > left) {
                fail(SECTIONS[section] + " " + (i + 1) + ": " + length + " bytes of data announced, " + left + " left");
                return at;
            }
            add(at, fixed);
            at = fixed + RECORD_FIXED + length;
        }
        return at;
    }

    /** The offset after a record's name; -1 if the name is malformed. */
    private int behindName(int at) {
        int left = bytes.length() - at;
        if (left >= 2 && questions > 0 && bytes.u16be(at) == FIRST_QUESTION) {
            return at + 2;
        }
        if (left >= 1 && bytes.u8(at) == 0) {
            return at + 1;
        }
        return names.skip(bytes, at) ? names.end() : -1;
    }

    private void add(int name, int fixed) {
        if (records == nameAt.length) {
            nameAt = Arrays.copyOf(nameAt, 2 * records);
            fixedAt = Arrays.copyOf(fixedAt, 2 * records);
        }
        nameAt[records] = name;
        fixedAt[records] = fixed;
        if (bytes.u16be(fixed) == TYPE_OPT && opt < 0) {
            opt = records;
        }
        records++;
    }

    /** What is wrong with the message; null if nothing is. */
    public String problem() {
        return problem;
    }

    /** Whether the capture holds only a part: the snaplen cut the message, or it is a {@link #firstFragment}. */
    public boolean cut() {
        return cut;
    }

    /** Whether the capture holds only the first fragment. */
    public boolean firstFragment() {
        return firstFragment;
    }

    /** Bytes parsed; fewer than the message has if something follows the last record. */
    public int end() {
        return end;
    }

    public ByteView bytes() {
        return bytes;
    }

    public DnsService service() {
        return service;
    }

    /** Whether the header is complete. */
    public boolean hasHeader() {
        return bytes.length() >= HEADER;
    }

    public int id() {
        return bytes.u16be(0);
    }

    private boolean flag(int mask) {
        return (bytes.u16be(2) & mask) != 0;
    }

    public boolean response() {
        return flag(0x8000);
    }

    /** Operation, 0 to 15. */
    public int opcode() {
        return bytes.u8(2) >>> 3 & 15;
    }

    public boolean authoritative() {
        return flag(0x0400);
    }

    public boolean truncated() {
        return flag(0x0200);
    }

    public boolean recursionDesired() {
        return flag(0x0100);
    }

    public boolean recursionAvailable() {
        return flag(0x0080);
    }

    /** AD: the resolver has validated the answer (RFC 4035, section 3.2.3). */
    public boolean authenticData() {
        return flag(0x0020);
    }

    public boolean checkingDisabled() {
        return flag(0x0010);
    }

    /** Response code, 0 to 4,095, including the upper bits from the OPT record (RFC 6891, section 6.1.3). */
    public int rcode() {
        int low = bytes.u16be(2) & 15;
        return opt < 0 ? low : bytes.u8(fixedAt[opt] + 4) << 4 | low;
    }

    /** Number of questions parsed. */
    public int questions() {
        return questions;
    }

    /** The first question's name; null if there is none. */
    public String questionName() {
        if (questionName == null && named) {
            questionName = name(questionAt[0]);
        }
        return questionName;
    }

    /** The first question's name, for comparison; null if there is none. */
    public QuestionName asked() {
        return named ? asked : null;
    }

    /** The first question's type; -1 if there is none. */
    public int questionType() {
        return questionType;
    }

    public String questionName(int index) {
        return name(questionAt[index]);
    }

    public int questionType(int index) {
        names.read(bytes, questionAt[index]);
        return bytes.u16be(names.end());
    }

    /** Class of a question, without mDNS's unicast-response bit (RFC 6762, section 5.4). */
    public int questionClass(int index) {
        names.read(bytes, questionAt[index]);
        return classOf(bytes.u16be(names.end() + 2));
    }

    private int classOf(int field) {
        return service == DnsService.MDNS ? field & 0x7fff : field;
    }

    /** Index of a section's first record. */
    public int first(int section) {
        return firstOfSection[section];
    }

    /** Records parsed in a section. */
    public int count(int section) {
        return firstOfSection[section + 1] - firstOfSection[section];
    }

    /** Records that the header claims for a section; more than were parsed if the message is cut or malformed. */
    public int claimed(int section) {
        return bytes.u16be(6 + 2 * section);
    }

    /** Records parsed in all sections. */
    public int records() {
        return records;
    }

    public String recordName(int index) {
        return name(nameAt[index]);
    }

    /** Whether a record belongs to the root; the shortest name is that alone. */
    boolean isOfRoot(int index) {
        return bytes.u8(nameAt[index]) == 0;
    }

    /** Whether the first question is about the root; valid only if there is one. */
    boolean asksForRoot() {
        return bytes.u8(questionAt[0]) == 0;
    }

    private String name(int at) {
        names.read(bytes, at);
        return service == DnsService.NBNS ? NetbiosName.text(names) : names.text();
    }

    public int recordType(int index) {
        return bytes.u16be(fixedAt[index]);
    }

    /** Class of a record, without mDNS's cache-flush bit (RFC 6762, section 10.2). */
    public int recordClass(int index) {
        return classOf(bytes.u16be(fixedAt[index] + 2));
    }

    /** Time to live in seconds; for OPT, the field has another meaning. */
    public long ttl(int index) {
        return bytes.u32be(fixedAt[index] + 4);
    }

    /** Offset of a record's data. */
    public int dataAt(int index) {
        return fixedAt[index] + RECORD_FIXED;
    }

    /** Bytes of a record's data. */
    public int dataLength(int index) {
        return bytes.u16be(fixedAt[index] + 8);
    }

    /** Index of the OPT record (RFC 6891); -1 if there is none. */
    public int opt() {
        return opt;
    }

    /** The UDP payload that the sender takes, by its OPT record (RFC 6891, section 6.2.3); valid only if there is one. */
    public int udpSize() {
        return bytes.u16be(fixedAt[opt] + 2);
    }

    /**
     * Whether the header is plausible: a known opcode, the reserved bit zero, and counts that fit the length. A cheap test
     * to reject other protocols.
     */
    public static boolean plausibleHeader(ByteView bytes, int length) {
        if (length < HEADER + MIN_QUESTION || bytes.length() < HEADER) {
            return false;
        }
        int flags = bytes.u16be(2);
        int opcode = flags >>> 11 & 15;
        boolean response = (flags & 0x8000) != 0;
        int questions = bytes.u16be(4);
        int others = bytes.u16be(6) + bytes.u16be(8) + bytes.u16be(10);
        return opcode != 3 && opcode <= 6 && (flags & 0x0040) == 0 && (response || (flags & 0x000f) == 0)
                && (questions == 1 || questions == 0 && others > 0 && response)
                && HEADER + questions * MIN_QUESTION + others * (RECORD_FIXED + 1) <= length;
    }
}
