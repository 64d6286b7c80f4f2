/**
 * The model of a request and its answer that the parsers of all HTTP versions feed: what was asked, what came back, when, and
 * what
 * TCP went through meanwhile. No body is ever kept, and of headers only what a finding or a row needs, masked.
 */
package io.wirecause.http.exchange;
