package dev.postern.cli;

import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfigurationFactory;

/**
 * Reads log4j2.xml as Log4j does, and knows the machine's name already: Log4j would have the resolver look it up at each start,
 * wait for that, and complain where it is not found. Named in log4j2.component.properties.
 */
final class LogConfiguration extends XmlConfigurationFactory {
    /** By this one, files can write it: {@code ${hostName}}. */
    private static final String NAME = "hostName";

    @Override
    public Configuration getConfiguration(LoggerContext context, ConfigurationSource source) {
        Configuration read = super.getConfiguration(context, source);
        read.getProperties().put(NAME, HostName.ofThisMachine());
        return read;
    }
}
