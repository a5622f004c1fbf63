/**
 * Comma-separated values as in RFC 4180. Open {@link dev.laminar.format.csv.CsvFormat} first, then
 * {@link dev.laminar.format.csv.CsvScanner}, which finds the values.
 */
@NullMarked
package dev.laminar.format.csv;

import org.jspecify.annotations.NullMarked;
