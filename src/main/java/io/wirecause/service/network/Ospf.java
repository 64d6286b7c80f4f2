package io.wirecause.service.network;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Packet;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.PacketWatcher;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * OSPF, versions 2 and 3 (RFC 2328, RFC 5340): routers that do not become neighbours and why, exchanges that do not end, and
 * neighbours that are lost.
 */
public final class Ospf implements PacketWatcher {
    private static final int MOST_ROUTERS = 256;
    private static final int MOST_PAIRS = 1_024;

    private final Map<Place, OspfRouter> routers = new LruMap<>(MOST_ROUTERS);
    private final Map<Ends, OspfPair> pairs = new LruMap<>(MOST_PAIRS);
    private final Map<Way, OspfExchange> exchanges = new LruMap<>(MOST_PAIRS);
    private final Map<Way, OspfLoss> losses = new LruMap<>(MOST_PAIRS);
    private final OspfMessage message = new OspfMessage();
    private long messages;

    /** An address on a link. */
    private record Place(OspfRouter.Link link, long hi, long lo) {
    }

    /** Two routers on a link. */
    private record Ends(OspfRouter one, OspfRouter other) {
    }

    /** From a router to another one, by address or by number. */
    private record Way(OspfRouter.Link link, String from, String to) {
    }

    @Override
    public void packet(Packet packet, Consumer<Incident> incidents) {
        if (packet.protocol() != OspfMessage.PROTOCOL || packet.laterFragment() || !message.read(packet.transport())) {
            return;
        }
        messages++;
        OspfRouter.Link link = new OspfRouter.Link(packet.vlan(), message.version(), message.instance(),
                packet.frame().interfaceId(), packet.tunnelId());
        try {
            if (message.type() == OspfMessage.HELLO) {
                hello(link, packet);
            } else {
                exchange(link, packet);
            }
        } catch (IndexOutOfBoundsException shorterThanItSays) {
            // The packet was cut: what its header said is all there is.
            return;
        }
    }

    private OspfRouter router(OspfRouter.Link link, Packet packet) {
        return routers.computeIfAbsent(new Place(link, packet.sourceHi(), packet.sourceLo()), k -> new OspfRouter(link, packet));
    }

    private void hello(OspfRouter.Link link, Packet packet) {
        OspfRouter router = router(link, packet);
        List<Integer> gone = router.hello(message, packet);
        for (int id : gone) {
            lost(router, id);
        }
        if (router.relisted) {
            losses.values().stream().filter(loss -> loss.by == router && loss.back < 0 && router.hears(loss.lost))
                    .forEach(loss -> loss.back = router.time);
        }
        for (OspfRouter other : routers.values()) {
            boolean together = other != router && other.hellos > 0 && other.link.equals(link)
                    && (other.reaches(router) || router.reaches(other))
                    && router.time - other.time < Math.max(other.patience(), router.patience())
                    && (link.version() == 2 || router.hearsNobody() || other.hearsNobody());
            if (together) {
                pair(router, other).hello(router, router.frame, router.time);
            }
        }
    }

    private OspfPair pair(OspfRouter router, OspfRouter other) {
        boolean inOrder = router.address.compareTo(other.address) < 0;
        Ends ends = inOrder ? new Ends(router, other) : new Ends(other, router);
        return pairs.computeIfAbsent(ends, e -> new OspfPair(e.one, e.other));
    }

    private void lost(OspfRouter by, int id) {
        OspfRouter known = null;
        for (OspfRouter other : routers.values()) {
            if (other != by && other.id == id && other.link.equals(by.link) && other.hellos > 0) {
                known = other;
            }
        }
        Way way = new Way(by.link, by.address, OspfMessage.id(id));
        OspfLoss before = losses.get(way);
        if (before == null) {
            losses.put(way, new OspfLoss(by, id, known));
        } else {
            before.times++;
            before.back = -1;
        }
    }

    private void exchange(OspfRouter.Link link, Packet packet) {
        boolean description = message.type() == OspfMessage.DESCRIPTION;
        Way way = new Way(link, IpAddress.source(packet),
                IpAddress.text(packet.ipVersion(), packet.destinationHi(), packet.destinationLo()));
        if (description) {
            router(link, packet).mtu = message.mtu();
        }
        if (description && message.isInitial()) {
            exchanges.computeIfAbsent(way, w -> new OspfExchange(w.from, w.to))
                    .offer(packet.frame().number(), packet.frame().timestampNanos());
        } else if (message.type() <= OspfMessage.REQUEST) {
            OspfExchange begun = exchanges.get(way);
            if (begun != null) {
                begun.goOn();
            }
        }
    }

    @Override
    public void finish(long lastTime, Consumer<Incident> incidents) {
        OspfFindings findings = new OspfFindings(incidents);
        pairs.values().forEach(findings::pair);
        exchanges.forEach((way, exchange) -> findings.exchange(exchange, mtu(way.link, way.from), mtu(way.link, way.to)));
        losses.values().forEach(loss -> findings.lost(loss, pairs.get(ends(loss))));
        pairs.values().forEach(findings::networkType);
    }

    private static Ends ends(OspfLoss loss) {
        if (loss.known == null) {
            return null;
        }
        return loss.by.address.compareTo(loss.known.address) < 0 ? new Ends(loss.by, loss.known) : new Ends(loss.known, loss.by);
    }

    private int mtu(OspfRouter.Link link, String address) {
        for (OspfRouter router : routers.values()) {
            if (router.link.equals(link) && router.address.equals(address)) {
                return router.mtu;
            }
        }
        return -1;
    }

    @Override
    public long messages() {
        return messages;
    }
}
