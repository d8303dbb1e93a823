package org.cntexplorer.format.pytorch;

import java.util.List;
import java.util.Map;

/** The little of Python that archived code of TorchScript is written in. */
final class ScriptTree {
    private ScriptTree() {}

    /** What has a value. */
    sealed interface Expression {}

    /** A constant. */
    record Literal(Py value) implements Expression {}

    /** A variable, or the beginning of a path. */
    record Name(String name) implements Expression {}

    /** base.name */
    record Attribute(Expression base, String name) implements Expression {}

    /** base[index] */
    record Subscript(Expression base, Expression index) implements Expression {}

    /** callee(arguments, name=argument) */
    record Call(Expression callee, List<Expression> arguments, Map<String, Expression> named) implements Expression {}

    /** A list or a tuple. */
    record Items(List<Expression> items) implements Expression {}

    /** What does something. */
    sealed interface Statement {}

    /** One or several names get a value. */
    record Assign(List<String> names, boolean several, Expression value) implements Statement {}

    /** An expression whose value nobody takes. */
    record Evaluate(Expression value) implements Statement {}

    record Return(Expression value) implements Statement {}

    record If(Expression condition, List<Statement> then, List<Statement> otherwise) implements Statement {}

    /** for name in values */
    record For(String name, Expression values, List<Statement> body) implements Statement {}

    /** What is not followed: while, with. */
    record Unknown(String what) implements Statement {}

    /** @param fallback the default; null where there is none */
    record Parameter(String name, String type, Expression fallback) {}

    /** A function or a method. */
    record Definition(String name, List<Parameter> parameters, List<Statement> body) {}
}
