package dev.postern.smtp.wire;

import java.nio.charset.StandardCharsets;

/** Writes xtext. RFC 3461 §4. */
public final class Xtext {
    private Xtext() {}

    /**
     * Encodes the UTF-8 octets of a text.
     *
     * <pre>
     * xtext   = *( xchar / hexchar )
     * xchar   = any ASCII CHAR between "!" (33) and "~" (126) inclusive, except for "+" and "="
     * hexchar = ASCII "+" immediately followed by two upper case hexadecimal digits
     * </pre>
     */
    public static String of(String text) {
        StringBuilder xtext = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7f && octet != '+' && octet != '=') {
                xtext.append((char) octet);
            } else {
                xtext.append(String.format("+%02X", octet & 0xff));
            }
        }
        return xtext.toString();
    }
}
