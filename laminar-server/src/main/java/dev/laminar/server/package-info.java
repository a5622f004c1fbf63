/** The engine behind HTTP: pipelines and jobs as resources of a REST API. */
@NullMarked
package dev.laminar.server;

import org.jspecify.annotations.NullMarked;
