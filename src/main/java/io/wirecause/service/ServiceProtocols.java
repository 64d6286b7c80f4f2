package io.wirecause.service;

import io.wirecause.service.decode.ServiceProtocol;
import io.wirecause.service.directory.Cldap;
import io.wirecause.service.directory.Kerberos;
import io.wirecause.service.directory.KerberosTcp;
import io.wirecause.service.directory.Ldap;
import io.wirecause.service.directory.Radius;
import io.wirecause.service.file.Smb;
import io.wirecause.service.network.Bgp;
import io.wirecause.service.network.Ntp;
import io.wirecause.service.network.Snmp;
import io.wirecause.service.text.Smtp;
import java.util.List;

/** All protocols: one line each. Of two that are equally likely the earlier one is taken. */
final class ServiceProtocols {
    /** The table. */
    static final List<ServiceProtocol> ALL = List.of(
            ServiceProtocol.overTcp("smtp", "SMTP", Smtp::match, Smtp::new),
            ServiceProtocol.overUdp("ntp", "NTP", Ntp::new, Ntp.PORT),
            ServiceProtocol.overBoth("ldap", "LDAP", Ldap::match, Ldap::new, Cldap::new, Cldap.PORT),
            ServiceProtocol.overBoth("kerberos", "Kerberos", KerberosTcp::match, KerberosTcp::new, Kerberos::new, Kerberos.PORT),
            ServiceProtocol.overUdp("radius", "RADIUS", Radius::new, 1812, 1813, 1645, 1646, 3799).silent(Radius.SILENCE),
            ServiceProtocol.overTcp("smb", "SMB", Smb::match, Smb::new),
            ServiceProtocol.overUdp("snmp", "SNMP", Snmp::new, 161, 162).silent(Snmp.SILENCE),
            ServiceProtocol.overTcp("bgp", "BGP", Bgp::match, Bgp::new));

    private ServiceProtocols() {
    }
}
