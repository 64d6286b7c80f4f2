package io.wirecause.service;

import io.wirecause.service.database.Amqp;
import io.wirecause.service.database.Cassandra;
import io.wirecause.service.database.Kafka;
import io.wirecause.service.database.MongoDb;
import io.wirecause.service.database.Mqtt;
import io.wirecause.service.database.MySql;
import io.wirecause.service.database.OracleTns;
import io.wirecause.service.database.PostgreSql;
import io.wirecause.service.database.Tds;
import io.wirecause.service.database.ZooKeeper;
import io.wirecause.service.decode.ServiceProtocol;
import io.wirecause.service.directory.Cldap;
import io.wirecause.service.directory.Diameter;
import io.wirecause.service.directory.Kerberos;
import io.wirecause.service.directory.KerberosTcp;
import io.wirecause.service.directory.Ldap;
import io.wirecause.service.directory.Radius;
import io.wirecause.service.directory.Tacacs;
import io.wirecause.service.file.DceRpc;
import io.wirecause.service.file.Iscsi;
import io.wirecause.service.file.Rpc;
import io.wirecause.service.file.RpcTcp;
import io.wirecause.service.file.Smb;
import io.wirecause.service.file.Tftp;
import io.wirecause.service.network.Arp;
import io.wirecause.service.network.Bgp;
import io.wirecause.service.network.Broadcasts;
import io.wirecause.service.network.Hsrp;
import io.wirecause.service.network.Ldp;
import io.wirecause.service.network.Ntp;
import io.wirecause.service.network.NtpClocks;
import io.wirecause.service.network.Ospf;
import io.wirecause.service.network.Snmp;
import io.wirecause.service.network.SpanningTree;
import io.wirecause.service.network.Vrrp;
import io.wirecause.service.network.neighbor.Cdp;
import io.wirecause.service.network.neighbor.Lldp;
import io.wirecause.service.text.Ftp;
import io.wirecause.service.text.Imap;
import io.wirecause.service.text.Irc;
import io.wirecause.service.text.Memcached;
import io.wirecause.service.text.Named;
import io.wirecause.service.text.Nntp;
import io.wirecause.service.text.Pop3;
import io.wirecause.service.text.Redis;
import io.wirecause.service.text.Rtsp;
import io.wirecause.service.text.Smtp;
import io.wirecause.service.text.Ssh;
import java.util.List;

