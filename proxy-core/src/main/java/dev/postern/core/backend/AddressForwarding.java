package dev.postern.core.backend;

/** How a backend learns the client's true address. One way each: protocols and trust exclude one another. */
public enum AddressForwarding {
    NONE,
    /** IMAP ID with {@code x-originating-ip} and friends; Dovecot heeds it from {@code login_trusted_networks}. */
    ID,
    /** SMTP XCLIENT; Postfix heeds it from {@code smtpd_authorized_xclient_hosts}. */
    XCLIENT,
    /** A PROXY protocol header of version 1 before everything else. */
    PROXY_V1,
    /** The same in version 2. */
    PROXY_V2;

    /** True where a connection begins with its client's address, and so cannot be begun before there is a client. */
    public boolean byProxyHeader() {
        return this == PROXY_V1 || this == PROXY_V2;
    }
}
