package dev.postern.integration.manual;

import dev.postern.core.testing.TestIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** An identity provider as a process: leaves ada's access token in a file, then its own address in another. */
public final class IssuerInTheMachine {
    private IssuerInTheMachine() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        TestIssuer issuer = TestIssuer.start();
        Files.writeString(
                folder.resolve("access-token"),
                issuer.token().user("ada@example.org").build() + "\n");
        Files.writeString(folder.resolve("issuer.new"), issuer.issuer());
        Files.move(folder.resolve("issuer.new"), folder.resolve("issuer"));
        new CountDownLatch(1).await();
    }
}
