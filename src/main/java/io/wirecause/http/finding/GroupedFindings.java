package io.wirecause.http.finding;

import io.wirecause.http.exchange.HttpVersion;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes findings of groups of cases: the first few groups of each kind, the others only counted. */
final class GroupedFindings {
    private static final int MOST_OF_A_KIND = 3;

    private final IssueTable issues;
    private final List<Finding> findings = new ArrayList<>();
    /** Cases in groups of the present kind that have no finding of their own. */
    private long elsewhere;

    GroupedFindings(IssueTable issues) {
        this.issues = issues;
    }

    IssueTable issues() {
        return issues;
    }

    List<Finding> findings() {
        return findings;
    }

    /** Makes the findings of one kind; the maker returns null for groups that are nothing to tell. */
    void each(HttpFindingCode code, Function<IssueGroup, Finding> maker) {
        List<IssueGroup> groups = issues.of(code);
        List<Finding> made = new ArrayList<>();
        elsewhere = 0;
        for (int i = MOST_OF_A_KIND; i < groups.size(); i++) {
            elsewhere += groups.get(i).count();
        }
        for (IssueGroup group : groups) {
            Finding finding = made.size() == MOST_OF_A_KIND ? null : maker.apply(group);
            if (finding != null) {
                made.add(finding);
                elsewhere = 0;
            }
        }
        findings.addAll(made);
    }

    /** How many more cases there are than the one in the title. */
    String more(IssueGroup group) {
        String rest = group.count() > 1 ? "; " + (group.count() - 1) + " more like it" : "";
        return rest + (elsewhere > 0 ? "; " + Plural.of(elsewhere, "case") + " of other kinds" : "");
    }

    /** Begins a finding with the connections, frames and subjects of a group. */
    Finding.Builder begin(HttpFindingCode code, Severity severity, Confidence confidence, IssueGroup group) {
        return Finding.of(code, severity, confidence)
                .connections(group.streams())
                .subjects(group.servers().names(MOST_OF_A_KIND).stream().map(Subject::endpoint))
                .frames(group.frames());
    }

    /**
     * A display filter by fields of HTTP/1 and, where cases were spoken in HTTP/2, of that. The cited frames are named by
     * number too: Wireshark shows the fields of an answer in several segments at the last of them, and findings cite the first.
     */
    String displayFilter(IssueGroup group, String http1, String http2) {
        boolean both = group.first().stream().anyMatch(e -> e.version() == HttpVersion.HTTP_2);
        return http1 + (both ? " || " + http2 : "") + " || " + Finding.filter(group.frames());
    }

    /** The same for answers with a status. */
    String statusFilter(IssueGroup group, int status) {
        return displayFilter(group, "http.response.code == " + status, "http2.headers.status == " + status);
    }
}
