package io.wirecause.analysis;

import io.wirecause.packet.IpAddress;
import io.wirecause.report.UserFacingException;

/** Reads an argument that is an IP address. */
public final class AddressArgument {
    private AddressArgument() {
    }

    /**
     * The address in canonical form.
     *
     * @param name  the argument's name, for the message
     * @param given null where the argument was not given
     * @return null where {@code given} is null
     * @throws UserFacingException where the text is not an IP address
     */
    public static String canonical(String name, String given) throws UserFacingException {
        String canonical = given == null ? null : IpAddress.canonical(given);
        if (given != null && canonical == null) {
            throw new UserFacingException("The argument " + name
                    + " is not an IP address; an IPv4 or IPv6 address is expected, such as 192.0.2.10.");
        }
        return canonical;
    }
}
