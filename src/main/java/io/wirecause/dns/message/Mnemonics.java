package io.wirecause.dns.message;

import java.util.stream.IntStream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** The names of numbers in the DNS registries. */
public final class Mnemonics {
    /** Characters of a name shown in lists. */
    private static final int SHORT_NAME = 64;
    /** The names of the usual response codes, which are looked up for many messages. */
    private static final String[] RCODES = IntStream.range(0, 16).mapToObj(Rcode::string).toArray(String[]::new);

    private Mnemonics() {
    }

    /** A record or question type, such as AAAA; TYPE65280 for an unnamed one. */
    public static String type(DnsService service, int type) {
        String own = service == DnsService.NBNS ? NetbiosData.type(type) : null;
        return own != null ? own : type < 0 ? "NONE" : Type.string(type);
    }

    /** The number of a type given by name or as TYPE65280; -1 if unknown. */
    public static int type(String name) {
        String upper = name.toUpperCase(java.util.Locale.ROOT);
        return upper.equals("NB") ? NetbiosData.TYPE_NB : upper.equals("NBSTAT") ? NetbiosData.TYPE_NBSTAT : Type.value(upper);
    }

    public static String rcode(int rcode) {
        return rcode >= 0 && rcode < RCODES.length ? RCODES[rcode] : Rcode.string(rcode);
    }

    public static String opcode(DnsService service, int opcode) {
        return service == DnsService.NBNS ? NetbiosData.opcode(opcode) : Opcode.string(opcode);
    }

    /** A class; null for IN, the usual one. */
    public static String dnsClass(int dnsClass) {
        return dnsClass == DClass.IN ? null : DClass.string(dnsClass);
    }

    /** A name, shortened for a list; says how much was cut. */
    public static String shortName(String name) {
        return name.length() <= SHORT_NAME ? name
                : name.substring(0, SHORT_NAME) + "...(+" + (name.length() - SHORT_NAME) + " characters)";
    }
}
