package io.wirecause.dns;

import io.wirecause.analysis.AddressArgument;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.Mnemonics;
import io.wirecause.report.UserFacingException;
import java.util.Locale;

/** Selects messages by name, type, client and server. */
final class DnsFilter {
    /** Every message. */
    static final DnsFilter ALL = new DnsFilter(null, -1, null, null);

    private final String name;
    private final int type;
    private final String client;
    private final String server;

    private DnsFilter(String name, int type, String client, String server) {
        this.name = name;
        this.type = type;
        this.client = client;
        this.server = server;
    }

    /**
     * The filter that the arguments ask for.
     *
     * @throws UserFacingException if an address is invalid or the type unknown
     */
    static DnsFilter of(DnsArguments arguments) throws UserFacingException {
        String name = arguments.name() == null ? null : arguments.name().toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        int type = arguments.type() == null ? -1 : Mnemonics.type(arguments.type());
        if (arguments.type() != null && type < 0) {
            throw new UserFacingException("The argument type is not a DNS record type; a name such as AAAA or a number as in "
                    + "TYPE65 is expected.");
        }
        return new DnsFilter(name, type, AddressArgument.canonical("client", arguments.client()),
                AddressArgument.canonical("server", arguments.server()));
    }

    /** Whether all messages match. */
    boolean isOpen() {
        return name == null && type < 0 && client == null && server == null;
    }

    boolean matches(DnsMessage message, DnsMessageContext context) {
        if (isOpen()) {
            return true;
        }
        return (client == null || client.equals(context.client(message.response()).address()))
                && (server == null || server.equals(context.server(message.response()).address()))
                && (name == null && type < 0 || anyQuestion(message) || message.questions() == 0 && anyRecord(message));
    }

    private boolean anyQuestion(DnsMessage message) {
        for (int i = 0; i < message.questions(); i++) {
            if (fits(message.questionName(i), message.questionType(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean anyRecord(DnsMessage message) {
        for (int i = 0; i < message.records(); i++) {
            if (fits(message.recordName(i), message.recordType(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean fits(String asked, int askedType) {
        return (type < 0 || type == askedType) && (name == null || isBelow(asked.toLowerCase(Locale.ROOT)));
    }

    private boolean isBelow(String asked) {
        return asked.endsWith(name)
                && (asked.length() == name.length() || asked.charAt(asked.length() - name.length() - 1) == '.');
    }
}
