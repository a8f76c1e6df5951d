package dev.postern.core.session;

import dev.postern.core.backend.BackendFailure;

/** What a {@link BackendDialogue} can do: speak to its backend and say how it ended. */
public interface BackendPeer {
    /** Sends text, each char one octet (ISO 8859-1), line ends included. May contain the master password. */
    void send(String text);

    /** Starts TLS. The dialogue has made sure that no byte followed the backend's go-ahead (CVE-2021-33515). */
    void startTls();

    /** Greeting and TLS are over: what fails from now on concerns the login, not the backend's health. */
    void reached();

    /** The dialogue has reached its goal; the connection goes on to the relay, or is closed after a probe. */
    void done(BackendAnswer answer);

    /** It has not; the connection is closed. The detail is for the log, never for the client. */
    void failed(BackendFailure why, String detail);
}
