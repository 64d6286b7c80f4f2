package io.wirecause.sip;

import io.wirecause.analysis.AddressArgument;
import io.wirecause.report.UserFacingException;
import io.wirecause.sip.evidence.DisplayText;
import io.wirecause.sip.message.ByteText;
import io.wirecause.sip.message.HeaderName;
import io.wirecause.sip.message.SipMessage;
import io.wirecause.sip.message.SipMessageContext;
import java.util.Locale;

/** Selects messages by what all messages of a dialog have in common, so that calls stay complete. */
final class SipFilter {
    /** Every message. */
    static final SipFilter ALL = new SipFilter(null, null, null, null);

    private final String callId;
    private final String user;
    private final String address;
    private final String method;

    private SipFilter(String callId, String user, String address, String method) {
        this.callId = callId;
        this.user = user;
        this.address = address;
        this.method = method;
    }

    /**
     * A filter from arguments; null matches any message.
     *
     * @throws UserFacingException if the address is invalid
     */
    static SipFilter of(SipArguments arguments) throws UserFacingException {
        return new SipFilter(arguments.callId(), arguments.user() == null ? null : arguments.user().toLowerCase(Locale.ROOT),
                AddressArgument.canonical("ip", arguments.ip()),
                arguments.method() == null ? null : arguments.method().toUpperCase(Locale.ROOT));
    }

    /** Whether the message takes part in the analysis: its dialog was asked for. */
    boolean matches(SipMessageContext context) {
        SipMessage message = context.message();
        return (callId == null || isCall(message.callId()))
                && (user == null || holdsUser(message.first(HeaderName.FROM)) || holdsUser(message.first(HeaderName.TO)))
                && (address == null || address.equals(context.source().address())
                || address.equals(context.destination().address()));
    }

    /** Whether the message is shown in the list; its dialog is analysed in either case. */
    boolean lists(SipMessage message) {
        return method == null || method.equals(message.transactionMethod());
    }

    /** Whether nothing is filtered. */
    boolean isOpen() {
        return callId == null && user == null && address == null;
    }

    private boolean isCall(String id) {
        return id != null && (id.equals(callId) || callId.equals(DisplayText.text(id, DisplayText.SHORT)));
    }

    private boolean holdsUser(ByteText value) {
        return value != null && value.toString().toLowerCase(Locale.ROOT).contains(user);
    }
}
