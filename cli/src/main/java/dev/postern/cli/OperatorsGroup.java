package dev.postern.cli;

import dev.postern.config.ControlSocket;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;

/**
 * Whether Postern's user can give the control socket to the operators' group. That user is known where there is one called
 * postern, or where somebody other than root asks; a member by the unit's SupplementaryGroups is not seen.
 */
final class OperatorsGroup {
    private static final String USUAL = "postern";

    private OperatorsGroup() {}

    /** What to do, where something is missing; empty where all is well or it cannot be known. */
    static Optional<String> doubt(ControlSocket control, Accounts accounts, String whoAsks) {
        Optional<String> user = accounts.hasUser(USUAL)
                ? Optional.of(USUAL)
                : Optional.of(whoAsks).filter(name -> !name.equals("root"));
        return user.flatMap(name -> control.group().flatMap(group -> doubt(name, group, accounts)));
    }

    private static Optional<String> doubt(String user, String group, Accounts accounts) {
        String join = "usermod -aG " + group + " " + user;
        if (!exists(group)) {
            return Optional.of("there is no group " + group + ": groupadd --system " + group + ", " + join);
        }
        return accounts.isMember(user, group)
                .filter(member -> !member)
                .map(outside -> user + " is not in group " + group + ": " + join);
    }

    /** Here or in a directory that this machine asks. */
    private static boolean exists(String group) {
        try {
            return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByGroupName(group) != null;
        } catch (UserPrincipalNotFoundException absent) {
            return false;
        } catch (IOException | UnsupportedOperationException unknown) {
            return true;
        }
    }
}
