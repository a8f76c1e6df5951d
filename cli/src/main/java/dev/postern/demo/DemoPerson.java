package dev.postern.demo;

import dev.postern.demo.issuer.SigningAlgorithm;

/** Who has a mailbox in the demo; their tokens are signed in different ways, to show both. */
enum DemoPerson {
    ADA("ada", SigningAlgorithm.ES256),
    GRACE("grace", SigningAlgorithm.RS256);

    private final String shortName;
    private final SigningAlgorithm algorithm;

    DemoPerson(String shortName, SigningAlgorithm algorithm) {
        this.shortName = shortName;
        this.algorithm = algorithm;
    }

    /** Login name at the issuer, name of the mailbox, and mail address. */
    String address() {
        return shortName + "@example.org";
    }

    String tokenFile() {
        return shortName + ".token";
    }

    SigningAlgorithm algorithm() {
        return algorithm;
    }
}
