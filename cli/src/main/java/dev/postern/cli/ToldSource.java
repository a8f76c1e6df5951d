package dev.postern.cli;

import dev.postern.cli.systemd.ServiceNotice;
import dev.postern.config.Configuration;
import dev.postern.config.ConfigurationFile;
import dev.postern.config.problem.ConfigurationRefused;

/** A configuration file whose reloads the service manager hears of. */
record ToldSource(ConfigurationFile file, ServiceNotice manager) implements ConfigurationSource {
    @Override
    public Configuration read() throws ConfigurationRefused {
        return file.read();
    }

    @Override
    public void reloadBegins() {
        manager.reloading();
    }

    @Override
    public void reloadIsOver() {
        manager.ready();
    }
}
