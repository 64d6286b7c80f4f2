package io.wirecause.dhcp.exchange;

import io.wirecause.dhcp.message.DhcpEvent;
import io.wirecause.dhcp.message.DhcpMessageContext;
import io.wirecause.dhcp.message.DhcpPurpose;
import java.util.ArrayList;
import java.util.List;

/** One exchange of a client with its servers, as far as the capture shows it. Times in nanoseconds. */
public final class DhcpExchange {
    /** Messages and servers told of one exchange. */
    static final int MAX_STEPS = 8;
    /** The same message again within this time is a copy: of a relay, or of a capture that sees it twice. */
    static final long COPY_NANOS = 200_000_000;

    /** One message. */
    public record Step(long frame, String name, long time) {
    }

    /** What a server offered. */
    public record Offer(String server, String address, String settings, long frame) {
    }

    public final int version;
    public final int xid;
    public final DhcpClient client;
    public DhcpPurpose purpose;
    public DhcpExchangeState state = DhcpExchangeState.NEW;
    public final List<Step> steps = new ArrayList<>(4);
    public final List<Offer> offers = new ArrayList<>(0);
    public long messages;
    public long copies;
    public int asks;
    public int requests;
    int refusals;
    public final long firstFrame;
    public final long firstTime;
    public long lastFrame;
    public long lastTime;
    long lastAsk;
    long lastRequest;
    public long offerNanos = -1;
    public long ackNanos = -1;
    public String server;
    public String address;
    /** Seconds; -1 where none was told. */
    public long lease = -1;
    public String failure;
    public String relay;
    boolean rapid;
    private String lastName;
    private boolean lastFromServer;
    private String lastServer;

    DhcpExchange(DhcpMessageContext first, DhcpClient client) {
        this.version = first.version();
        this.xid = first.xid();
        this.client = client;
        this.purpose = first.purpose();
        this.firstFrame = first.frame();
        this.firstTime = first.time();
    }

    /** Whether the message was seen right before: the same on its way through a relay, or captured twice. */
    boolean isCopy(DhcpMessageContext s) {
        return s.name().equals(lastName) && s.fromServer() == lastFromServer && s.time() - lastTime < COPY_NANOS
                && (!s.fromServer() || java.util.Objects.equals(s.server(), lastServer));
    }

    /** Takes in a message; false where it is a copy of the one before. */
    boolean add(DhcpMessageContext s) {
        messages++;
        lastFrame = s.frame();
        String through = s.relay();
        relay = through != null ? through : relay;
        if (isCopy(s)) {
            copies++;
            return false;
        }
        lastTime = s.time();
        lastName = s.name();
        lastFromServer = s.fromServer();
        lastServer = s.server();
        if (steps.size() < MAX_STEPS) {
            steps.add(new Step(s.frame(), s.name(), s.time()));
        }
        if (purpose == DhcpPurpose.UNKNOWN || state == DhcpExchangeState.NEW && s.purpose() != DhcpPurpose.UNKNOWN) {
            purpose = s.purpose();
        }
        take(s);
        boolean nothingOffered = s.event() == DhcpEvent.NAK && state == DhcpExchangeState.ASKED;
        state = nothingOffered ? state : state.after(s.event());
        return true;
    }

    private void take(DhcpMessageContext s) {
        switch (s.event()) {
            case ASK -> {
                asks++;
                lastAsk = s.time();
            }
            case REQUEST -> {
                requests++;
                lastRequest = s.time();
                if (!s.bindings().isEmpty() && address == null) {
                    address = s.bindings().get(0).address();
                }
            }
            case OFFER -> offered(s);
            case ACK, NAK -> answered(s);
            case DECLINE, RELEASE -> {
                if (!s.bindings().isEmpty()) {
                    address = s.bindings().get(0).address();
                }
            }
            default -> { }
        }
    }

    private void offered(DhcpMessageContext s) {
        if (asks > 0 && offerNanos < 0) {
            offerNanos = Math.max(0, s.time() - lastAsk);
        }
        if (offers.size() < MAX_STEPS) {
            offers.add(new Offer(s.server(), s.bindings().isEmpty() ? null : s.bindings().get(0).address(), s.settings(),
                    s.frame()));
        }
    }

    private void answered(DhcpMessageContext s) {
        if (s.event() == DhcpEvent.NAK) {
            refusals++;
            failure = s.failure() == null ? "no reason given" : s.failure();
        } else {
            server = s.server();
            // An answer to the first question already: rapid commit (RFC 4039, RFC 8415 section 18.3.1).
            rapid = asks > 0 && requests == 0 && offers.isEmpty();
            if (!s.bindings().isEmpty()) {
                address = s.bindings().get(0).address();
                lease = s.bindings().get(0).valid();
            }
        }
        long since = requests > 0 ? lastRequest : asks > 0 ? lastAsk : -1;
        if (since >= 0 && ackNanos < 0) {
            ackNanos = Math.max(0, s.time() - since);
        }
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

    /** Distinct servers that offered. */
    public List<String> offerers() {
        return offers.size() == 1 ? List.of(offers.get(0).server()) : offers.stream().map(Offer::server).distinct().toList();
    }

    /** How it ended or stands, as results name it. */
    public String outcome() {
        return switch (state) {
            case NEW -> "other";
            case ASKED -> "no_offer";
            case OFFERED -> "offer_not_taken";
            case REQUESTED -> "no_answer";
            case REFUSED, DECLINED, RELEASED -> state.label();
            case BOUND -> switch (purpose) {
                case OBTAIN -> "bound";
                case RENEW -> "renewed";
                case REBIND -> "rebound";
                case REBOOT -> "rebooted";
                case CONFIRM -> "confirmed";
                case INFORM -> "informed";
                case QUERY, BOOTP -> "answered";
                case RELEASE, DECLINE, UNKNOWN -> "acknowledged";
            };
        };
    }

    /** Whether all went well and is over, so that it need not be kept for a closer look. */
    boolean isPlain() {
        return (state == DhcpExchangeState.BOUND || state == DhcpExchangeState.RELEASED) && !hasSeveralServers();
    }

    /** When the client last asked for something that is still open. */
    public long waitingSince() {
        return Math.max(lastAsk, lastRequest);
    }
}
