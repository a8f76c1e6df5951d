package dev.postern.core.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of addresses. RFC 4632 §3.1, RFC 4291 §2.3.
 *
 * @param first its lowest address
 * @param prefix bits that all its addresses share
 */
public record Network(InetAddress first, int prefix) {
    private static final Pattern NOTATION = Pattern.compile("([0-9A-Fa-f:.]{2,45})(?:/([0-9]{1,3}))?");

    public Network {
        if (prefix < 0 || prefix > bits(first)) {
            throw new IllegalArgumentException("a prefix of " + prefix + " bits");
        }
        first = lowest(first, prefix);
    }

    /** {@code 10.0.0.0/8}, {@code fd00::/8}, or one address; what stands behind the prefix is taken as zero. */
    public static Optional<Network> parse(String text) {
        Matcher parts = NOTATION.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<InetAddress> address =
                NumericAddress.version4(parts.group(1)).or(() -> NumericAddress.version6(parts.group(1)));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int most = bits(address.get());
        int prefix = parts.group(2) == null ? most : Integer.parseInt(parts.group(2));
        return prefix > most ? Optional.empty() : Optional.of(new Network(address.get(), prefix));
    }

    public boolean contains(InetAddress address) {
        return bits(address) == bits(first) && lowest(address, prefix).equals(first);
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static InetAddress lowest(InetAddress address, int prefix) {
        byte[] octets = address.getAddress();
        for (int bit = prefix; bit < octets.length * Byte.SIZE; bit++) {
            octets[bit / Byte.SIZE] &= (byte) ~(0x80 >>> bit % Byte.SIZE);
        }
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("as many octets as an address has", impossible);
        }
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return first.getHostAddress() + "/" + prefix;
    }
}
