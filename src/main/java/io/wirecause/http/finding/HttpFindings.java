package io.wirecause.http.finding;

import io.wirecause.http.endpoint.EndpointTable;
import io.wirecause.report.Finding;
import java.util.Comparator;
import java.util.List;

/** The findings about a capture's requests. */
public final class HttpFindings {
    private HttpFindings() {
    }

    /** All findings about exchanges, worst first. */
    public static List<Finding> of(HttpCases cases, EndpointTable endpoints) {
        GroupedFindings all = new GroupedFindings(cases.issues());
        new DeathFindings(all).add();
        TimeFindings times = new TimeFindings(all, endpoints);
        times.addStorms();
        new StatusFindings(all).add();
        times.add();
        all.findings().sort(Comparator.comparing(Finding::severity));
        return all.findings();
    }
}
