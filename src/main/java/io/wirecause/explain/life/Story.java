package io.wirecause.explain.life;

import io.wirecause.explain.ladder.Ladder;

/**
 * What became of a connection or exchange.
 *
 * @param what    what it is, such as {@code TCP connection 3}
 * @param client  the end on the left; null where there are more than two
 * @param server  the end on the right; null where there are more than two
 * @param summary how long, how much, what it carried, where the time went; one sentence or two
 * @param ladder  its steps
 * @param close   how it ended, one sentence; null where there is nothing to say
 * @param frames  packets of it
 */
public record Story(String what, String client, String server, String summary, Ladder.Lines ladder, String close, long frames) {
}
