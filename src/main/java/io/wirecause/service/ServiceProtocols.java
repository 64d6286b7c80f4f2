package io.wirecause.service;

import io.wirecause.service.decode.ServiceProtocol;
import io.wirecause.service.network.Ntp;
import io.wirecause.service.text.Smtp;
import java.util.List;

/** All protocols: one line each. Of two that are equally likely the earlier one is taken. */
final class ServiceProtocols {
    /** The table. */
    static final List<ServiceProtocol> ALL = List.of(
            ServiceProtocol.overTcp("smtp", "SMTP", Smtp::match, Smtp::new),
            ServiceProtocol.overUdp("ntp", "NTP", Ntp::new, Ntp.PORT));

    private ServiceProtocols() {
    }
}
