/**
 * JSON lines and JSON arrays, decoded from off-heap memory without objects and encoded straight
 * into bytes. Open {@link dev.laminar.format.json.JsonFormat} first, then {@link
 * dev.laminar.format.json.JsonDecoder}, which finds records, and {@link
 * dev.laminar.format.json.ValueDecoder}, of which each column has one.
 */
@NullMarked
package dev.laminar.format.json;

import org.jspecify.annotations.NullMarked;
