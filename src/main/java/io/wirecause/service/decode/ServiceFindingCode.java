package io.wirecause.service.decode;

import io.wirecause.report.FindingCode;

/** What can be found in what services answer. */
public enum ServiceFindingCode implements FindingCode {
    /** Errors. */
    SERVICE_ERROR("A server answers requests with an error of its protocol: mail refused, a query that fails, a file that may "
            + "not "
            + "be had. Title and detail give protocol, code, name and the server's own words, how often, and whether such a "
            + "request "
            + "succeeded later. An error where no request of its kind at this server succeeded, a warning where some do. Read "
            + "the "
            + "words first: they are the server's own reason."),
    /** Refusals. */
    SERVICE_REFUSED("A server takes the connection and then says that it does not serve this client, or not now: too many "
            + "connections, a blocked address, shutting down, no such database. The words are the server's. Act at the "
            + "server: its "
            + "limits, its lists of clients, its state."),
    /** Logins. */
    LOGIN_FAILED("A server refuses a login. Detail gives protocol, code, user and the server's words; an error where this client "
            + "did not sign in later, a note where it did after a few tries, a warning where many failed, as when passwords are "
            + "guessed. Passwords are never shown."),
    /** Late replies. */
    SERVICE_SLOW("Replies of a server took a second or more, much longer than its others, or all of them do; without lost "
            + "segments "
            + "in between that would explain it. Detail gives how many, the median of all and the longest, with its frame. "
            + "Requests "
            + "that are meant to wait do not count."),
    /** No replies. */
    SERVICE_UNANSWERED("Requests got no reply: the server closed the connection instead, the client gave up, or nothing came for "
            + "seconds until the capture ended. Over UDP, detail gives how often they were sent. Where no reply of the server "
            + "is in "
            + "the capture at all, it may have been taken where one direction does not pass."),
    /** Connections beside the one that controls them. */
    DATA_CONNECTION_FAILED("The connection for lists and files that FTP's control connection speaks of does not come about: the "
            + "port that the client (PORT, EPRT) or the server (PASV, EPSV) named gets SYNs and answers none, or refuses them. "
            + "Logging in works, and everything after hangs or ends with 425: a firewall or NAT that does not follow FTP. "
            + "Detail gives the server's reply where there is one."),
    /** Clocks. */
    CLOCK_SKEW("Two hosts' clocks differ: those of two captures that are compared, or a server refuses a login for that reason "
            + "(Kerberos takes at most five minutes), or "
            + "an NTP "
            + "server's time differs from its client's. Detail gives by how much where the capture tells. Set both by the "
            + "same time "
            + "servers; a virtual machine that was paused is a usual cause."),
    /** BGP. */
    BGP_SESSION_DOWN("A router ended a BGP session with a notification: title gives the error, its subcode and the operator's "
            + "words. "
            + "The routes of the peer are gone until the session is back."),
    /** Routers that do not agree. */
    ROUTING_MISMATCH("Two routers of a link do not become OSPF neighbours, or exchange no routes, as their settings differ: "
            + "area, "
            + "hello or dead interval, netmask, authentication, kind of area, router id, MTU (stuck in ExStart), network type. "
            + "Title names the values of both. A note where they agree later."),
    /** Routers that lost each other. */
    ROUTING_NEIGHBOR_LOST("A router gives up a neighbour or a session of OSPF or LDP: it fell silent for the dead interval or "
            + "hold time, it is no longer heard although it goes on, or it said that it ends. Routes by way of it are gone until "
            + "it is back; a warning where that was seen."),
    /** A gateway moves. */
    GATEWAY_FAILOVER("Redundant routers (VRRP, HSRP) changed places: title says which gateway moved from which router to which, "
            + "and whether the first fell silent, gave it up, or was outranked. A note where that was said in order, a warning "
            + "where it fell silent or where it happens again and again; also where no router is left."),
    /** Two gateways. */
    GATEWAY_CONFLICT("Two redundant routers (VRRP, HSRP) are active for the same gateway at once. Title says what keeps them "
            + "from "
            + "listening to each other: version, authentication, addresses or timers that differ, else their multicasts do not "
            + "pass between them. Hosts lose packets as the gateway's address moves to and fro."),
    /** Ends of a link that do not agree. */
    LINK_MISMATCH("The two ends of a link say in LLDP or CDP that they are set differently: half duplex at one and full "
            + "duplex at "
            + "the other, which loses packets under load, or different native or port VLANs, so that untagged frames change the "
            + "VLAN. Title names both devices, ports and values; VLANs are "
            + "a note, as two mirrored ports look the same. Told only "
            + "where two devices and no others speak in the capture."),
    /** Devices that leave. */
    LINK_NEIGHBOR_LEFT("A device says in LLDP that it leaves (time to live 0): it restarts, its port is switched off, or LLDP is "
            + "stopped there. Title gives device and port, and whether it speaks again later."),
    /** One address, two hosts. */
    ADDRESS_CONFLICT("Two link addresses claim the same IPv4 address in ARP: both answer the same request, or they announce "
            + "it by turns. "
            + "Traffic for it goes now to one host and then to the other. Virtual addresses of redundant routers, proxies "
            + "that answer "
            + "for many, and an address that moves once to another card do not count."),
    /** ARP without answers. */
    ARP_UNANSWERED("A host asks again and again by ARP for an address, and nobody answers, while other packets to the host are "
            + "captured: the one asked for is off, its address is wrong, or it is in another network. A gateway that nobody "
            + "answers for "
            + "cuts off a whole network. A note where the address was there before; hosts that ask for very many are left out."),
    /** ARP storms. */
    ARP_STORM("A host broadcasts a hundred ARP messages a second or more for seconds: a scan, a loop, or software gone wrong. "
            + "Every host "
            + "of the network has to look at each one."),
    /** Loops. */
    LOOP_SUSPECTED("The same broadcast or multicast frame comes thirty times within a second, byte for byte the same: such "
            + "frames go round "
            + "in a loop of switches. Look for a cable too many and for ports without spanning tree. A host that floods looks "
            + "the same."),
    /** Spanning tree. */
    TOPOLOGY_CHANGES("Bridges tell of changes of the spanning tree, or of another root: links went up or down. Each change "
            + "lets bridges "
            + "forget where hosts are, so that traffic is flooded, and may stop it for seconds. Once is a cable plugged in, "
            + "told as a "
            + "note; again and again is a link that flaps, or hosts on ports that are not set to be edges.");

    private final String explanation;

    ServiceFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
