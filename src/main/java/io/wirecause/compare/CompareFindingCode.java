package io.wirecause.compare;

import io.wirecause.report.FindingCode;

/** The kinds of findings about two captures. */
public enum CompareFindingCode implements FindingCode {
    /** Packets that passed one point and not the other. */
    LOST_BETWEEN("Packets passed the first of two capture points and never the second, while both were capturing, and nothing "
            + "shows that they arrived: they were lost or dropped between the points. Look at the devices between, their "
            + "interface counters and their rules."),
    /** Segments sent again although both points had seen them. */
    LOST_BEYOND("Segments were sent again although their bytes had passed both points: they, or the acknowledgments of them, "
            + "were lost beyond the second point, or the sender sent them again without need. What is between the points is "
            + "not to blame."),
    /** Packets that only the second point saw. */
    INJECTED_BETWEEN("Packets came out at the second point that never passed the first: a device between makes them. RSTs of "
            + "this kind close connections in the name of an end that knows nothing of it."),
    /** Packets once before and twice behind. */
    DUPLICATED_BETWEEN("Packets passed the first point once and the second twice: a device or link between repeats them, or the "
            + "second capture shows each packet on two of its interfaces."),
    /** Packets that change their order. */
    REORDERED_BETWEEN("Packets left the first point in one order and arrived at the second in another: parallel links, or "
            + "queues of different priority, between the points."),
    /** Much of the round trip is between the points. */
    DELAYED_BETWEEN("Packets wait between the two points far longer than the fastest of them need: a queue between the points."),
    /** Options of SYN or SYN-ACK that do not arrive. */
    OPTIONS_STRIPPED("A device between the points removes TCP options from the handshake or changes what they offer: window "
            + "scaling, SACK or timestamps then do not work, and transfers over long or lossy paths are slow."),
    /** The MSS option is made smaller. */
    MSS_CLAMPED("A device between the points lowers the MSS that the ends announce, as routers before a tunnel or PPPoE do on "
            + "purpose."),
    /** The payload differs. */
    PAYLOAD_CHANGED("The payload of the same packet differs at the two points: a device rewrites it, or damages it."),
    /** DSCP or ECN is changed. */
    MARKING_CHANGED("A device between the points rewrites the DSCP or ECN bits: priorities or congestion marks set before it do "
            + "not count behind it."),
    /** Addresses or ports differ. */
    TRANSLATED("The same packets carry other addresses or ports at the second point: a NAT or load balancer between."),
    /** Two connections instead of one. */
    PROXY_BETWEEN("What one connection carries at the first point, another carries at the second: a proxy between ends the one "
            + "and opens the other. Loss and delays of the two are not those of one path."),
    /** One capture is inside an encrypting tunnel, the other outside. */
    ENCRYPTED_BETWEEN("What one capture shows in clear passes the other point inside an encrypting tunnel. Packets are found "
            + "again "
            + "there by their order and length alone, and the tunnel's own counters show what it lost."),
    /** The clocks differ. */
    CLOCK_SKEW("The clocks of the two captures differ, or drift apart: times of the two can be compared only with the "
            + "difference that was found."),
    /** One capture lacks packets that got through. */
    MISSED_BY_CAPTURE("The second capture lacks packets that got through, for the receiver acknowledged them and nobody sent "
            + "them again: the capture dropped them, not the network."),
    /** One direction passes one point only. */
    OTHER_PATH("Packets of one direction pass one of the points only: their way is another one, or a capture filter leaves them "
            + "out."),
    /** Nothing is in both. */
    NO_COMMON_TRAFFIC("No packet of the one capture was found in the other: they are of different traffic, or a tunnel or "
            + "encryption hides it at one of the points."),
    /** A service got worse. */
    SERVICE_CHANGED("A service is worse in the second capture than in the first, by more than the spread within each explains: "
            + "it fails more often, is slower (the median, or the slowest of many), loses more segments, does without TCP "
            + "options or has an older TLS version. Detail gives both values. Then look at what is new among the findings.");

    private final String explanation;

    CompareFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
