/** What happens in one connection or exchange: from its packets to the steps of its ladder, and who waits for whom. */
package io.wirecause.explain.life;
