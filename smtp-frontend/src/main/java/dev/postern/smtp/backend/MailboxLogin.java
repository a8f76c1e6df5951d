package dev.postern.smtp.backend;

import dev.postern.core.backend.AddressForwarding;
import dev.postern.core.backend.BackendFailure;
import dev.postern.core.backend.LoginMethod;
import dev.postern.core.backend.MasterCredentials;
import dev.postern.core.session.BackendAnswer;
import dev.postern.core.session.BackendLogin;
import dev.postern.smtp.wire.Extensions;
import dev.postern.smtp.wire.HelloName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Leads from a ready connection to a session in a mailbox's name: XCLIENT where it is asked for, then AUTH. */
final class MailboxLogin implements Goal {
    /** RFC 5321 §4.5.3.1.4, with the CRLF. */
    private static final int LONGEST_COMMAND = 510;

    private final SmtpBackend backend;
    private final BackendLogin login;
    private final HelloName hello;
    private final MasterCredentials credentials;
    private final LoginMethod method;
    private final Deque<String> forwardings = new ArrayDeque<>();
    private boolean forwardingDue;

    MailboxLogin(SmtpBackend backend, BackendLogin login, HelloName hello) {
        this.backend = backend;
        this.login = login;
        this.hello = hello;
        this.credentials =
                new MasterCredentials(login.mailbox(), login.service().identity());
        this.method = login.service().identity().method();
        this.forwardingDue = forwardsAddress() || method == LoginMethod.XCLIENT_LOGIN;
    }

    private boolean forwardsAddress() {
        return login.service().forwarding() == AddressForwarding.XCLIENT;
    }

    @Override
    public Optional<String> objection() {
        boolean byForwarding = method == LoginMethod.XCLIENT_LOGIN;
        return credentials
                .objection()
                .or(() -> byForwarding && !ClientForwarding.holds(login.mailbox(), forwardsAddress())
                        ? Optional.of("the mailbox is too long for XCLIENT")
                        : Optional.empty());
    }

    @Override
    public void onReady(Extensions extensions) {
        if (forwardingDue) {
            forwardingDue = false;
            prepareForwarding(extensions);
        } else if (!forwardings.isEmpty()) {
            forward();
        } else {
            authenticate(extensions);
        }
    }

    private void prepareForwarding(Extensions extensions) {
        List<String> supported = extensions.words("XCLIENT");
        boolean loginToo = method == LoginMethod.XCLIENT_LOGIN;
        Optional<String> missing = ClientForwarding.missing(supported, forwardsAddress(), loginToo);
        if (missing.isPresent()) {
            backend.fail(BackendFailure.MISCONFIGURED, "the backend offers " + missing.get());
            return;
        }
        forwardings.addAll(
                forwardsAddress()
                        ? ClientForwarding.of(
                                supported,
                                login.client(),
                                hello,
                                loginToo ? Optional.of(login.mailbox()) : Optional.empty())
                        : ClientForwarding.ofLogin(supported, login.mailbox()));
        forward();
    }

    private void forward() {
        backend.become(new AwaitingForwarding(backend));
        backend.send(forwardings.remove());
    }

    private void authenticate(Extensions extensions) {
        switch (method) {
            case PLAIN_AUTHORIZATION_IDENTITY -> plain(credentials.plainWithAuthorizationIdentity(), extensions);
            case PLAIN_SEPARATOR -> plain(credentials.plainWithSeparator(), extensions);
            case LOGIN_SEPARATOR -> logIn(extensions);
            case XCLIENT_LOGIN -> onLoggedInByForwarding(extensions);
        }
    }

    private void plain(String response, Extensions extensions) {
        if (!offered("PLAIN", extensions)) {
            return;
        }
        String command = "AUTH PLAIN " + response;
        // RFC 4954 §4: an initial response only where the command stays within the limit of a command line.
        boolean fits = command.length() <= LONGEST_COMMAND;
        backend.become(new AwaitingLogin(backend, fits ? List.of() : List.of(response)));
        backend.send(fits ? command : "AUTH PLAIN");
    }

    private void logIn(Extensions extensions) {
        if (offered("LOGIN", extensions)) {
            backend.become(new AwaitingLogin(
                    backend, List.of(credentials.separatedInBase64(), credentials.passwordInBase64())));
            backend.send("AUTH LOGIN");
        }
    }

    /** Fails where it is not. */
    private boolean offered(String mechanism, Extensions extensions) {
        boolean offered = extensions.offers("AUTH", mechanism);
        if (!offered) {
            backend.fail(BackendFailure.MISCONFIGURED, "the backend does not offer AUTH " + mechanism + " here");
        }
        return offered;
    }

    /** Postfix heeds the LOGIN of XCLIENT only where its SASL is active, and where it is, EHLO offers AUTH. */
    private void onLoggedInByForwarding(Extensions extensions) {
        if (extensions.offers("AUTH")) {
            backend.done(new BackendAnswer(List.of(), "XCLIENT LOGIN"));
        } else {
            backend.fail(BackendFailure.MISCONFIGURED, "XCLIENT LOGIN has no effect: the backend does not offer AUTH");
        }
    }

    @Override
    public String redact(String detail) {
        return credentials.redact(detail);
    }
}
