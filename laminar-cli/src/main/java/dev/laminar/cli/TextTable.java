package dev.laminar.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays rows of texts out as a table for a terminal: headings, columns as wide as their content up
 * to a limit, numbers to the right. Collects rows until {@link #render}. One thread.
 */
final class TextTable {

  private static final int WIDEST = 60;

  private final List<String> headings;
  private final boolean[] right;
  private final List<String[]> rows = new ArrayList<>();

  /**
   * @param right which columns are set to the right, as numbers are
   */
  TextTable(List<String> headings, boolean[] right) {
    this.headings = List.copyOf(headings);
    this.right = right.clone();
  }

  /**
   * @param first what stands in front of the cells, or null if there is nothing
   */
  void add(List<String> cells, @Nullable String first) {
    List<String> row = new ArrayList<>(cells);
    if (first != null) {
      row.addFirst(first);
    }
    rows.add(row.toArray(String[]::new));
  }

  int size() {
    return rows.size();
  }

  String render() {
    int[] widths = widths();
    StringBuilder out = new StringBuilder();
    line(out, headings.toArray(String[]::new), widths);
    rule(out, widths);
    rows.forEach(row -> line(out, row, widths));
    return out.toString();
  }

  private int[] widths() {
    int[] widths = new int[headings.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      int widest = rows.stream().mapToInt(row -> width(clean(row[column]))).max().orElse(0);
      widths[i] = Math.min(WIDEST, Math.max(width(headings.get(i)), widest));
    }
    return widths;
  }

  private void line(StringBuilder out, String[] cells, int[] widths) {
    for (int i = 0; i < cells.length; i++) {
      String cell = cut(clean(cells[i]), widths[i]);
      String padding = " ".repeat(widths[i] - width(cell));
      boolean last = i == cells.length - 1;
      out.append(i == 0 ? " " : " │ ");
      out.append(right[i] ? padding + cell : last ? cell : cell + padding);
    }
    out.append('\n');
  }

  private static void rule(StringBuilder out, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      out.append(i == 0 ? "─" : "─┼─").append("─".repeat(widths[i]));
    }
    out.append("─\n");
  }

  private static String clean(String text) {
    return text.replace("\n", "⏎").replace("\r", "").replace("\t", " ");
  }

  private static String cut(String text, int width) {
    return width(text) <= width
        ? text
        : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
