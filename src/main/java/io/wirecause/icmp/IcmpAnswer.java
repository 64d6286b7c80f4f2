package io.wirecause.icmp;

import io.wirecause.icmp.echo.EchoSession;
import io.wirecause.icmp.error.ErrorGroup;
import io.wirecause.icmp.error.ErrorTracker;
import io.wirecause.icmp.error.PathMtuTracker;
import io.wirecause.icmp.error.RedirectTracker;
import io.wirecause.icmp.message.Address;
import io.wirecause.icmp.message.IcmpNames;
import io.wirecause.icmp.neighbor.Neighbor;
import io.wirecause.icmp.neighbor.Router;
import io.wirecause.icmp.neighbor.RouterAdvertisement;
import io.wirecause.icmp.trace.Trace;
import io.wirecause.report.Describe;
import io.wirecause.report.Durations;
import io.wirecause.report.Finding;
import java.util.List;
import java.util.Locale;

/** The body of what {@code analyze_icmp_packets} answers. */
record IcmpAnswer(
        @Describe("Numbers over all messages analysed") IcmpStatistics statistics,
        @Describe("Pings, those with most loss first; statistics.echo_sessions says how many there are") List<Ping> pings,
        @Describe("Errors, most frequent first; statistics.error_groups says how many there are") List<ErrorRecord> errors,
        @Describe("Traceroutes, hop by hop; statistics.traceroute_count says how many there are") List<Traceroute> traceroutes,
        @Describe("What routers say of path MTUs; statistics.path_mtu_count says how many there are") List<PathMtuRecord> pathMtu,
        @Describe("Redirects; statistics.redirect_count says how many there are") List<RedirectRecord> redirects,
        @Describe("Hosts that queried many addresses") List<Sweep> sweeps,
        @Describe(value = "IPv6 neighbour discovery", optional = true) NeighborDiscovery neighborDiscovery,
        @Describe("Messages in file order; none where there are more than a few, unless asked for")
        List<IcmpPacketRecord> packets) {
    private static final int ROW_FRAMES = 5;

    /** One run of queries. */
    record Ping(
            @Describe("Who asks") String source,
            @Describe("Who is asked") String destination,
            @Describe("Identifier") int icmpId,
            @Describe("Kind of query") String query,
            @Describe("Requests, copies made by the capture not counted") long requests,
            @Describe("Replies") long replies,
            @Describe("Requests without any answer") long lost,
            @Describe("Requests that an ICMP error answered") long failed,
            @Describe("Percent of requests without a reply") double lossPercent,
            @Describe("Most requests lost in a row") long longestOutage,
            @Describe("Replies beyond the first to the same request") long duplicates,
            @Describe(value = "Round trips", optional = true) RoundTrip roundTrip,
            @Describe("Bytes of data, least and most") String dataBytes,
            @Describe(value = "TTL or hop limit of the last reply", optional = true) Integer replyTtl,
            @Describe(value = "true where these are probes of a traceroute", optional = true) Boolean traceroute,
            @Describe("First frame") long firstFrame,
            @Describe("Last frame") long lastFrame) {

        static Ping of(EchoSession s) {
            String query = IcmpNames.type(s.source().version() == 6, s.requestType()).toLowerCase(Locale.ROOT)
                    .replace(" request", "");
            return new Ping(s.source().address(), s.destination().address(), s.identifier(), query, s.requests(),
                    s.replies(), s.lost(), s.failed(), s.lossPercent(), s.longestOutage(), s.duplicates(), RoundTrip.of(s),
                    data(s),
                    s.replyTtl() < 0 ? null : s.replyTtl(), s.isTraceroute() ? true : null, s.firstFrame(), s.lastFrame());
        }

        private static String data(EchoSession s) {
            if (s.requests() == 0 || s.leastData() > s.mostData()) {
                return "";
            }
            return s.leastData() == s.mostData() ? String.valueOf(s.mostData()) : s.leastData() + "-" + s.mostData();
        }
    }

    /** Round trips as ping sums them up. */
    record RoundTrip(
            @Describe("Least, milliseconds") double minMs,
            @Describe("Mean, milliseconds") double avgMs,
            @Describe("Greatest, milliseconds") double maxMs,
            @Describe("Standard deviation, milliseconds") double mdevMs) {

        static RoundTrip of(EchoSession s) {
            return s.answered() == 0 ? null : new RoundTrip(Durations.millis(s.rttLeast()),
                    Durations.millis(s.rttMean()), Durations.millis(s.rttGreatest()), Durations.millis(s.rttDeviation()));
        }
    }

    /** Errors of one kind from one reporter about packets to one destination. */
    record ErrorRecord(
            @Describe("Type and code in words") String error,
            @Describe("ICMP type") int icmpType,
            @Describe("ICMP code") int icmpCode,
            @Describe("Who reports it") String reporter,
            @Describe("Errors") long count,
            @Describe(value = "Protocol of the packets quoted", optional = true) String protocol,
            @Describe(value = "Where these packets went", optional = true) String destination,
            @Describe("Where they came from, the first few") List<String> sources,
            @Describe("TCP connections they belong to (tcp.stream, the id in analyze_tcp_connections), the first few")
            List<Integer> tcpStreams,
            @Describe("How many of these errors answer probes of a traceroute") long tracerouteProbes,
            @Describe("First frame") long firstFrame,
            @Describe("Last frame") long lastFrame) {

        static ErrorRecord of(ErrorGroup g) {
            ErrorGroup.Key k = g.key();
            String name = (k.v6() ? "ICMPv6 " : "") + IcmpNames.type(k.v6(), k.type()) + ": "
                    + IcmpNames.code(k.v6(), k.type(), k.code());
            String target = k.target() == null ? null : ErrorTracker.endpoint(k.target(), k.port());
            boolean probes = g.trace() != null && g.trace().isTraceroute();
            return new ErrorRecord(name, k.type(), k.code(), k.reporter().toString(), g.count(),
                    k.protocol() < 0 ? null : IcmpNames.ipProtocol(k.protocol()), target, List.copyOf(g.sources()),
                    List.copyOf(g.streams()),
                    probes ? g.probes() : 0, g.firstFrame(), g.lastFrame());
        }
    }

    /** One traceroute. */
    record Traceroute(
            @Describe("Who probes") String source,
            @Describe("What is probed") String destination,
            @Describe("Protocol of the probes") String protocol,
            @Describe("Whether the destination answered") boolean reached,
            @Describe("Hops probed, up to the destination where it answered") int hopCount,
            @Describe("Hops, the first ones where not all fit") List<Hop> hops,
            @Describe("How the distances are known") Trace.Basis hopsKnownBy,
            @Describe("First frame") long firstFrame,
            @Describe("Last frame") long lastFrame) {
    }

    /** One hop. */
    public record Hop(
            @Describe("Distance") int ttl,
            @Describe("Who answered; empty where nobody did") List<String> routers,
            @Describe("Probes sent this far") long probes,
            @Describe("Probes answered") long answers,
            @Describe(value = "Least round trip, milliseconds", optional = true) Double minMs,
            @Describe(value = "Mean round trip, milliseconds", optional = true) Double avgMs,
            @Describe(value = "Greatest round trip, milliseconds", optional = true) Double maxMs,
            @Describe(value = "What an answer other than time exceeded said", optional = true) String outcome,
            @Describe(value = "What the router added: MPLS labels, interface", optional = true) List<String> extensions) {

        static Hop of(int ttl, Trace.Hop hop) {
            boolean timed = hop.timed() > 0;
            return new Hop(ttl, hop.routers().stream().map(Address::toString).toList(), hop.probes(), hop.answers(),
                    timed ? Durations.millis(hop.rttLeast()) : null, timed ? Durations.millis(hop.rttMean()) : null,
                    timed ? Durations.millis(hop.rttGreatest()) : null, hop.outcome(),
                    hop.extensions().isEmpty() ? null : hop.extensions());
        }
    }

    /** A path on which packets were too long. */
    record PathMtuRecord(
            @Describe("Who sent too long packets") String source,
            @Describe("Where they went") String destination,
            @Describe("Who could not pass them on") String router,
            @Describe("Smallest MTU reported; 0 if none") long mtu,
            @Describe("Length of the longest packet rejected") int longestRejected,
            @Describe("Messages") long messages,
            @Describe("Packets of a rejected length sent more than a second after the first message") long stillTooLong,
            @Describe("Some of the frames") List<Long> frames) {

        static PathMtuRecord of(PathMtuTracker.PathMtu p) {
            return new PathMtuRecord(p.source().toString(), p.destination().toString(), p.router().toString(), p.leastMtu(),
                    p.greatestRejected(), p.messages(), p.stillTooLong(), Finding.spread(p.frames(), ROW_FRAMES));
        }
    }

    /** A better first hop that a router named. */
    record RedirectRecord(
            @Describe("Who says so") String router,
            @Describe("To whom") String host,
            @Describe("Where that host's packets go") String destination,
            @Describe("The better first hop") String gateway,
            @Describe("Messages") long messages,
            @Describe("Some of the frames") List<Long> frames) {

        static RedirectRecord of(RedirectTracker.Redirect r, RedirectTracker.Count count) {
            return new RedirectRecord(r.router().toString(), r.host().toString(), r.destination().toString(),
                    r.gateway().toString(), count.messages(), Finding.spread(count.frames(), ROW_FRAMES));
        }
    }

    /** A host that queried many addresses. */
    record Sweep(
            @Describe("Who asks") String source,
            @Describe("Distinct addresses asked") int destinations,
            @Describe("Addresses that answered") int answered,
            @Describe("Requests") long requests,
            @Describe("Lowest address asked") String from,
            @Describe("Highest address asked") String to,
            @Describe("From the first to the last request, seconds") double durationSeconds,
            @Describe("First frame") long firstFrame) {

        static Sweep of(SweepDetector.Sweep s) {
            return new Sweep(s.source.toString(), s.destinations.size(), s.answered(), s.requests,
                    s.destinations.firstKey().toString(), s.destinations.lastKey().toString(),
                    Durations.seconds(s.lastTime - s.firstTime), s.firstFrame);
        }
    }

    /** Neighbour discovery in IPv6. */
    record NeighborDiscovery(
            @Describe("Router solicitations") long routerSolicitations,
            @Describe("Router advertisements") long routerAdvertisements,
            @Describe("Neighbor solicitations") long neighborSolicitations,
            @Describe("Neighbor advertisements") long neighborAdvertisements,
            @Describe("Routers, by address and link address") int routerCount,
            @Describe("The first few routers") List<RouterRecord> routers,
            @Describe("Addresses that two hosts wanted") List<Claim> duplicateAddresses,
            @Describe("Addresses that moved from one link address to another") List<Claim> movedAddresses,
            @Describe("Addresses that were asked for and never answered") int silentCount,
            @Describe("The first few of them, most asked for first") List<String> silent) {
    }

    /** A router. */
    record RouterRecord(
            @Describe("Its address") String address,
            @Describe("Advertisements") long advertisements,
            @Describe("How often what it says changed") long changes,
            @Describe("First frame") long firstFrame,
            @Describe("Last frame") long lastFrame,
            @Describe("What it said last") RouterAdvertisement latest) {

        static RouterRecord of(Router r) {
            return new RouterRecord(r.address().toString(), r.advertisements(), r.changes(), r.firstFrame(),
                    r.lastFrame(), r.latest());
        }
    }

    /** An address with several claimants. */
    record Claim(
            @Describe("The address") String address,
            @Describe("Link addresses that claimed it") List<String> linkAddresses,
            @Describe("Frames that show it") List<Long> frames) {

        static Claim of(Neighbor n, List<Long> frames) {
            return new Claim(n.address().toString(), List.copyOf(n.claims()), List.copyOf(frames));
        }
    }
}