/** All protocols: one line each. Of two that are equally likely the earlier one is taken. */
final class ServiceProtocols {
    /** The table. */
    static final List<ServiceProtocol> ALL = List.of(
            ServiceProtocol.overTcp("smtp", "SMTP", Smtp::match, Smtp::new),
            ServiceProtocol.overTcp("ftp", "FTP", Ftp::match, Ftp::new),
            ServiceProtocol.overTcp("pop3", "POP3", Pop3::match, Pop3::new),
            ServiceProtocol.overTcp("imap", "IMAP", Imap::match, Imap::new),
            ServiceProtocol.overTcp("redis", "Redis", Redis::match, Redis::new),
            ServiceProtocol.overTcp("memcached", "Memcached", Memcached::match, Memcached::new),
            ServiceProtocol.overTcp("ssh", "SSH", Ssh::match, Ssh::new),
            ServiceProtocol.overTcp("nntp", "NNTP", Nntp::match, Nntp::new),
            ServiceProtocol.overTcp("irc", "IRC", Irc::match, Irc::new),
            ServiceProtocol.overTcp("rtsp", "RTSP", Rtsp::match, Rtsp::new),
            ServiceProtocol.named("telnet", "Telnet", Named::telnet),
            ServiceProtocol.named("bittorrent", "BitTorrent", Named::bitTorrent),
            ServiceProtocol.overTcp("mysql", "MySQL", MySql::match, MySql::new),
            ServiceProtocol.overTcp("postgresql", "PostgreSQL", PostgreSql::match, PostgreSql::new),
            ServiceProtocol.overTcp("mongodb", "MongoDB", MongoDb::match, MongoDb::new),
            ServiceProtocol.overTcp("mssql", "SQL Server", Tds::match, Tds::new),
            ServiceProtocol.overTcp("oracle", "Oracle", OracleTns::match, OracleTns::new),
            ServiceProtocol.overTcp("cassandra", "Cassandra", Cassandra::match, Cassandra::new),
            ServiceProtocol.overTcp("kafka", "Kafka", Kafka::match, Kafka::new),
            ServiceProtocol.overTcp("amqp", "AMQP", Amqp::match, Amqp::new),
            ServiceProtocol.overTcp("mqtt", "MQTT", Mqtt::match, Mqtt::new),
            ServiceProtocol.overTcp("zookeeper", "ZooKeeper", ZooKeeper::match, ZooKeeper::new),
            ServiceProtocol.overUdp("ntp", "NTP", Ntp::new, Ntp.PORT).watching(NtpClocks::new),
            ServiceProtocol.overBoth("ldap", "LDAP", Ldap::match, Ldap::new, Cldap::new, Cldap.PORT),
            ServiceProtocol.overBoth("kerberos", "Kerberos", KerberosTcp::match, KerberosTcp::new, Kerberos::new, Kerberos.PORT),
            ServiceProtocol.overUdp("radius", "RADIUS", Radius::new, 1812, 1813, 1645, 1646, 3799).silent(Radius.SILENCE),
            ServiceProtocol.overTcp("diameter", "Diameter", Diameter::match, Diameter::new),
            ServiceProtocol.overTcp("tacacs", "TACACS+", Tacacs::match, Tacacs::new).silent(Tacacs.SILENCE),
            ServiceProtocol.overTcp("smb", "SMB", Smb::match, Smb::new),
            ServiceProtocol.overTcp("dcerpc", "DCE RPC", DceRpc::match, DceRpc::new),
            ServiceProtocol.overTcp("iscsi", "iSCSI", Iscsi::match, Iscsi::new),
            ServiceProtocol.overUdp("snmp", "SNMP", Snmp::new, 161, 162).silent(Snmp.SILENCE),
            ServiceProtocol.overTcp("bgp", "BGP", Bgp::match, Bgp::new),
            ServiceProtocol.overTcp("ldp", "LDP", Ldp::match, Ldp::new),
            ServiceProtocol.overBoth("nfs", "NFS", RpcTcp::matchNfs, RpcTcp::new, Rpc::new, 2049),
            ServiceProtocol.overBoth("mount", "NFS mount", RpcTcp::matchMount, RpcTcp::new, Rpc::new, 635, 20048),
            ServiceProtocol.overBoth("portmapper", "portmapper", RpcTcp::matchPortmapper, RpcTcp::new, Rpc::new, 111),
            ServiceProtocol.overTcp("rpc", "ONC RPC", RpcTcp::matchOther, RpcTcp::new),
            // Before ARP: that two hosts use the address of a gateway follows from routers that both are it.
            ServiceProtocol.ofPackets("vrrp", "VRRP", Vrrp::new),
            ServiceProtocol.ofPackets("hsrp", "HSRP", Hsrp::new),
            ServiceProtocol.ofPackets("arp", "ARP", Arp::new),
            ServiceProtocol.ofPackets("broadcast", "broadcasts", Broadcasts::new),
            ServiceProtocol.ofPackets("stp", "spanning tree", SpanningTree::new),
            ServiceProtocol.ofPackets("ospf", "OSPF", Ospf::new),
            ServiceProtocol.ofPackets("lldp", "LLDP", Lldp::new),
            ServiceProtocol.ofPackets("cdp", "CDP", Cdp::new),
            ServiceProtocol.overUdp("tftp", "TFTP", Tftp::new, Tftp.PORT));

    private ServiceProtocols() {
    }
}
