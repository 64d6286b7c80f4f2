package io.wirecause.dhcp.option;

import static io.wirecause.dhcp.option.ValueKind.BOOLEAN;
import static io.wirecause.dhcp.option.ValueKind.BYTES;
import static io.wirecause.dhcp.option.ValueKind.ENTERPRISES;
import static io.wirecause.dhcp.option.ValueKind.IP;
import static io.wirecause.dhcp.option.ValueKind.IPS;
import static io.wirecause.dhcp.option.ValueKind.IP_PAIRS;
import static io.wirecause.dhcp.option.ValueKind.NAMES;
import static io.wirecause.dhcp.option.ValueKind.ROUTES;
import static io.wirecause.dhcp.option.ValueKind.SECONDS;
import static io.wirecause.dhcp.option.ValueKind.SUBOPTIONS;
import static io.wirecause.dhcp.option.ValueKind.TEXT;
import static io.wirecause.dhcp.option.ValueKind.U16;
import static io.wirecause.dhcp.option.ValueKind.U16S;
import static io.wirecause.dhcp.option.ValueKind.U32;
import static io.wirecause.dhcp.option.ValueKind.U8;

/** The options of DHCPv4, from IANA's "BOOTP Vendor Extensions and DHCP Options". */
public final class Dhcpv4Options {
    public static final int PAD = 0;
    public static final int SUBNET_MASK = 1;
    public static final int ROUTER = 3;
    public static final int DNS_SERVERS = 6;
    public static final int HOST_NAME = 12;
    public static final int REQUESTED_ADDRESS = 50;
    public static final int LEASE_TIME = 51;
    public static final int OVERLOAD = 52;
    public static final int MESSAGE_TYPE = 53;
    public static final int SERVER_ID = 54;
    public static final int PARAMETER_LIST = 55;
    public static final int MESSAGE = 56;
    public static final int RENEWAL_TIME = 58;
    public static final int REBINDING_TIME = 59;
    public static final int VENDOR_CLASS = 60;
    public static final int CLIENT_ID = 61;
    static final int RAPID_COMMIT = 80;
    static final int CLIENT_FQDN = 81;
    public static final int RELAY_AGENT = 82;
    public static final int END = 255;

    public static final OptionTable TABLE = new OptionTable();
    /** Sub-options of relay agent information. */
    static final OptionTable RELAY = new OptionTable()
            .add(1, "circuit_id", BYTES).add(2, "remote_id", BYTES).add(4, "docsis_device_class", U32)
            .add(5, "link_selection", IP)
            .add(6, "subscriber_id", TEXT).add(7, "radius_attributes", BYTES).add(8, "authentication", ValueKind.AUTHENTICATION)
            .add(9, "vendor_specific", ENTERPRISES).add(10, "relay_flags", U8).add(11, "server_id_override", IP)
            .add(12, "relay_id", BYTES).add(13, "access_technology_type", U16).add(14, "access_network_name", TEXT)
            .add(15, "access_point_name", TEXT).add(16, "access_point_bssid", BYTES).add(17, "operator_id", U32)
            .add(18, "operator_realm", TEXT).add(19, "relay_source_port", U16).add(151, "virtual_subnet_selection", BYTES)
            .add(152, "virtual_subnet_selection_control", ValueKind.FLAG);

    static {
        vendorExtensions();
        ipLayer();
        applications();
        dhcp();
        boot();
        later();
    }

    private Dhcpv4Options() {
    }

    private static void add(int code, String name, ValueKind kind) {
        TABLE.add(code, name, kind);
    }

    /** RFC 2132, section 3. */
    private static void vendorExtensions() {
        String[] servers = {"time_servers", "name_servers", "dns_servers", "log_servers", "cookie_servers", "lpr_servers",
            "impress_servers", "resource_location_servers"};
        for (int i = 0; i < servers.length; i++) {
            add(4 + i, servers[i], IPS);
        }
        add(1, "subnet_mask", IP);
        add(2, "time_offset", ValueKind.S32);
        add(3, "router", IPS);
        add(12, "host_name", TEXT);
        add(13, "boot_file_size", U16);
        add(14, "merit_dump_file", TEXT);
        add(15, "domain_name", TEXT);
        add(16, "swap_server", IP);
        add(17, "root_path", TEXT);
        add(18, "extensions_path", TEXT);
    }

