package dev.postern.imap.backend;

import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.MasterCredentials;
import dev.postern.core.session.BackendLogin;
import dev.postern.imap.wire.Capabilities;
import java.util.Optional;

/** Leads from a ready connection to a session in a mailbox's name: ID, CAPABILITY where the client asked, then the login. */
final class MailboxLogin implements Goal {
    private final ImapBackend backend;
    private final BackendLogin login;
    private final MasterCredentials credentials;
    private boolean identificationDue;
    private boolean capabilityDue;

    MailboxLogin(ImapBackend backend, BackendLogin login, boolean askedCapability) {
        this.backend = backend;
        this.login = login;
        this.credentials =
                new MasterCredentials(login.mailbox(), login.service().identity());
        this.identificationDue = login.service().forwarding() == AddressForwarding.ID;
        this.capabilityDue = askedCapability;
    }

    @Override
    public Optional<String> objection() {
        return credentials.objection();
    }

    @Override
    public void onReady(Optional<Capabilities> capabilities) {
        if (identificationDue) {
            // Dovecot heeds the first ID of a connection only: ours comes before anything else can.
            identificationDue = false;
            AwaitingIdentification.send(backend, login.client(), () -> onReady(capabilities));
        } else if (capabilityDue) {
            capabilityDue = false;
            AwaitingCapabilities.ask(backend, this);
        } else {
            authenticate(capabilities);
        }
    }

    private void authenticate(Optional<Capabilities> capabilities) {
        switch (login.service().identity().method()) {
            case PLAIN_AUTHORIZATION_IDENTITY -> plain(credentials.plainWithAuthorizationIdentity(), capabilities);
            case PLAIN_SEPARATOR -> plain(credentials.plainWithSeparator(), capabilities);
            case LOGIN_SEPARATOR -> logIn(capabilities);
            case XCLIENT_LOGIN -> backend.fail(BackendFailure.MISCONFIGURED, "XCLIENT is no login method of IMAP");
        }
    }

    private void plain(String response, Optional<Capabilities> capabilities) {
        if (lacks(capabilities, "AUTH=PLAIN")) {
            backend.fail(BackendFailure.MISCONFIGURED, "the backend does not offer AUTH=PLAIN here");
            return;
        }
        String tag = backend.nextTag();
        String command = tag + " AUTHENTICATE PLAIN";
        AwaitingLogin last = new AwaitingLogin(backend, tag, "sending AUTHENTICATE");
        // RFC 4959 §3: an initial response only where SASL-IR is offered.
        if (capabilities.isPresent() && capabilities.get().has("SASL-IR")) {
            backend.become(last);
            backend.send(command + " " + response);
        } else {
            backend.become(new AwaitingGoAhead(backend, tag, response, last));
            backend.send(command);
        }
    }

    private void logIn(Optional<Capabilities> capabilities) {
        if (capabilities.isPresent() && capabilities.get().has("LOGINDISABLED")) {
            backend.fail(BackendFailure.MISCONFIGURED, "the backend does not offer LOGIN here");
            return;
        }
        String tag = backend.nextTag();
        String command = tag + " LOGIN " + QuotedText.of(credentials.separated()) + " ";
        String password = credentials.passwordOctets();
        AwaitingLogin last = new AwaitingLogin(backend, tag, "sending LOGIN");
        if (QuotedText.holds(password)) {
            backend.become(last);
            backend.send(command + QuotedText.of(password));
        } else {
            backend.become(new AwaitingGoAhead(backend, tag, password, last));
            backend.send(command + "{" + password.length() + "}");
        }
    }

    private static boolean lacks(Optional<Capabilities> capabilities, String name) {
        return capabilities.isPresent() && !capabilities.get().has(name);
    }

    @Override
    public String redact(String detail) {
        return credentials.redact(detail, QuotedText.of(credentials.passwordOctets()));
    }
}
