package io.wirecause.dhcp.exchange;

import io.wirecause.dhcp.message.DhcpEvent;
import io.wirecause.dhcp.message.DhcpMessageContext;
import io.wirecause.dhcp.message.DhcpPurpose;
import java.util.ArrayList;
import java.util.List;

/** An exchange of a client with its servers, as far as it was captured. Times are in nanoseconds since 1970. */
public final class DhcpExchange {
    /** What stands for the reason of a refusal that gives none. */
    public static final String NO_REASON = "no reason given";
    /** Messages and offers kept per exchange. */
    static final int MAX_STEPS = 8;
    /** The same message again within this time is a copy, made by a relay or by a capture that sees it twice. */
    static final long COPY_NANOS = 200_000_000;

    /** One message. */
    public record Step(long frame, String name, long time) {
    }

    /** One offer. */
    public record Offer(String server, String address, String settings, long frame) {
    }

    final int version;
    final int xid;
    final DhcpClient client;
    DhcpPurpose purpose;
    DhcpExchangeState state = DhcpExchangeState.NEW;
    final List<Step> steps = new ArrayList<>(4);
    final List<Offer> offers = new ArrayList<>(0);
    long messages;
    long copies;
    int asks;
    int requests;
    final long firstFrame;
    final long firstTime;
    long lastFrame;
    long lastTime;
    long lastAsk;
    long lastRequest;
    long offerNanos = -1;
    long ackNanos = -1;
    String server;
    String address;
    long lease = -1;
    String failure;
    String relay;
    private final OfferPath path = new OfferPath();
    /** Requests to extend the lease from any server. */
    int rebinds;
    /** Whether a request names a server whose offer was not captured. */
    boolean offerUnseen;
    boolean knownPort;
    /** The first server that refused, and in which frame; null and 0 for none. */
    String refuser;
    long refusalFrame;
    int refusals;
    int grants;
    boolean refusedFirst;
    /** Whether the client began anew soon after it was granted an address. */
    boolean startedOver;
    /** What the server had none of beside what it granted, as a status; null for nothing. */
    String missingPart;
    /** When the client's lease ran out, as known at the start, nanoseconds since 1970; {@link Long#MAX_VALUE} if unknown. */
    long leaseEnd = Long.MAX_VALUE;
    /** Whether the client began anew because its lease had run out, or gave it up before that. */
    boolean leaseLost;
    boolean leaseGivenUp;
    private String lastName;
    private boolean lastFromServer;
    private String lastServer;

    DhcpExchange(DhcpMessageContext first, DhcpClient client) {
        this.version = first.version();
        this.xid = first.xid();
        this.client = client;
        this.purpose = first.purpose();
        this.firstFrame = first.frame();
        this.firstTime = first.timeNanos();
        this.knownPort = first.knownPort();
        this.leaseEnd = client.leaseEnd;
    }

    /** Whether one server granted what another refused. */
    public boolean isContested() {
        return version == 4 && state == DhcpExchangeState.BOUND && refuser != null && server != null && !refuser.equals(server);
    }

    /** Whether the client asked again although a server had offered, and never requested the address. */
    public boolean isOfferIgnored() {
        return state == DhcpExchangeState.OFFERED && requests == 0 && !path.isIpv6Only();
    }

    /** Whether a message is a copy of the one before, made by a relay or by the capture. */
    boolean isCopy(DhcpMessageContext context) {
        return context.name().equals(lastName) && context.fromServer() == lastFromServer
                && context.timeNanos() - lastTime < COPY_NANOS
                && (!context.fromServer() || java.util.Objects.equals(context.server(), lastServer));
    }

    /** Adds a message; false if it is a copy of the one before. */
    boolean add(DhcpMessageContext context) {
        messages++;
        lastFrame = context.frame();
        String through = context.relay();
        relay = through != null ? through : relay;
        if (isCopy(context)) {
            copies++;
            return false;
        }
        lastTime = context.timeNanos();
        lastName = context.name();
        lastFromServer = context.fromServer();
        lastServer = context.server();
        if (steps.size() < MAX_STEPS) {
            steps.add(new Step(context.frame(), context.name(), context.timeNanos()));
        }
        if (purpose == DhcpPurpose.UNKNOWN || state == DhcpExchangeState.NEW && context.purpose() != DhcpPurpose.UNKNOWN) {
            purpose = context.purpose();
        }
        take(context);
        boolean nothingOffered = context.event() == DhcpEvent.NAK && state == DhcpExchangeState.ASKED;
        state = nothingOffered ? state : state.after(context.event());
        return true;
    }

    private void take(DhcpMessageContext context) {
        switch (context.event()) {
            case ASK -> {
                asks++;
                path.asked(context, state == DhcpExchangeState.OFFERED);
                lastAsk = context.timeNanos();
            }
            case REQUEST -> {
                requests++;
                rebinds += context.purpose() == DhcpPurpose.REBIND ? 1 : 0;
                lastRequest = context.timeNanos();
                offerUnseen |= context.purpose() == DhcpPurpose.OBTAIN && context.server() != null
                        && !hasOfferOf(context.server());
                if (!context.bindings().isEmpty() && address == null) {
                    address = context.bindings().get(0).address();
                }
            }
            case OFFER -> offered(context);
            case ACK, NAK -> answered(context);
            case DECLINE, RELEASE -> {
                if (!context.bindings().isEmpty()) {
                    address = context.bindings().get(0).address();
                }
            }
            default -> { }
        }
    }

    private void offered(DhcpMessageContext context) {
        path.offered(context);
        if (asks > 0 && offerNanos < 0) {
            offerNanos = Math.max(0, context.timeNanos() - lastAsk);
        }
        if (offers.size() < MAX_STEPS) {
            String offered = context.bindings().isEmpty() ? null : context.bindings().get(0).address();
            String settings = context.settings();
            offers.add(new Offer(context.server(), offered, settings == null ? "" : settings, context.frame()));
        }
    }

