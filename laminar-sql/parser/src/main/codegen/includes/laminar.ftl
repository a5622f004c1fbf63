/** A type: the tokens of its name have already been read by TypeParser and came as one. */
SqlTypeNameSpec ParsedType() :
{
}
{
    <PARSED_TYPE> { return ((GrammarToken) token).typeNameSpec(getPos()); }
}

/** An interval that Calcite's literals cannot hold: both months and days, or microseconds. */
SqlNode MixedInterval() :
{
}
{
    <MIXED_INTERVAL> {
        return LaminarOperators.intervalOf(((GrammarToken) token).interval(), getPos());
    }
}

/** The operators that Postgres has and the template lacks. */
void LaminarInfix(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlOperator op;
    final SqlParserPos pos;
    final SqlDataTypeSpec type;
}
{
    <INFIX_CAST> {
        checkNonQueryExpression(exprContext);
        pos = getPos();
    }
    type = DataType() {
        list.add(new SqlParserUtil.ToTreeListItem(PostgresOperators.INFIX_CAST, pos));
        list.add(type);
    }
|
    (
        <JSON_GET> { op = LaminarOperators.JSON_GET; }
    |   <JSON_GET_TEXT> { op = LaminarOperators.JSON_GET_TEXT; }
    |   <POSTGRES_CONCAT> { op = PostgresOperators.CONCAT; }
    |   <AT_TIME_ZONE> { op = LaminarOperators.AT_TIME_ZONE; }
    |   <REGEX_MATCH> { op = SqlStdOperatorTable.POSIX_REGEX_CASE_SENSITIVE; }
    |   <REGEX_MATCH_NO_CASE> { op = SqlStdOperatorTable.POSIX_REGEX_CASE_INSENSITIVE; }
    |   <REGEX_MISMATCH> { op = SqlStdOperatorTable.NEGATED_POSIX_REGEX_CASE_SENSITIVE; }
    |   <REGEX_MISMATCH_NO_CASE> { op = SqlStdOperatorTable.NEGATED_POSIX_REGEX_CASE_INSENSITIVE; }
    )
    {
        checkNonQueryExpression(exprContext);
        list.add(new SqlParserUtil.ToTreeListItem(op, getPos()));
    }
    AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
}

JoinType LeftSemiOrAntiJoin() :
{
}
{
    LOOKAHEAD(2)
    <LEFT> <SEMI> <JOIN> { return JoinType.LEFT_SEMI_JOIN; }
|
    <LEFT> <ANTI> <JOIN> { return JoinType.LEFT_ANTI_JOIN; }
}
