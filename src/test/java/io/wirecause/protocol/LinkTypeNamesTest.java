package io.wirecause.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LinkTypeNamesTest {
    @Test
    void shouldGiveBothNames() {
        assertEquals("ether", LinkTypeNames.brief(1));
        assertEquals("1 (ETHERNET)", LinkTypeNames.describe(1));
        assertEquals("rawip", LinkTypeNames.brief(12));
        assertEquals("12 (RAW (BSD's number))", LinkTypeNames.describe(12));
    }

    @Test
    void shouldGiveTheNumberWhereOneOrBothNamesAreMissing() {
        assertEquals("xeth", LinkTypeNames.brief(2));
        assertEquals("2", LinkTypeNames.describe(2));
        assertEquals("linktype-132", LinkTypeNames.brief(132));
        assertEquals("132 (JUNIPER_ES)", LinkTypeNames.describe(132));
        assertEquals("linktype-4711", LinkTypeNames.brief(4_711));
        assertEquals("4711", LinkTypeNames.describe(4_711));
    }
}
