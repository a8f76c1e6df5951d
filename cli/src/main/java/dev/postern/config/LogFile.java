package dev.postern.config;

import java.nio.file.Path;

/**
 * Where the log goes instead of standard output.
 *
 * @param path of the file that is written now; older ones have a number behind their name, 1 the newest
 * @param rotateAt octets at which the next one is begun
 * @param keep how many older ones there are at most
 */
public record LogFile(Path path, int rotateAt, int keep) {}
