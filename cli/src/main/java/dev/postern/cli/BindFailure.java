package dev.postern.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;

/** A port that cannot be had, in words that say what to do. */
final class BindFailure {
    private BindFailure() {}

    /** @param who wants it: {@code listener imap} */
    static CommandFailed explained(String who, InetSocketAddress address, IOException refused) {
        return new CommandFailed("cannot listen on " + AddressText.of(address) + " for " + who + ": "
                + refused.getMessage() + "; " + remedy(address, refused));
    }

    private static String remedy(InetSocketAddress address, IOException refused) {
        Throwable cause = refused.getCause() == null ? refused : refused.getCause();
        if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
            return PortHolder.stranger(address.getPort())
                            .map(stranger -> stranger + "; ")
                            .orElse("") + "see who has it with: ss -ltnp 'sport = :" + address.getPort() + "'";
        }
        return address.getPort() < 1024
                ? "a port below 1024 needs root or CAP_NET_BIND_SERVICE"
                : "is the address one of this machine's?";
    }
}
