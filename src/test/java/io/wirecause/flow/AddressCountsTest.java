package io.wirecause.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressCountsTest {
    @Test
    void shouldListMostFrequentFirstAndFirstMetOfEquals() {
        AddressCounts counts = new AddressCounts();
        counts.add(4, 0, 0xc0000201L);
        counts.add(6, 0x20010db8_00000000L, 1);
        counts.add(4, 0, 0xc0000202L);
        counts.add(4, 0, 0xc0000202L);
        assertEquals(3, counts.distinct());
        assertEquals(List.of("192.0.2.2", "192.0.2.1", "2001:db8::1"), counts.top(10));
        assertEquals(List.of("192.0.2.2"), counts.top(1));
        assertEquals(0, counts.beyond());
    }

    @Test
    void shouldTellVersionsApartWhenTheBitsAreTheSame() {
        AddressCounts counts = new AddressCounts();
        counts.add(4, 0, 1);
        counts.add(6, 0, 1);
        assertEquals(List.of("0.0.0.1", "::1"), counts.top(5));
    }

    @Test
    void shouldCountButNotKeepAddressesBeyondTheBound() {
        AddressCounts counts = new AddressCounts();
        for (int i = 0; i < AddressCounts.MAX_ADDRESSES + 7; i++) {
            counts.add(4, 0, i);
        }
        assertEquals(AddressCounts.MAX_ADDRESSES, counts.distinct());
        assertEquals(7, counts.beyond());
    }
}
