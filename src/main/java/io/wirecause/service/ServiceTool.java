package io.wirecause.service;

import io.wirecause.analysis.Tool;
import io.wirecause.service.decode.ServiceFindingCode;
import java.util.List;

/** The tool {@code analyze_service_errors}. */
public final class ServiceTool {
    /** The tool. */
    public static final Tool<ServiceArguments> TOOL = new Tool<>("analyze_service_errors", "Services",
            "Why mail is refused, a login fails or a query is slow: what mail, file, database, cache and broker servers "
            + "answer, on "
                    + "any port. Errors in the protocol's own words, refused logins, late and missing replies, response times.",
            ServiceArguments.class, ServiceTotals.class, ServiceAnswer.class, List.of(ServiceFindingCode.values()),
            ServiceReport::new);

    private ServiceTool() {
    }
}
