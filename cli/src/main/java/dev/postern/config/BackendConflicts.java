package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.core.mailbox.MailboxFile;
import dev.postern.core.mailbox.MailboxFileProblem;
import dev.postern.core.mailbox.UnusableMailboxFile;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What several backends, and the rules that lead to them, must agree on, so that every mailbox has one home. */
final class BackendConflicts {
    private static final int MOST = 250;

    private final Mapping file;
    private final Entry backendsEntry;
    private final List<Mapping> tables;
    private final List<MailBackend> backends;
    private final List<String> names;

    BackendConflicts(Mapping file, Entry backendsEntry, List<Mapping> tables, List<MailBackend> backends) {
        this.file = file;
        this.backendsEntry = backendsEntry;
        this.tables = tables;
        this.backends = backends;
        this.names = backends.stream().map(MailBackend::name).toList();
    }

    /** Names, and doors: a mailbox is read and written at one place. */
    void tell(Set<ProtocolName> served) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < tables.size(); i++) {
            String name = names.get(i);
            if (tables.get(i).sound(BackendSection.NAME)) {
                tellName(tables.get(i), name, !seen.add(name));
            }
            for (ProtocolName protocol : served) {
                tellDoor(tables.get(i), backends.get(i), protocol);
            }
        }
        if (backends.size() > MOST) {
            file.problem(backendsEntry, "has " + backends.size() + " entries", "keep " + MOST + " at most");
        }
    }

    private static void tellName(Mapping table, String name, boolean again) {
        if (again) {
            table.problem(BackendSection.NAME, "is '" + name + "', as another backend's", "choose another name");
        }
        if (name.equals(MailboxRoutesSection.NONE)) {
            table.problem(BackendSection.NAME, "is 'none', which means no backend", "choose another name");
        }
    }

    private void tellDoor(Mapping table, MailBackend backend, ProtocolName protocol) {
        boolean others =
                backends.stream().anyMatch(other -> other.door(protocol).isPresent());
        Entry door = BackendSection.door(protocol);
        if (others && backend.door(protocol).isEmpty() && !table.written(door)) {
            table.problem(
                    door,
                    "is missing, but a listener speaks " + protocol.text() + " for the mailboxes of all backends",
                    "add it; it may name the same server as another backend's");
        }
    }

    /** Without rules. */
    void tellUnruled() {
        if (backends.size() > 1) {
            file.problem(
                    backendsEntry,
                    "has " + backends.size() + " entries, and nothing says which mailbox lives where",
                    "add mailbox-routes, with at least default");
        }
    }

    /** With rules, and their table. */
    void tell(Mapping table, MailboxRoutes routes) {
        if (!tables.stream().allMatch(backend -> backend.sound(BackendSection.NAME))) {
            return;
        }
        if (backends.size() > 1 && !table.written(MailboxRoutesSection.DEFAULT)) {
            table.problem(
                    MailboxRoutesSection.DEFAULT,
                    "is missing",
                    "name the backend of all other mailboxes; or write none, and these are refused");
        }
        String known = String.join(", ", names);
        Optional<String> standard = routes.standard();
        if (standard.isPresent() && !names.contains(standard.get())) {
            table.problem(
                    MailboxRoutesSection.DEFAULT,
                    "is '" + standard.get() + "', no backend",
                    "write one of " + known + ", or none");
        }
        for (Map.Entry<String, String> domain : routes.domains().entrySet()) {
            if (!names.contains(domain.getValue())) {
                table.problem(
                        MailboxRoutesSection.DOMAINS,
                        "has " + domain.getKey() + " at '" + domain.getValue() + "', no backend",
                        "write one of " + known);
            }
        }
        routes.file().ifPresent(path -> tellFile(table, path));
        if (routes.file().isEmpty() && routes.claim().isEmpty()) {
            tellUnused(routes);
        }
    }

    private void tellFile(Mapping table, Path path) {
        try {
            MailboxFile.check(path, names);
        } catch (UnusableMailboxFile unusable) {
            for (MailboxFileProblem problem : unusable.problems()) {
                String at = problem.line() == 0 ? "" : ":" + problem.line();
                table.problem(MailboxRoutesSection.FILE, path + at + ": " + problem.what(), problem.mend());
            }
            int untold = unusable.count() - unusable.problems().size();
            if (untold > 0) {
                table.problem(
                        MailboxRoutesSection.FILE, path + " has " + untold + " more problems", "mend these first");
            }
        }
    }

    private void tellUnused(MailboxRoutes routes) {
        Set<String> used = new HashSet<>(routes.domains().values());
        routes.standard().ifPresent(used::add);
        for (int i = 0; i < tables.size() && backends.size() > 1; i++) {
            if (!used.contains(names.get(i))) {
                tables.get(i)
                        .problem(
                                BackendSection.NAME,
                                "is '" + names.get(i) + "', to which no rule of mailbox-routes leads",
                                "name it in domains or default, add file or claim, or remove the backend");
            }
        }
    }
}
