/** What a capture holds at large: the tool {@code analyze_capinfos}. */
package io.wirecause.capinfos;
