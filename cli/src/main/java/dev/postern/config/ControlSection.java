package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.SocketPath;
import dev.postern.config.type.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Where operators look at the running proxy, and steer it. */
final class ControlSection implements Section<ControlSocket> {
    private static final Setting<Path> SOCKET = Setting.required(
            "socket",
            new SocketPath(),
            Path.of("/run/postern/control.sock"),
            "The Unix socket; its directory must be there, and be writable by nobody but Postern's user. Mode 0660.");
    private static final Setting<String> GROUP = Setting.optional(
            "group",
            new Text("the name of a group", Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}\\$?")),
            "postern",
            "Whose members may use the socket: whoever may sees who is in, and can end sessions. "
                    + "Postern's user must be a member. Left out, it is the group that Postern runs as.");

    @Override
    public List<Entry> entries() {
        return List.of(SOCKET, GROUP);
    }

    @Override
    public Map<String, String> mistakes() {
        return Map.of("path", "write socket", "mode", "it is always 0660", "port", "it is a Unix socket: write socket");
    }

    @Override
    public ControlSocket read(Mapping mapping) {
        return new ControlSocket(mapping.value(SOCKET), mapping.optional(GROUP));
    }
}
