package io.wirecause.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.Page;
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

    @Test
    void shouldListMessagesThatNobodyAsksForOnlyWhenTheyAreFew() throws UserFacingException {
        PageWindow few = after(PageWindow.messages(new PageArguments(null, null), false), PageWindow.FEW);
        assertEquals(List.of(1), few.listed(List.of(1)));
        assertNull(few.page(PageWindow.FEW).howToList());

        PageWindow many = after(PageWindow.messages(new PageArguments(null, null), false), PageWindow.FEW + 1);
        assertEquals(List.of(), many.listed(List.of(1)));
        assertEquals(new Page(0, PageWindow.FEW + 1, "0", many.page(0).howToList()), many.page(0));
        assertTrue(many.page(0).howToList().contains("limit=20"));

        for (PageWindow asked : List.of(PageWindow.messages(new PageArguments(null, null), true),
                PageWindow.messages(new PageArguments(10, null), false),
                PageWindow.messages(new PageArguments(null, "0"), false))) {
            assertEquals(List.of(1), after(asked, 100).listed(List.of(1)));
            assertEquals(new Page(10, 100, "10"), asked.page());
        }
    }

    private static PageWindow after(PageWindow window, int items) {
        for (int i = 0; i < items; i++) {
            window.next();
        }
        return window;
    }
}
