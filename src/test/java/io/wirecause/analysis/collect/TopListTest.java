package io.wirecause.analysis.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopListTest {
    private record Item(int rank, int number) {
    }

    @Test
    void shouldGiveWhatAStableSortGivesFirst() {
        Random random = new Random(5);
        Comparator<Item> order = Comparator.comparingInt(Item::rank);
        for (int size : new int[] {0, 1, 5, 400}) {
            List<Item> all = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                all.add(new Item(random.nextInt(20), i));
            }
            for (int most : new int[] {0, 1, 5, 50, 1_000}) {
                assertEquals(all.stream().sorted(order).limit(most).toList(), TopList.of(all, order, most));
            }
        }
    }
}
