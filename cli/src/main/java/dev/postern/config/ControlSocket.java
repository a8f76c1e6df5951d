package dev.postern.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where operators look at the running proxy, and steer it.
 *
 * @param path of the Unix socket
 * @param group whose members may; empty: that of the process
 */
public record ControlSocket(Path path, Optional<String> group) {}
