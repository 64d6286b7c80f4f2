/** Directories and sign-in: LDAP, Kerberos, RADIUS, TACACS+, Diameter. */
package io.wirecause.service.directory;
