package dev.postern.admin.http;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a Unix socket is.
 *
 * @param path of the socket; its directory exists
 * @param group whose members may connect besides its owner; empty: the process' own
 */
public record SocketPlace(Path path, Optional<String> group) {}
