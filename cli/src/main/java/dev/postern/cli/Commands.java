package dev.postern.cli;

import dev.postern.cli.control.DrainCommand;
import dev.postern.cli.control.LogLevelCommand;
import dev.postern.cli.control.ReloadCommand;
import dev.postern.cli.control.SessionsCommand;
import dev.postern.cli.control.StatusCommand;
import dev.postern.cli.control.TopCommand;
import dev.postern.cli.doctor.DoctorCommand;
import dev.postern.cli.manual.GenerateCompletionCommand;
import dev.postern.cli.manual.GenerateManCommand;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The commands by name, in the order of {@code --help}. Only those that are wanted are looked at: that takes time. */
final class Commands {
    /** Write about all the others. */
    private static final Set<String> ABOUT_ALL = Set.of("generate-completion", "generate-man");

    private static final Map<String, Supplier<Object>> ALL = inOrder();

    private Commands() {}

    private static Map<String, Supplier<Object>> inOrder() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("serve", ServeCommand::new);
        commands.put("demo", DemoCommand::new);
        commands.put("config", ConfigCommand::new);
        commands.put("token", TokenCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("status", StatusCommand::new);
        commands.put("top", TopCommand::new);
        commands.put("sessions", SessionsCommand::new);
        commands.put("reload", ReloadCommand::new);
        commands.put("drain", DrainCommand::new);
        commands.put("log-level", LogLevelCommand::new);
        commands.put("generate-completion", GenerateCompletionCommand::new);
        commands.put("generate-man", GenerateManCommand::new);
        return Collections.unmodifiableMap(commands);
    }

    static Map<String, Supplier<Object>> all() {
        return ALL;
    }

    /** The one that is named, alone; all of them where none is, or where it is about all. */
    static Map<String, Supplier<Object>> wanted(String... arguments) {
        if (arguments.length == 0 || ABOUT_ALL.contains(arguments[0])) {
            return ALL;
        }
        Supplier<Object> command = ALL.get(arguments[0]);
        return command == null ? ALL : Map.of(arguments[0], command);
    }
}
