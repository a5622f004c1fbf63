/**
 * The connectors and formats that every installation has: single files, standard output, generators
 * of rows, and the text formats.
 */
@NullMarked
package dev.laminar.connector.builtin;

import org.jspecify.annotations.NullMarked;
