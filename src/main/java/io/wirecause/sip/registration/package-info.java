/** Registrations and the credentials that clients present. */
package io.wirecause.sip.registration;
