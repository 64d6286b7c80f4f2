package io.wirecause.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.FindingCode;
import io.wirecause.report.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which findings are folded under which. */
class CauseTreeTest {
    private static final Finding ONE = finding("tls_certificate_expired", "certificate of a", 0);
    private static final Finding OTHER = finding("tls_certificate_expired", "certificate of b", 1, 2);

    private static Finding finding(String code, String title, Integer... connections) {
        FindingCode named = new FindingCode() {
            @Override
            public String name() {
                return code.toUpperCase(java.util.Locale.ROOT);
            }

            @Override
            public String explanation() {
                return "";
            }

            @Override
            public boolean aboutCapture() {
                return false;
            }
        };
        return Finding.of(named, Severity.ERROR, Confidence.HIGH).title(title).detail("").displayFilter("tcp").hint("")
                .connections(List.of(connections)).frames(List.of()).build();
    }

    private static List<CauseTree.Root> roots(Finding... findings) {
        return new CauseTree(new Joins(new ServiceTable()), new Gateways(new FrameTimes())).roots(List.of(findings));
    }

    private static List<String> effects(CauseTree.Root root) {
        return root.effects().stream().map(CauseTree.Effect::title).toList();
    }

    @Test
    void shouldPutAnEffectOnEachConnectionUnderItsOwnCause() {
        List<CauseTree.Root> roots = roots(ONE, OTHER, finding("tls_alert", "3 connections failed by an alert", 0, 1, 2));
        assertEquals(2, roots.size());
        assertEquals(List.of("1 of 3 connections failed by an alert"), effects(roots.get(0)));
        assertEquals(List.of("2 of 3 connections failed by an alert"), effects(roots.get(1)));
    }

    @Test
    void shouldCountNothingWhereACauseExplainsAllOfAnEffect() {
        List<CauseTree.Root> roots = roots(OTHER, finding("tls_alert", "2 connections failed by an alert", 1, 2));
        assertEquals(List.of("2 connections failed by an alert"), effects(roots.get(0)));
    }

    @Test
    void shouldLeaveAsACauseWhatMostlyHasNoOther() {
        List<CauseTree.Root> roots = roots(ONE, finding("connection_reset", "9 connections reset", 0, 3, 4, 5, 6, 7, 8, 9, 10));
        assertEquals(2, roots.size());
        assertEquals(List.of(), effects(roots.get(0)));
    }
}
