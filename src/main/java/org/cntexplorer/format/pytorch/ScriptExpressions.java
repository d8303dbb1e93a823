package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cntexplorer.format.pytorch.ScriptTree.Expression;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;

/** Parses the expressions of one logical line: names, attributes, subscripts, calls, lists, tuples, numbers and texts. */
final class ScriptExpressions {
    private static final int DEEPEST = 200;

    private final String text;
    private int at;
    private int depth;

    ScriptExpressions(String text) {
        this.text = text;
    }

    /** The whole line: an expression, or several that make a tuple. */
    static Expression parse(String text) throws Misfit {
        ScriptExpressions parser = new ScriptExpressions(text);
        Expression value = parser.list();
        parser.blanks();
        if (parser.at < text.length()) {
            throw parser.bad();
        }
        return value;
    }

    private Misfit bad() {
        return new Misfit("its code is not understood at \"" + text.substring(Math.min(at, text.length()), Math.min(text.length(), at + 40)) + "\"");
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean next(char c) {
        blanks();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private Expression list() throws Misfit {
        Expression first = expression();
        if (!next(',')) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        blanks();
        while (at < text.length()) {
            items.add(expression());
            if (!next(',')) {
                break;
            }
            blanks();
        }
        return new ScriptTree.Items(items);
    }

    private Expression expression() throws Misfit {
        if (++depth > DEEPEST) {
            throw bad();
        }
        Expression value = primary();
        for (int parts = 0;; parts++) {
            if (parts > DEEPEST) {
                throw bad();
            }
            if (next('.')) {
                value = new ScriptTree.Attribute(value, name());
            } else if (next('(')) {
                value = call(value);
            } else if (next('[')) {
                Expression index = until(']');
                value = new ScriptTree.Subscript(value, index);
            } else {
                depth--;
                return value;
            }
        }
    }

    private Expression call(Expression callee) throws Misfit {
        List<Expression> arguments = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        while (!next(')')) {
            blanks();
            int before = at;
            String name = at < text.length() && Character.isJavaIdentifierStart(text.charAt(at)) ? name() : "";
            blanks();
            if (!name.isEmpty() && at + 1 < text.length() && text.charAt(at) == '=' && text.charAt(at + 1) != '=') {
                at++;
                named.put(name, expression());
            } else {
                at = before;
                arguments.add(expression());
            }
            if (!next(',') && (at >= text.length() || text.charAt(at) != ')')) {
                throw bad();
            }
        }
        return new ScriptTree.Call(callee, arguments, named);
    }

    /** Items up to a closing bracket: one stands for itself, unless a comma makes it a tuple. */
    private Expression until(char close) throws Misfit {
        int before = at;
        List<Expression> items = items(close);
        boolean tuple = items.size() != 1 || text.substring(before, at - 1).stripTrailing().endsWith(",");
        return tuple ? new ScriptTree.Items(items) : items.getFirst();
    }

    private List<Expression> items(char close) throws Misfit {
        List<Expression> items = new ArrayList<>();
        while (!next(close)) {
            items.add(expression());
            if (!next(',') && (at >= text.length() || text.charAt(at) != close)) {
                throw bad();
            }
        }
        return items;
    }

    private Expression primary() throws Misfit {
        blanks();
        if (at >= text.length()) {
            throw bad();
        }
        char c = text.charAt(at);
        if (c == '(') {
            at++;
            return until(')');
        }
        if (c == '[') {
            at++;
            return new ScriptTree.Items(items(']'));
        }
        if (c == '{') {
            int close = text.indexOf('}', at);
            at = close < 0 ? text.length() : close + 1;
            return new ScriptTree.Literal(Py.UNKNOWN);
        }
        if (c == '"' || c == '\'') {
            int close = ScriptLines.closing(text, at);
            if (close < 0) {
                throw bad();
            }
            String inside = text.substring(at + 1, close);
            at = close + 1;
            return new ScriptTree.Literal(new Py.Text(inside));
        }
        if (c == '-' || Character.isDigit(c) || c == '.') {
            return number();
        }
        return switch (name()) {
            case "None" -> new ScriptTree.Literal(Py.NONE);
            case "inf" -> new ScriptTree.Literal(new Py.Real(Double.POSITIVE_INFINITY));
            case "True" -> new ScriptTree.Literal(new Py.Truth(true));
            case "False" -> new ScriptTree.Literal(new Py.Truth(false));
            case String name -> new ScriptTree.Name(name);
        };
    }

    private Expression number() throws Misfit {
        int start = at;
        boolean negative = next('-');
        blanks();
        if (negative && at < text.length() && !Character.isDigit(text.charAt(at)) && text.charAt(at) != '.') {
            return new ScriptTree.Call(new ScriptTree.Name("neg"), List.of(expression()), Map.of());
        }
        int digits = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.'
                || (text.charAt(at) == '-' || text.charAt(at) == '+') && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E'))) {
            at++;
        }
        String number = text.substring(digits, at);
        try {
            Py value = number.matches("\\d+") ? new Py.Whole(Long.parseLong((negative ? "-" : "") + number))
                    : new Py.Real((negative ? -1 : 1) * Double.parseDouble(number));
            return new ScriptTree.Literal(value);
        } catch (NumberFormatException e) {
            at = start;
            throw bad();
        }
    }

    private String name() throws Misfit {
        blanks();
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        if (at == start) {
            throw bad();
        }
        return text.substring(start, at);
    }
}
