package dev.laminar.sql.parser;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.util.Litmus;

/**
 * The type of a cast, as Calcite's validator sees it. What the name means is for the type factory
 * to say if it is a {@link Resolver}; else the nearest standard type is taken.
 */
public final class TypeNameSpec extends SqlTypeNameSpec {
  private final TypeName name;

  /** A type factory that knows Laminar's types by their names. */
  public interface Resolver {
    /** The type of that name, not nullable. */
    RelDataType resolve(TypeName name);
  }

  public TypeNameSpec(TypeName name, SqlParserPos pos) {
    super(new SqlIdentifier(name.toString(), pos), pos);
    this.name = name;
  }

  /** The name of the type. */
  public TypeName name() {
    return name;
  }

  @Override
  public RelDataType deriveType(SqlValidator validator) {
    RelDataTypeFactory factory = validator.getTypeFactory();
    return factory instanceof Resolver resolver
        ? resolver.resolve(name)
        : StandardTypes.of(name, factory);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.print(name.toString());
    writer.setNeedWhitespace(true);
  }

  @Override
  public boolean equalsDeep(SqlTypeNameSpec other, Litmus litmus) {
    return (other instanceof TypeNameSpec spec && spec.name.equals(name))
        ? litmus.succeed()
        : litmus.fail("{} != {}", this, other);
  }
}
