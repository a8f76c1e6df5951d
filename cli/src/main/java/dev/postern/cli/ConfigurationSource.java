package dev.postern.cli;

import dev.postern.config.Configuration;
import dev.postern.config.problem.ConfigurationRefused;

/** Where the settings come from, each time that they are asked for. May wait for a disk. */
interface ConfigurationSource {
    Configuration read() throws ConfigurationRefused;

    /** A reload begins, which will read. */
    default void reloadBegins() {}

    /** The reload is over, whether it has changed anything or not. */
    default void reloadIsOver() {}
}
