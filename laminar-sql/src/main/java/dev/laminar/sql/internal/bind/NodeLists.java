package dev.laminar.sql.internal.bind;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/** Lists of the parser, whose elements are never null where they are read here. */
final class NodeLists {

  private NodeLists() {}

  static List<SqlNode> of(@Nullable SqlNodeList list) {
    List<SqlNode> nodes = new ArrayList<>();
    if (list != null) {
      for (@Nullable SqlNode node : list) {
        if (node != null) {
          nodes.add(node);
        }
      }
    }
    return nodes;
  }

  static List<SqlIdentifier> identifiers(@Nullable SqlNodeList list) {
    return of(list).stream().map(SqlIdentifier.class::cast).toList();
  }
}
