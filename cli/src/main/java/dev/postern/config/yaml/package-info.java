/** The file format: a small, safe part of YAML, with line numbers. The only package that imports the YAML parser. */
@NullMarked
package dev.postern.config.yaml;

import org.jspecify.annotations.NullMarked;
