package io.wirecause.dhcp.option;

import static io.wirecause.dhcp.option.ValueKind.BYTES;
import static io.wirecause.dhcp.option.ValueKind.IPS6;
import static io.wirecause.dhcp.option.ValueKind.NAMES;
import static io.wirecause.dhcp.option.ValueKind.OPTIONS6;
import static io.wirecause.dhcp.option.ValueKind.SECONDS;
import static io.wirecause.dhcp.option.ValueKind.TEXT;
import static io.wirecause.dhcp.option.ValueKind.U16;
import static io.wirecause.dhcp.option.ValueKind.U32;
import static io.wirecause.dhcp.option.ValueKind.U8;

/** The options of DHCPv6, from IANA's "Dynamic Host Configuration Protocol for IPv6 (DHCPv6)". */
public final class Dhcpv6Options {
    public static final int CLIENT_ID = 1;
    public static final int SERVER_ID = 2;
    public static final int IA_NA = 3;
    public static final int IA_TA = 4;
    public static final int IA_ADDRESS = 5;
    public static final int REQUEST_LIST = 6;
    public static final int RELAY_MESSAGE = 9;
    public static final int STATUS_CODE = 13;
    static final int RAPID_COMMIT = 14;
    public static final int VENDOR_CLASS = 16;
    public static final int INTERFACE_ID = 18;
    public static final int DNS_SERVERS = 23;
    public static final int IA_PD = 25;
    public static final int IA_PREFIX = 26;
    public static final int CLIENT_FQDN = 39;
    public static final int CLIENT_LINK_ADDRESS = 79;

    public static final OptionTable TABLE = new OptionTable();

    static {
        protocol();
        services();
        mobility();
        transition();
        failoverAndLater();
    }

    private Dhcpv6Options() {
    }

    private static void add(int code, String name, ValueKind kind) {
        TABLE.add(code, name, kind);
    }

    /** RFC 8415, section 21, and extensions of the protocol. */
    private static void protocol() {
        add(CLIENT_ID, "client_id", ValueKind.DUID);
        add(SERVER_ID, "server_id", ValueKind.DUID);
        add(IA_NA, "ia_na", ValueKind.IA);
        add(IA_TA, "ia_ta", ValueKind.IA_TA);
        add(IA_ADDRESS, "ia_address", ValueKind.IA_ADDRESS);
        add(REQUEST_LIST, "option_request", ValueKind.OPTION_CODES);
        add(7, "preference", U8);
        add(8, "elapsed_time", ValueKind.CENTISECONDS);
        add(RELAY_MESSAGE, "relay_message", BYTES);
        add(11, "authentication", ValueKind.AUTHENTICATION);
        add(12, "server_unicast", IPS6);
        add(STATUS_CODE, "status_code", ValueKind.STATUS6);
        add(RAPID_COMMIT, "rapid_commit", ValueKind.FLAG);
        add(15, "user_class", ValueKind.PIECES16);
        add(VENDOR_CLASS, "vendor_class", ValueKind.ENTERPRISE_PIECES);
        add(17, "vendor_options", ValueKind.ENTERPRISE_OPTIONS);
        add(INTERFACE_ID, "interface_id", BYTES);
        add(19, "reconfigure_message", U8);
        add(20, "reconfigure_accept", ValueKind.FLAG);
        add(IA_PD, "ia_pd", ValueKind.IA);
        add(IA_PREFIX, "ia_prefix", ValueKind.IA_PREFIX);
        add(32, "information_refresh_time", SECONDS);
        add(37, "remote_id", ValueKind.ENTERPRISE_BYTES);
        add(38, "subscriber_id", TEXT);
        add(CLIENT_FQDN, "client_fqdn", ValueKind.FQDN6);
        add(43, "echo_request", ValueKind.OPTION_CODES);
        add(44, "leasequery_query", BYTES);
        add(45, "client_data", OPTIONS6);
        add(46, "client_last_transaction_time", SECONDS);
        add(47, "leasequery_relay_data", BYTES);
        add(48, "leasequery_client_link", IPS6);
        add(53, "relay_id", ValueKind.DUID);
        add(66, "relay_supplied_options", OPTIONS6);
        add(67, "prefix_exclude", BYTES);
        add(68, "virtual_subnet_selection", BYTES);
        add(CLIENT_LINK_ADDRESS, "client_link_address", ValueKind.LINK_ADDRESS);
        add(80, "link_address", IPS6);
        add(81, "radius", BYTES);
        add(82, "solicit_max_rt", SECONDS);
        add(83, "information_max_rt", SECONDS);
        add(87, "dhcpv4_message", BYTES);
        add(88, "dhcp4o6_servers", IPS6);
        add(100, "leasequery_base_time", U32);
        add(101, "leasequery_start_time", U32);
        add(102, "leasequery_end_time", U32);
        add(135, "relay_port", U16);
    }

