/** Tests of the inside of the parser. */
@NullMarked
package dev.laminar.sql.parser.internal;

import org.jspecify.annotations.NullMarked;
