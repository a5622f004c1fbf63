/**
 * The local runner: a job is tasks that pass elements through bounded queues. Open {@link
 * dev.laminar.internal.exec.LocalRunner} first, then {@link dev.laminar.internal.exec.LocalJob},
 * {@link dev.laminar.internal.exec.Task} and {@link dev.laminar.internal.exec.Element}, what flows.
 *
 * <p>Stages come from {@code exec.graph}. Each subtask of a stage is a {@code Task}: either its
 * first step reads splits ({@code SourceTask}) or it takes elements from other tasks ({@code
 * OperatorTask}); a {@code Chain} of operators follows; its results end in an {@code Outlet}: an
 * exchange to the next stage or a sink. Tasks and everything that blocks beside them are actors of
 * {@code exec.schedule}.
 */
@NullMarked
package dev.laminar.internal.exec;

import org.jspecify.annotations.NullMarked;
