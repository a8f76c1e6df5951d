/** The configuration file: its sections, and the settings records that they become. */
@NullMarked
package dev.postern.config;

import org.jspecify.annotations.NullMarked;
