/** Java client of the server's REST API; it depends on no other module of Laminar. */
@NullMarked
package dev.laminar.client;

import org.jspecify.annotations.NullMarked;
