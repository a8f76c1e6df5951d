package dev.postern.smtp.wire;

/** What a client calls itself in EHLO, fit to be said to a backend. */
public record HelloName(String text) {
    /** RFC 5321 §4.5.3.1.2. */
    private static final int LONGEST = 255;

    /**
     * The client's own word where it consists of what {@code Domain} and {@code address-literal} consist of, and the
     * underscores that real hosts have; else its address. RFC 5321 §4.1.4: nobody is refused for this name.
     *
     * @param said the argument of EHLO, whatever it is
     * @param address the client's address, numeric
     */
    public static HelloName of(String said, String address) {
        boolean sane =
                !said.isEmpty() && said.length() <= LONGEST && said.chars().allMatch(HelloName::isSane);
        return sane ? new HelloName(said) : ofAddress(address);
    }

    /** RFC 5321 §4.1.3: {@code "[" IPv4-address-literal / "IPv6:" IPv6-addr "]"}. */
    public static HelloName ofAddress(String address) {
        return new HelloName(address.indexOf(':') < 0 ? "[" + address + "]" : "[IPv6:" + address + "]");
    }

    private static boolean isSane(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || ".-_:[]".indexOf(c) >= 0;
    }
}
