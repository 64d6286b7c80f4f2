package io.wirecause.http.endpoint;

import io.wirecause.analysis.collect.BoundedCounter;
import io.wirecause.analysis.collect.Distribution;
import io.wirecause.analysis.service.Phase;
import io.wirecause.analysis.service.Profile;
import io.wirecause.analysis.service.Trait;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.http.exchange.HttpVersion;

/** What the answers of a server are like, to compare them with those in another capture. */
final class ServerAnswers {
    /** Programs told apart. */
    private static final int PROGRAMS = 16;

    private final Distribution transfers = new Distribution();
    private final Distribution sizes = new Distribution();
    private final BoundedCounter programs = new BoundedCounter(PROGRAMS);
    private final long[] versions = new long[HttpVersion.values().length];

    void add(HttpExchange e) {
        versions[e.version().ordinal()]++;
        if (e.got().server() != null) {
            programs.add(e.got().server());
        }
        if (e.kind().isOpenEnded() || !e.response().isComplete()) {
            return;
        }
        sizes.add(e.response().bytes());
        if (e.times().transfer() >= 0) {
            transfers.add(e.times().transfer());
        }
    }

    void describe(Profile profile) {
        profile.took(Phase.TRANSFER, transfers, 1);
        profile.answerBytes(sizes);
        profile.is(Trait.PROTOCOL, "HTTP", 1);
        programs.commonestFirst(PROGRAMS).forEach((program, times) -> profile.is(Trait.SOFTWARE, program, times));
        for (HttpVersion version : HttpVersion.values()) {
            profile.is(Trait.HTTP_VERSION, version.label(), versions[version.ordinal()]);
        }
    }
}
