package dev.postern.core.session;

import dev.postern.core.address.TrustedProxies;
import java.util.Optional;

/**
 * What a listening port offers.
 *
 * @param name its name in the configuration
 * @param entrance what lies behind it
 * @param proxies who must tell each client's address in a PROXY header; empty where clients come themselves
 * @param rehearsal whether nobody is there, and the log hears nothing
 */
public record ListenerSettings(String name, Entrance entrance, Optional<TrustedProxies> proxies, boolean rehearsal) {
    /** For clients that come themselves. */
    public ListenerSettings(String name, Entrance entrance) {
        this(name, entrance, Optional.empty());
    }

    public ListenerSettings(String name, Entrance entrance, Optional<TrustedProxies> proxies) {
        this(name, entrance, proxies, false);
    }
}
