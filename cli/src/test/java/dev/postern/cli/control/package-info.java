@NullMarked
package dev.postern.cli.control;

import org.jspecify.annotations.NullMarked;
