/** Databases, brokers and what else speaks in messages that say how long they are. */
package io.wirecause.service.database;
