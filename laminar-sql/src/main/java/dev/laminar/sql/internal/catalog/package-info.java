/**
 * What a script has declared so far: tables, views and settings, checked against the connectors and
 * formats at hand. Open {@link dev.laminar.sql.internal.catalog.Catalog} first.
 */
@NullMarked
package dev.laminar.sql.internal.catalog;

import org.jspecify.annotations.NullMarked;
