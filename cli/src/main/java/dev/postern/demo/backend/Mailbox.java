package dev.postern.demo.backend;

/** A mailbox of the stand-in backend, with the password of its own that nobody but the login fronts learns. */
final class Mailbox {
    private final String address;
    private final String password;

    Mailbox(String address, String password) {
        this.address = address;
        this.password = password;
    }

    /** Login name and mail address at once. */
    String address() {
        return address;
    }

    String password() {
        return password;
    }
}
