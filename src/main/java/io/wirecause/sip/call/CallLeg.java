package io.wirecause.sip.call;

import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.sip.message.SipMessage;
import io.wirecause.sip.message.SipMessageContext;
import io.wirecause.sip.rtp.CallRole;
import io.wirecause.sip.rtp.MediaPort;
import io.wirecause.sip.rtp.RtpStream;
import io.wirecause.sip.rtp.RtpStreams;
import io.wirecause.sip.sdp.Candidate;
import io.wirecause.sip.sdp.Codec;
import io.wirecause.sip.sdp.MediaDescription;
import io.wirecause.sip.sdp.Sdp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The media of a call on one hop: the offers and answers of both parties (RFC 3264), and the resulting streams. */
final class CallLeg {
    private static final int MAX_PORTS = 32;
    private static final int MAX_PERIODS = 64;

    private final Hop hop;
    private final String callId;
    private final RtpStreams streams;
    private final Party caller = new Party(CallRole.CALLER);
    private final Party callee = new Party(CallRole.CALLEE);
    private Party offerer;
    private Sdp offer;
    private List<Period> periods = List.of();
    private int offers;
    private int holds;
    private long mismatchFrame;
    private String mismatch;

    /**
     * From when on the parties agree on audio in both directions, or on something else, as on hold.
     *
     * @param nanos nanoseconds since 1970
     */
    record Period(long nanos, boolean bothWays) {
    }

    /** Two neighbours in an order that does not depend on direction; ports count only if the addresses are equal. */
    public record Hop(Endpoint a, Endpoint b) {
        static Hop of(SipMessageContext context) {
            Endpoint source = context.source();
            Endpoint destination = context.destination();
            boolean sameHost = source.hi() == destination.hi() && source.lo() == destination.lo();
            Endpoint from = sameHost ? source : withoutPort(source);
            Endpoint to = sameHost ? destination : withoutPort(destination);
            int order = Long.compare(from.hi(), to.hi());
            order = order == 0 ? Long.compare(from.lo(), to.lo()) : order;
            order = order == 0 ? Integer.compare(from.port(), to.port()) : order;
            return order <= 0 ? new Hop(from, to) : new Hop(to, from);
        }

        private static Endpoint withoutPort(Endpoint endpoint) {
            return new Endpoint(endpoint.version(), endpoint.hi(), endpoint.lo(), 0);
        }
    }

    /** One party. */
    static final class Party {
        private final CallRole role;
        private final List<MediaPort> ports = new ArrayList<>(1);
        private Sdp latest;
        private boolean holding;
        private UnreachableAddress unreachableAddress;

        Party(CallRole role) {
            this.role = role;
        }

        /** What the party said last; null for nothing. */
        Sdp latest() {
            return latest;
        }

        /** An address that the party announced and that its peer cannot reach; null for none. */
        UnreachableAddress unreachableAddress() {
            return unreachableAddress;
        }

        /** Streams sent to the party, also to the address that a NAT gave it. */
        Set<RtpStream> incoming(Party peer) {
            // A set for each side of each call costs more than all else where no media were captured.
            Set<RtpStream> found = Set.of();
            for (MediaPort port : ports) {
                for (RtpStream stream : port.incoming()) {
                    found = with(found, stream);
                }
            }
            for (MediaPort port : peer.ports) {
                for (RtpStream stream : port.outgoing()) {
                    found = stream.to() == null ? with(found, stream) : found;
                }
            }
            return found;
        }

        private static Set<RtpStream> with(Set<RtpStream> streams, RtpStream more) {
            Set<RtpStream> all = streams.isEmpty() ? new LinkedHashSet<>() : streams;
            all.add(more);
            return all;
        }
    }

    /**
     * An address in a session description that does not fit the network it was sent to.
     *
     * @param address what was announced
     * @param scope   from where it can be reached
     * @param source  where the message came from
     * @param frame   the message's frame
     */
    record UnreachableAddress(String address, AddressScope scope, Endpoint source, long frame) {
    }

    CallLeg(Hop hop, String callId, RtpStreams streams) {
        this.hop = hop;
        this.callId = callId;
        this.streams = streams;
    }

    /**
     * Adds a session description.
     *
     * @param byCaller whether the caller says it
     */
    void take(Sdp sdp, boolean byCaller, SipMessageContext context) {
        Party party = byCaller ? caller : callee;
        SipMessage message = context.message();
        // INVITE and UPDATE offer; a response or an ACK answers an offer of the other side, and is an offer if there is none.
        boolean offers = offerer == null || offerer == party
                || message.isRequest() && !"ACK".equals(message.method()) && !"PRACK".equals(message.method());
        if (offers) {
            offerer = party;
            offer = sdp;
            this.offers++;
        } else {
            compare(offer, sdp, context.frame());
        }
        party.latest = sdp;
        hold(party, sdp);
        if (!offers) {
            agreed(context.timeNanos());
        }
        for (MediaDescription media : sdp.media()) {
            announce(party, media);
            unreachableAddress(party, media, context);
        }
    }

    /** What both parties want from now on. */
    private void agreed(long nanos) {
        boolean bothWays = wantsAudioBothWays(caller) && wantsAudioBothWays(callee);
        boolean before = !periods.isEmpty() && periods.get(periods.size() - 1).bothWays;
        if ((periods.isEmpty() || before != bothWays) && periods.size() < MAX_PERIODS) {
            periods = periods.isEmpty() ? new ArrayList<>(1) : periods;
            periods.add(new Period(nanos, bothWays));
        }
    }

