package dev.postern.admin.control;

import dev.postern.core.session.CloseReason;
import dev.postern.core.session.SessionView;
import dev.postern.core.token.Verdict;
import java.net.InetSocketAddress;
import java.util.Locale;

/** One session in JSON. */
final class SessionObject {
    private SessionObject() {}

    static String of(SessionView view) {
        JsonText json = new JsonText()
                .open('{')
                .text("id", view.client().sessionId())
                .given("protocol", view.protocol())
                .text("listener", view.listener())
                .text("address", view.client().remoteHost())
                .number("port", view.client().remotePort())
                .time("since", view.since());
        Verdict.Accepted who = view.who();
        if (who != null) {
            json.text("user", who.mailbox())
                    .text("actor", who.actor())
                    .text("issuer", who.grant().issuer())
                    .text("token_subject", who.grant().subject())
                    .given("client", who.grant().client())
                    .time("token_expires", who.grant().expires())
                    .time("until", who.tenure().ends());
        }
        CloseReason ending = view.ending();
        return json.given("backend", view.backend())
                .number("bytes_in", view.bytesIn())
                .number("bytes_out", view.bytesOut())
                .given("ending", ending == null ? "" : ending.name().toLowerCase(Locale.ROOT))
                .close('}')
                .toString();
    }

    static String address(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
}
