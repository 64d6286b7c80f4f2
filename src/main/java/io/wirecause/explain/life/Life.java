package io.wirecause.explain.life;

import io.wirecause.analysis.Analyzer;
import java.util.List;

/** The life of one connection or exchange, followed through a capture. */
public interface Life {
    /** What takes part in the pass. */
    List<Analyzer> analyzers();

    /** Its story, after the pass, in at most so many steps. */
    Story story(int most);
}
