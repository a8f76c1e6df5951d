/** Tests of the ports of the other plane. */
@org.jspecify.annotations.NullMarked
package dev.postern.admin.http;
