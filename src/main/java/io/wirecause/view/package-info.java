/**
 * What people look at rather than read: a diagnosis with the lives of the connections that matter and samples of their segments,
 * for a report or for the view of a chat. It shows what the other analyses found; it finds nothing itself.
 */
package io.wirecause.view;
