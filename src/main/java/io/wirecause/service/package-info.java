/** The protocols behind applications: what their servers answer, how long that takes, and which errors it holds. */
package io.wirecause.service;
