package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.ControlSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said of the operators' group, and that nothing is said where it cannot be known. */
class OperatorsGroupTest {
    private static final List<List<String>> USERS = lines(
            "root:x:0:0:root:/root:/bin/sh", "postern:x:998:998::/nonexistent:/bin/false", "mail:x:8:8::/:/bin/false");

    private static List<List<String>> lines(String... lines) {
        return Stream.of(lines).map(line -> List.of(line.split(":", -1))).toList();
    }

    private static Optional<String> doubt(String group, List<List<String>> users, String groups, String whoAsks) {
        Accounts accounts = new Accounts(users, lines(groups));
        return OperatorsGroup.doubt(
                new ControlSocket(Path.of("/run/postern/control.sock"), Optional.of(group)), accounts, whoAsks);
    }

    @Test
    void aGroupThatIsNotThereIsTold() {
        assertThat(doubt("nobody-has-this", USERS, "mail:x:8:", "root"))
                .contains("there is no group nobody-has-this: groupadd --system nobody-has-this,"
                        + " usermod -aG nobody-has-this postern");
    }

    /** Every machine has a group mail; who is in it is read from here. */
    @Test
    void whoIsNoMemberIsTold() {
        assertThat(doubt("mail", USERS, "mail:x:8:ada,posterns", "root"))
                .contains("postern is not in group mail: usermod -aG mail postern");
        assertThat(doubt("mail", List.of(USERS.get(0), USERS.get(2)), "mail:x:8:", "mail"))
                .as("his own group needs no member")
                .isEmpty();
        assertThat(doubt("mail", USERS, "mail:x:8:ada,postern", "ada")).isEmpty();
    }

    @Test
    void whatCannotBeKnownIsNotTold() {
        assertThat(doubt("nobody-has-this", List.of(USERS.get(0)), "mail:x:8:", "root"))
                .as("which user will it be?")
                .isEmpty();
        assertThat(doubt("mail", USERS, "other:x:9:", "root"))
                .as("a directory knows its members")
                .isEmpty();
    }

    @Test
    void usersHaveNamesOrNumbers() {
        Accounts accounts = new Accounts(USERS, List.of());
        assertThat(accounts.user("998")).isEqualTo("postern");
        assertThat(accounts.user("4711")).isEqualTo("4711");
    }
}
