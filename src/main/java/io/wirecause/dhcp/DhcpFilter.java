package io.wirecause.dhcp;

import io.wirecause.dhcp.message.DhcpMessageContext;
import io.wirecause.dhcp.option.MessageTypes;
import io.wirecause.report.UserFacingException;
import java.util.Locale;

/** Selects messages by client, server and type. */
final class DhcpFilter {
    /** Every message. */
    static final DhcpFilter ALL = new DhcpFilter(null, null, null);

    private final String client;
    private final String server;
    private final String type;

    private DhcpFilter(String client, String server, String type) {
        this.client = client;
        this.server = server;
        this.type = type;
    }

    /**
     * A filter; null matches any message.
     *
     * @throws UserFacingException if no message type has such a name
     */
    static DhcpFilter of(String client, String server, String type) throws UserFacingException {
        String name = type == null ? null : type.toUpperCase(Locale.ROOT).trim();
        if (name != null && !isKnown(name)) {
            throw new UserFacingException("The argument message_type is not a DHCP message type; DISCOVER, OFFER, REQUEST, "
                    + "ACK, NAK, DECLINE, RELEASE, INFORM, SOLICIT, ADVERTISE, REPLY, RENEW, REBIND or another one's "
                    + "name is expected.");
        }
        return new DhcpFilter(lower(client), lower(server), name);
    }

    private static String lower(String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT).trim();
    }

    private static boolean isKnown(String name) {
        for (int type = 1; type < 256; type++) {
            if (name.equals(MessageTypes.name4(type)) || name.equals(MessageTypes.name6(type))) {
                return true;
            }
        }
        return name.startsWith("BOOTRE");
    }

    /** Whether a message is of this client and this server. */
    boolean matches(DhcpMessageContext context) {
        return (client == null || isClient(context)) && (server == null || is(server, context.server())
                || is(server, context.serverAddress()));
    }

    private boolean isClient(DhcpMessageContext context) {
        return is(client, context.client()) || is(client, io.wirecause.packet.MacAddress.text(context.mac()))
                || is(client, context.hostName())
                || context.bindings().stream().anyMatch(b -> is(client, b.address()));
    }

    private static boolean is(String wanted, String text) {
        return text != null && wanted.equals(text.toLowerCase(Locale.ROOT));
    }

    /** Whether a message is of the type to list. */
    boolean lists(DhcpMessageContext context) {
        return type == null || type.equals(context.name());
    }
}