    private void hold(Party party, Sdp sdp) {
        boolean silent = true;
        boolean deaf = true;
        for (MediaDescription media : sdp.media()) {
            silent &= media.port() == 0;
            deaf &= media.port() == 0 || !media.direction().receives() || media.hasNullAddress();
        }
        boolean holding = deaf && !sdp.media().isEmpty();
        if (holding && !silent && !party.holding && offerer == party) {
            holds++;
        }
        party.holding = holding;
    }

    private void compare(Sdp offered, Sdp answered, long frame) {
        int lines = Math.min(offered.media().size(), answered.media().size());
        for (int i = 0; i < lines; i++) {
            MediaDescription ours = offered.media().get(i);
            MediaDescription theirs = answered.media().get(i);
            boolean both = ours.port() != 0 && theirs.port() != 0 && ours.isRtp() && theirs.isRtp();
            if (both && mismatch == null && !ours.codecs().isEmpty() && !theirs.codecs().isEmpty()
                    && common(ours.codecs().values(), theirs.codecs().values()) == null) {
                mismatch = theirs.type() + ": offered " + names(ours) + ", answered " + names(theirs);
                mismatchFrame = frame;
            }
        }
    }

    /** The first encoding of the second list that is also in the first one and is not auxiliary; null for none. */
    private static Codec common(Collection<Codec> offered, Collection<Codec> answered) {
        for (Codec codec : answered) {
            if (!codec.isAuxiliary() && isAmong(offered, codec)) {
                return codec;
            }
        }
        return null;
    }

    private static boolean isAmong(Collection<Codec> offered, Codec codec) {
        for (Codec each : offered) {
            if (codec.matches(each)) {
                return true;
            }
        }
        return false;
    }

    private static String names(MediaDescription media) {
        Set<String> names = new LinkedHashSet<>();
        media.codecs().values().stream().filter(c -> !c.isAuxiliary()).limit(6).forEach(c -> names.add(c.name()));
        return String.join("/", names);
    }

    private void announce(Party party, MediaDescription media) {
        if (media.port() == 0 || !media.isRtp()) {
            return;
        }
        announce(party, media, AddressScope.endpoint(media.address(), media.port()));
        for (Candidate candidate : media.candidates()) {
            if (candidate.component() == 1) {
                announce(party, media, AddressScope.endpoint(candidate.address(), candidate.port()));
            }
        }
    }

    private void announce(Party party, MediaDescription media, Endpoint endpoint) {
        if (endpoint == null || endpoint.port() == 0) {
            return;
        }
        MediaPort port = streams.announced(endpoint);
        if (port == null || !port.call().equals(callId) || port.role() != party.role) {
            port = new MediaPort(callId, party.role, media.type());
            streams.announce(endpoint, port);
        }
        port.addCodecs(media.codecs());
        if (party.ports.size() < MAX_PORTS && !party.ports.contains(port)) {
            party.ports.add(port);
        }
    }

    private void unreachableAddress(Party party, MediaDescription media, SipMessageContext context) {
        AddressScope announced = media.port() == 0 ? null : AddressScope.of(media.address());
        AddressScope source = AddressScope.of(context.source());
        if (party.unreachableAddress != null || announced == null || announced == source) {
            return;
        }
        boolean narrower = switch (announced) {
            case LOOPBACK, LINK -> true;
            case PRIVATE -> source == AddressScope.PUBLIC;
            case NONE, MULTICAST, PUBLIC -> false;
        };
        if (narrower && media.candidates().isEmpty()) {
            party.unreachableAddress = new UnreachableAddress(media.address(), announced, context.source(), context.frame());
        }
    }

    /** The neighbours whose messages these are. */
    Hop hop() {
        return hop;
    }

    /** The calling party. */
    Party caller() {
        return caller;
    }

    /** The called party. */
    Party callee() {
        return callee;
    }

    /** What was agreed, in order. */
    List<Period> periods() {
        return periods;
    }

    /** Offers made: 1 for a plain call, more where the session was changed. */
    int offers() {
        return offers;
    }

    /** How often a party put the other one on hold. */
    int holds() {
        return holds;
    }

    /** Media that were offered and answered without a common encoding; null for none. */
    String mismatch() {
        return mismatch;
    }

    /** The frame of that answer. */
    long mismatchFrame() {
        return mismatchFrame;
    }

    /** Whether both parties want to send and receive audio, and never put each other on hold. */
    boolean isTwoWay() {
        return holds == 0 && wantsAudioBothWays(caller) && wantsAudioBothWays(callee);
    }

    private static boolean wantsAudioBothWays(Party party) {
        if (party.latest != null) {
            for (MediaDescription m : party.latest.media()) {
                if (m.type().equals("audio") && m.port() != 0 && m.isRtp() && !m.hasNullAddress() && m.direction().sends()
                        && m.direction().receives()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The encoding that the answer chose for the first media it took; null where nothing was agreed. */
    Codec agreed(int line) {
        if (caller.latest == null || callee.latest == null || offerer == null
                || line >= Math.min(caller.latest.media().size(), callee.latest.media().size())) {
            return null;
        }
        Party answerer = offerer == caller ? callee : caller;
        return common(offerer.latest.media().get(line).codecs().values(), answerer.latest.media().get(line).codecs().values());
    }
}