    /** RFC 2132, sections 4 to 7. */
    private static void ipLayer() {
        add(19, "ip_forwarding", BOOLEAN);
        add(20, "source_routing", BOOLEAN);
        add(21, "policy_filter", IP_PAIRS);
        add(22, "max_datagram_reassembly_size", U16);
        add(23, "default_ttl", U8);
        add(24, "path_mtu_aging_timeout", SECONDS);
        add(25, "path_mtu_plateau_table", U16S);
        add(26, "interface_mtu", U16);
        add(27, "all_subnets_local", BOOLEAN);
        add(28, "broadcast_address", IP);
        add(29, "perform_mask_discovery", BOOLEAN);
        add(30, "mask_supplier", BOOLEAN);
        add(31, "perform_router_discovery", BOOLEAN);
        add(32, "router_solicitation_address", IP);
        add(33, "static_routes", IP_PAIRS);
        add(34, "trailer_encapsulation", BOOLEAN);
        add(35, "arp_cache_timeout", SECONDS);
        add(36, "ethernet_encapsulation", BOOLEAN);
        add(37, "tcp_default_ttl", U8);
        add(38, "tcp_keepalive_interval", SECONDS);
        add(39, "tcp_keepalive_garbage", BOOLEAN);
    }

    /** RFC 2132, section 8, and later servers. */
    private static void applications() {
        add(40, "nis_domain", TEXT);
        add(41, "nis_servers", IPS);
        add(42, "ntp_servers", IPS);
        add(43, "vendor_specific", SUBOPTIONS);
        add(44, "netbios_name_servers", IPS);
        add(45, "netbios_datagram_servers", IPS);
        add(46, "netbios_node_type", U8);
        add(47, "netbios_scope", TEXT);
        add(48, "x_font_servers", IPS);
        add(49, "x_display_managers", IPS);
        add(62, "netware_ip_domain", TEXT);
        add(63, "netware_ip_information", SUBOPTIONS);
        add(64, "nisplus_domain", TEXT);
        add(65, "nisplus_servers", IPS);
        add(68, "mobile_ip_home_agents", IPS);
        String[] servers = {"smtp_servers", "pop3_servers", "nntp_servers", "www_servers", "finger_servers", "irc_servers",
            "streettalk_servers", "stda_servers"};
        for (int i = 0; i < servers.length; i++) {
            add(69 + i, servers[i], IPS);
        }
        add(78, "slp_directory_agent", BYTES);
        add(79, "slp_service_scope", BYTES);
        add(83, "isns", BYTES);
        add(85, "nds_servers", IPS);
        add(86, "nds_tree_name", TEXT);
        add(87, "nds_context", TEXT);
        add(88, "bcmcs_domains", NAMES);
        add(89, "bcmcs_servers", IPS);
        add(95, "ldap_url", TEXT);
        add(98, "user_authentication_protocol", TEXT);
    }

