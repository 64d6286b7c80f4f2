package io.wirecause.diagnosis;

import io.wirecause.report.Describe;

/** How much was diagnosed. */
record DiagnosisTotals(
        @Describe("From the first frame to the last, seconds") double durationSeconds,
        @Describe("Root causes of failures and trouble; causes lists the first of them") int causesFound,
        @Describe("Further observations; notes lists the first of them") int notesFound,
        @Describe("Servers; services lists the worst of them") int serversFound) {
}
