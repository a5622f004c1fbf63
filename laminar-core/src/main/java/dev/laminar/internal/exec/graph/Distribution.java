package dev.laminar.internal.exec.graph;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Which subtask of the next stage a row goes to. */
public sealed interface Distribution {

  Distribution FORWARD = new Forward();
  Distribution GATHER = new Gather();
  Distribution REBALANCE = new Rebalance();
  Distribution BROADCAST = new Broadcast();

  /** The subtask of the same number; both stages have the same parallelism. */
  record Forward() implements Distribution {
    @Override
    public String toString() {
      return "forward";
    }
  }

  /** The subtask that owns the key group of these columns. */
  record Hash(int[] keys) implements Distribution {
    @Override
    public String toString() {
      return Arrays.stream(keys)
          .mapToObj(key -> "#" + key)
          .collect(Collectors.joining(", ", "hash(", ")"));
    }
  }

  /** The only subtask. */
  record Gather() implements Distribution {
    @Override
    public String toString() {
      return "gather";
    }
  }

  /** Any: batches in turn. */
  record Rebalance() implements Distribution {
    @Override
    public String toString() {
      return "rebalance";
    }
  }

  /** All of them. */
  record Broadcast() implements Distribution {
    @Override
    public String toString() {
      return "broadcast";
    }
  }
}
