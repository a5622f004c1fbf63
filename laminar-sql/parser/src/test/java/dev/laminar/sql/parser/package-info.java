/** Tests of the parser. */
@NullMarked
package dev.laminar.sql.parser;

import org.jspecify.annotations.NullMarked;
