/**
 * A plan cut into stages: what runs together and what moves rows between. Open {@link
 * dev.laminar.internal.exec.graph.StageGraph} first, then {@link
 * dev.laminar.internal.exec.graph.StageCutter}, which makes one of a plan.
 */
@NullMarked
package dev.laminar.internal.exec.graph;

import org.jspecify.annotations.NullMarked;
