package dev.postern.demo.backend;

import java.io.IOException;
import java.util.Optional;

/** What is said between a client's connect and its login, in one protocol. */
interface LoginDialogue {
    /**
     * Talks to the client until it has logged in.
     *
     * @return the connection to the server behind, logged in as the mailbox; empty where the client has said goodbye
     * @throws IOException where either side vanished or broke the protocol
     */
    Optional<LineConnection> logIn(LineConnection client) throws IOException;
}