    private static void services() {
        add(21, "sip_domains", NAMES);
        add(22, "sip_servers", IPS6);
        add(DNS_SERVERS, "dns_servers", IPS6);
        add(24, "domain_search", NAMES);
        add(27, "nis_servers", IPS6);
        add(28, "nisplus_servers", IPS6);
        add(29, "nis_domain", NAMES);
        add(30, "nisplus_domain", NAMES);
        add(31, "sntp_servers", IPS6);
        add(33, "bcmcs_domains", NAMES);
        add(34, "bcmcs_servers", IPS6);
        add(36, "location_civic", BYTES);
        add(40, "pana_agents", IPS6);
        add(41, "timezone_posix", TEXT);
        add(42, "timezone_name", TEXT);
        add(51, "lost_server", NAMES);
        add(52, "capwap_controllers", IPS6);
        add(54, "mos_addresses", BYTES);
        add(55, "mos_domains", BYTES);
        add(56, "ntp_servers", ValueKind.NTP);
        add(57, "access_domain", NAMES);
        add(58, "sip_ua_domains", NAMES);
        add(59, "boot_file_url", TEXT);
        add(60, "boot_file_parameters", ValueKind.PIECES16);
        add(61, "client_architecture", ValueKind.ARCHITECTURE);
        add(62, "client_network_interface", ValueKind.U8S);
        add(63, "location_geographic", BYTES);
        add(74, "rdnss_selection", BYTES);
        add(75, "kerberos_principal", BYTES);
        add(76, "kerberos_realm", TEXT);
        add(77, "kerberos_default_realm", TEXT);
        add(78, "kerberos_kdc", BYTES);
        add(86, "pcp_servers", IPS6);
        add(103, "captive_portal", TEXT);
        add(112, "mud_url", TEXT);
        add(136, "sztp_bootstrap_servers", BYTES);
        add(141, "dots_reference_identifier", NAMES);
        add(142, "dots_addresses", IPS6);
        add(143, "andsf_addresses", IPS6);
        add(144, "encrypted_dns", BYTES);
    }

    private static void mobility() {
        add(49, "mip6_home_network_id", NAMES);
        add(50, "mip6_visited_domain", OPTIONS6);
        add(65, "erp_local_domain", NAMES);
        add(69, "mip6_identified_domain", OPTIONS6);
        add(70, "mip6_unrestricted_domain", OPTIONS6);
        add(71, "mip6_home_network_prefix", BYTES);
        add(72, "mip6_home_agent_address", IPS6);
        add(73, "mip6_home_agent_fqdn", NAMES);
        add(104, "mpl_parameters", BYTES);
        String[] access = {"access_technology_type", "access_network_name", "access_point_name", "access_point_bssid",
                "operator_id", "operator_realm"};
        for (int i = 0; i < access.length; i++) {
            add(105 + i, access[i], i == 0 ? U16 : i == 3 ? BYTES : i == 4 ? U32 : TEXT);
        }
    }

    private static void transition() {
        add(64, "aftr_name", NAMES);
        add(84, "address_selection", BYTES);
        add(85, "address_selection_policy", BYTES);
        add(89, "s46_rule", BYTES);
        add(90, "s46_border_relay", IPS6);
        add(91, "s46_default_mapping_rule", BYTES);
        add(92, "s46_v4v6_binding", BYTES);
        add(93, "s46_port_parameters", BYTES);
        add(94, "s46_map_e_container", OPTIONS6);
        add(95, "s46_map_t_container", OPTIONS6);
        add(96, "s46_lightweight_container", OPTIONS6);
        add(97, "4rd", OPTIONS6);
        add(98, "4rd_map_rule", BYTES);
        add(99, "4rd_non_map_rule", BYTES);
        add(111, "s46_priority", ValueKind.U16S);
        add(113, "prefix64", BYTES);
        add(137, "s46_binding_prefix", BYTES);
    }

    private static void failoverAndLater() {
        String[] failover = {"binding_status", "connect_flags", "dns_removal_info", "dns_host_name", "dns_zone_name", "dns_flags",
            "expiration_time", "max_unacked_updates", "mclt", "partner_lifetime", "partner_lifetime_sent", "partner_down_time",
            "partner_raw_client_time", "protocol_version", "keepalive_time", "reconfigure_data", "relationship_name",
            "server_flags", "server_state", "start_time_of_state", "state_expiration_time"};
        for (int i = 0; i < failover.length; i++) {
            add(114 + i, "failover_" + failover[i], BYTES);
        }
        add(138, "ia_ll", BYTES);
        add(139, "link_layer_addresses", BYTES);
        add(140, "slap_quadrant", BYTES);
        add(145, "registered_domain", NAMES);
        add(146, "forward_dist_manager", NAMES);
        add(147, "reverse_dist_manager", NAMES);
        add(148, "address_registration", ValueKind.FLAG);
    }
}
