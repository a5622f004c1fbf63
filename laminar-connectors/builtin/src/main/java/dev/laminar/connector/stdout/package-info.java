/** The program's standard output as a sink. */
@NullMarked
package dev.laminar.connector.stdout;

import org.jspecify.annotations.NullMarked;