    private void answered(DhcpMessageContext context) {
        missingPart = context.missingPart() != null ? context.missingPart() : missingPart;
        if (context.event() == DhcpEvent.NAK) {
            refusals++;
            if (refuser == null) {
                refuser = context.server();
                refusalFrame = context.frame();
                refusedFirst = grants == 0;
            }
            failure = context.failure() == null ? NO_REASON : context.failure();
        } else {
            grants++;
            server = context.server();
            if (!context.bindings().isEmpty()) {
                address = context.bindings().get(0).address();
                lease = context.bindings().get(0).valid();
            }
        }
        long since = requests > 0 ? lastRequest : asks > 0 ? lastAsk : -1;
        if (since >= 0 && ackNanos < 0) {
            ackNanos = Math.max(0, context.timeNanos() - since);
        }
    }

    /** Whether this server offered. */
    boolean hasOfferOf(String id) {
        for (int i = 0; i < offers.size(); i++) {
            if (id.equals(offers.get(i).server())) {
                return true;
            }
        }
        return false;
    }

    /** Whether more than one server offered. */
    public boolean hasSeveralServers() {
        for (int i = 1; i < offers.size(); i++) {
            if (!offers.get(i).server().equals(offers.get(0).server())) {
                return true;
            }
        }
        return false;
    }

    /** The different servers that offered. */
    public List<String> offerers() {
        return offers.size() == 1 ? List.of(offers.get(0).server()) : offers.stream().map(Offer::server).distinct().toList();
    }

    /** How it ended, or where it stands. */
    public DhcpOutcome outcome() {
        return DhcpOutcome.of(this);
    }

    /** How often the client asked, copies not counted. */
    public int attempts() {
        return asks + requests;
    }

    /** Whether it succeeded and is over, so that it need not be kept. */
    public boolean isPlain() {
        return (state == DhcpExchangeState.BOUND || state == DhcpExchangeState.RELEASED) && !hasSeveralServers();
    }

    /** When the client last asked. */
    public long waitingSince() {
        return Math.max(lastAsk, lastRequest);
    }

    /** 4 or 6. */
    public int version() {
        return version;
    }

    /** Transaction id of the first message. */
    public int xid() {
        return xid;
    }

    /** The client. */
    public DhcpClient client() {
        return client;
    }

    /** What the client wants. */
    public DhcpPurpose purpose() {
        return purpose;
    }

    /** How far it got. */
    public DhcpExchangeState state() {
        return state;
    }

    /** The first {@link #MAX_STEPS} messages. */
    public List<Step> steps() {
        return steps;
    }

    /** The first {@link #MAX_STEPS} offers. */
    public List<Offer> offers() {
        return offers;
    }

    /** Messages, copies included. */
    public long messages() {
        return messages;
    }

    /** Messages that are copies of the one before. */
    public long copies() {
        return copies;
    }

    /** DISCOVER or SOLICIT messages. */
    public int asks() {
        return asks;
    }

    /** REQUEST messages and their kin. */
    public int requests() {
        return requests;
    }

    /** Frame of the first message. */
    public long firstFrame() {
        return firstFrame;
    }

    /** Time of the first message, nanoseconds since 1970. */
    public long firstTime() {
        return firstTime;
    }

    /** Frame of the last message. */
    public long lastFrame() {
        return lastFrame;
    }

    /** Time of the last message, nanoseconds since 1970. */
    public long lastTime() {
        return lastTime;
    }

    /** From the last DISCOVER or SOLICIT to the first offer; -1 if there is none. */
    public long offerNanos() {
        return offerNanos;
    }

    /** From the last request to its answer; -1 if there is none. */
    public long ackNanos() {
        return ackNanos;
    }

    /** Identifier of the server that granted; null if none did. */
    public String server() {
        return server;
    }

    /** The address it is about; null if unknown. */
    public String address() {
        return address;
    }

    /** Lease in seconds; -1 if none was given. */
    public long lease() {
        return lease;
    }

    /** Why a server refused; null if none did. */
    public String failure() {
        return failure;
    }

    /** The relay it came through; null for none. */
    public String relay() {
        return relay;
    }

    /** The way of its offers. */
    public OfferPath path() {
        return path;
    }

    /** How many of the requests went to any server, to extend the lease (REBIND). */
    public int rebinds() {
        return rebinds;
    }

    /** Whether a request names a server whose offer was not captured: answers to this client are not all seen. */
    public boolean offerUnseen() {
        return offerUnseen;
    }

    /** Whether it came on DHCP's own ports. */
    public boolean knownPort() {
        return knownPort;
    }

    /** The first server that refused; null if none did. */
    public String refuser() {
        return refuser;
    }

    /** Frame of the first refusal; 0 for none. */
    public long refusalFrame() {
        return refusalFrame;
    }

    /** Refusals. */
    public int refusals() {
        return refusals;
    }

    /** Whether a refusal came before the first grant, so that the client acts on it. */
    public boolean refusedFirst() {
        return refusedFirst;
    }

    /** Whether the client began anew soon after it was granted an address. */
    public boolean startedOver() {
        return startedOver;
    }

    /** What the server had none of beside what it granted, as a status; null for nothing. */
    public String missingPart() {
        return missingPart;
    }

    /** Whether the client began anew, though its lease had not run out yet. */
    public boolean isLeaseGivenUp() {
        return leaseGivenUp;
    }

    /** Whether the lease ran out: the client began anew, or the capture goes on without an answer. */
    public boolean isLeaseLost(long end) {
        return leaseLost || state == DhcpExchangeState.REQUESTED && leaseEnd < end;
    }
}