    /** RFC 2132, section 9, and extensions of the protocol. */
    private static void dhcp() {
        add(REQUESTED_ADDRESS, "requested_address", IP);
        add(LEASE_TIME, "lease_time", SECONDS);
        add(OVERLOAD, "option_overload", ValueKind.OVERLOAD);
        add(MESSAGE_TYPE, "message_type", ValueKind.MESSAGE_TYPE);
        add(SERVER_ID, "server_id", IP);
        add(PARAMETER_LIST, "parameter_request_list", ValueKind.OPTION_CODES);
        add(MESSAGE, "message", TEXT);
        add(57, "max_message_size", U16);
        add(RENEWAL_TIME, "renewal_time", SECONDS);
        add(REBINDING_TIME, "rebinding_time", SECONDS);
        add(VENDOR_CLASS, "vendor_class_id", TEXT);
        add(CLIENT_ID, "client_id", ValueKind.CLIENT_ID);
        add(77, "user_class", ValueKind.PIECES8);
        add(RAPID_COMMIT, "rapid_commit", ValueKind.FLAG);
        add(CLIENT_FQDN, "client_fqdn", ValueKind.FQDN);
        add(RELAY_AGENT, "relay_agent_information", ValueKind.RELAY);
        add(90, "authentication", ValueKind.AUTHENTICATION);
        add(91, "client_last_transaction_time", SECONDS);
        add(92, "associated_addresses", IPS);
        add(118, "subnet_selection", IP);
        add(145, "forcerenew_nonce_capable", ValueKind.U8S);
        add(151, "status_code", ValueKind.STATUS);
        add(152, "base_time", U32);
        add(153, "start_time_of_state", SECONDS);
        add(154, "query_start_time", U32);
        add(155, "query_end_time", U32);
        add(156, "dhcp_state", U8);
        add(157, "data_source", U8);
        add(220, "subnet_allocation", BYTES);
        add(221, "virtual_subnet_selection", BYTES);
    }

    private static void boot() {
        add(66, "tftp_server_name", TEXT);
        add(67, "boot_file_name", TEXT);
        add(93, "client_architecture", ValueKind.ARCHITECTURE);
        add(94, "client_network_interface", ValueKind.U8S);
        add(97, "client_machine_id", BYTES);
        for (int code = 128; code <= 135; code++) {
            add(code, "pxe_vendor_" + code, BYTES);
        }
        add(143, "sztp_bootstrap_servers", BYTES);
        add(150, "tftp_servers", IPS);
        add(175, "etherboot", BYTES);
        add(176, "ip_telephone", BYTES);
        add(177, "packetcable", BYTES);
        add(208, "pxelinux_magic", BYTES);
        add(209, "pxelinux_configuration_file", TEXT);
        add(210, "pxelinux_path_prefix", TEXT);
        add(211, "pxelinux_reboot_time", SECONDS);
    }

    private static void later() {
        add(99, "location_civic", BYTES);
        add(100, "timezone_posix", TEXT);
        add(101, "timezone_name", TEXT);
        add(108, "ipv6_only_preferred", SECONDS);
        add(109, "dhcp4o6_source_address", ValueKind.IPS6);
        add(112, "netinfo_servers", IPS);
        add(113, "netinfo_tag", TEXT);
        add(114, "captive_portal", TEXT);
        add(116, "auto_configuration", U8);
        add(117, "name_service_search", U16S);
        add(119, "domain_search", NAMES);
        add(120, "sip_servers", ValueKind.SIP);
        add(121, "classless_static_routes", ROUTES);
        add(122, "cablelabs_client_configuration", SUBOPTIONS);
        add(123, "location_geographic", BYTES);
        add(124, "vendor_identifying_class", ENTERPRISES);
        add(125, "vendor_identifying_information", ENTERPRISES);
        add(136, "pana_agents", IPS);
        add(137, "lost_server", NAMES);
        add(138, "capwap_controllers", IPS);
        add(139, "mos_addresses", SUBOPTIONS);
        add(140, "mos_domains", SUBOPTIONS);
        add(141, "sip_ua_domains", NAMES);
        add(142, "andsf_addresses", IPS);
        add(144, "location_geographic_coordinates", BYTES);
        add(146, "rdnss_selection", BYTES);
        add(147, "dots_reference_identifier", NAMES);
        add(148, "dots_addresses", IPS);
        add(158, "pcp_servers", BYTES);
        add(159, "port_parameters", BYTES);
        add(161, "mud_url", TEXT);
        add(162, "encrypted_dns", BYTES);
        add(212, "6rd", BYTES);
        add(213, "access_domain", NAMES);
        add(249, "classless_static_routes_microsoft", ROUTES);
        add(252, "proxy_auto_configuration", TEXT);
    }
}
