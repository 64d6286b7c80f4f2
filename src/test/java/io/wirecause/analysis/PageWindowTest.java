package io.wirecause.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageWindowTest {
    @Test
    void shouldPickEachItemOnceWhenFollowingTheCursor() throws UserFacingException {
        List<Integer> picked = new ArrayList<>();
        String cursor = null;
        do {
            PageWindow window = new PageWindow(cursor, 4);
            for (int i = 0; i < 10; i++) {
                if (window.next()) {
                    picked.add(i);
                }
            }
            assertEquals(10, window.page().total());
            cursor = window.page().nextCursor();
        } while (cursor != null);
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), picked);
    }

    @Test
    void shouldGiveAnEmptyPageWhenThereIsNothing() throws UserFacingException {
        PageWindow window = new PageWindow(null, 10);
        assertEquals(0, window.page().returned());
        assertNull(window.page().nextCursor());
    }

    @Test
    void shouldRefuseACursorThatWasNeverGivenOut() throws UserFacingException {
        assertThrows(UserFacingException.class, () -> new PageWindow("x", 10));
        assertThrows(UserFacingException.class, () -> new PageWindow("-1", 10));
        PageWindow beyond = new PageWindow("5", 10);
        assertThrows(UserFacingException.class, beyond::page);
    }
}
