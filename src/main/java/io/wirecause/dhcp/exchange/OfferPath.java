package io.wirecause.dhcp.exchange;

import io.wirecause.dhcp.message.DhcpMessageContext;

/** What an exchange shows of the way of its offers to the client, as far as that explains why none is taken. */
public final class OfferPath {
    /** A client that asks again within this time after an offer does so because it did not get or take it (RFC 2131, 4.1). */
    static final long RETRY_NANOS = 70_000_000_000L;

    private int offers;
    private int asksAfterOffer;
    private long lastOffer;
    private short askVlan = -1;
    private short offerVlan = -1;
    private boolean relayInformation;
    private boolean relayInformationMissing;
    private boolean clientPrefersIpv6;
    private boolean ipv6Only;

    /**
     * Takes in a DISCOVER or SOLICIT.
     *
     * @param offered whether there was an offer, and no request since
     */
    void asked(DhcpMessageContext context, boolean offered) {
        if (offered && context.timeNanos() - lastOffer <= RETRY_NANOS) {
            asksAfterOffer++;
        }
        if (context.relay() == null) {
            askVlan = (short) context.vlan();
        }
        relayInformation |= context.hasRelayInformation();
        clientPrefersIpv6 |= context.prefersIpv6();
    }

    /** Takes in an OFFER or ADVERTISE. */
    void offered(DhcpMessageContext context) {
        offers++;
        lastOffer = context.timeNanos();
        if (context.relay() == null) {
            offerVlan = (short) context.vlan();
        }
        relayInformationMissing |= context.relay() != null && relayInformation && !context.hasRelayInformation();
        ipv6Only |= clientPrefersIpv6 && context.prefersIpv6();
    }

    /** Notes that the client asks again in another exchange. */
    void askedElsewhere(long timeNanos) {
        if (timeNanos - lastOffer <= RETRY_NANOS) {
            asksAfterOffer++;
        }
    }

    /** All offers, also those not kept. */
    public int offers() {
        return offers;
    }

    /** How often the client asked again soon after an offer. */
    public int asksAfterOffer() {
        return asksAfterOffer;
    }

    /** VLAN of the client's own messages; -1 if unknown. */
    public int askVlan() {
        return askVlan;
    }

    /** VLAN of the offers; -1 if unknown. */
    public int offerVlan() {
        return offerVlan;
    }

    /** Whether client and server are in different VLANs. */
    public boolean isInOtherVlan() {
        return askVlan >= 0 && offerVlan >= 0 && askVlan != offerVlan;
    }

    /** Whether a relay will drop the offer, because the server did not give back the relay's option 82 (RFC 3046, 2.2). */
    public boolean lacksRelayInformation() {
        return relayInformationMissing;
    }

    /** Whether client and server agree to do without IPv4 (RFC 8925), so that no offer is taken. */
    public boolean isIpv6Only() {
        return ipv6Only;
    }
}
