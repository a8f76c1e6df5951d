@NullMarked
package dev.postern.admin.logout;

import org.jspecify.annotations.NullMarked;
