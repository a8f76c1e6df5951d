package dev.postern.core.session;

/**
 * What a listening port offers.
 *
 * @param name its name in the configuration
 * @param entrance what lies behind it
 */
public record ListenerSettings(String name, Entrance entrance) {}
