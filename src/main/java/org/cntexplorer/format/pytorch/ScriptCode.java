package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.pytorch.ScriptLines.Line;
import org.cntexplorer.format.pytorch.ScriptTree.Definition;
import org.cntexplorer.format.pytorch.ScriptTree.Expression;
import org.cntexplorer.format.pytorch.ScriptTree.Parameter;
import org.cntexplorer.format.pytorch.ScriptTree.Statement;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;

/** The archived source of a TorchScript model, as text: classes with their constants and methods, and functions, by their paths. */
final class ScriptCode {
    private static final int DEEPEST = 60;

    /** Where the lines of a definition are, head first. */
    private record Place(List<Line> lines, int from, int to) {}

    private final Map<String, Place> definitions = new HashMap<>();
    private final Map<String, Map<String, String>> constants = new HashMap<>();
    private final Map<String, Definition> parsed = new HashMap<>();

    /** @param files source by its path below code/: "__torch__/torch/nn/modules/conv.py" */
    ScriptCode(Map<String, String> files) {
        files.forEach((path, source) -> index(path.substring(0, path.length() - ".py".length()).replace('/', '.'), ScriptLines.of(source)));
    }

    private void index(String module, List<Line> lines) {
        String owner = "";
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.indent() == 0) {
                owner = line.text().startsWith("class ") ? line.text().substring(6).split("[(:]", 2)[0].strip() : "";
            }
            String path = module + (owner.isEmpty() ? "" : "." + owner);
            if (!owner.isEmpty() && line.text().startsWith("class ")) {
                constants.put(path, new LinkedHashMap<>());
            }
            if (line.text().startsWith("def ")) {
                int end = i + 1;
                while (end < lines.size() && lines.get(end).indent() > line.indent()) {
                    end++;
                }
                definitions.put(path + "." + line.text().substring(4).split("\\(", 2)[0].strip(), new Place(lines, i, end));
                i = end - 1;
            } else if (line.text().contains(": Final[") && constants.containsKey(path)) {
                int equals = line.text().indexOf(" = ");
                if (equals > 0) {
                    constants.get(path).put(line.text().substring(0, line.text().indexOf(':')).strip(), line.text().substring(equals + 3));
                }
            }
        }
    }

    /** Whether a class says what it was made with, as scripted ones do, and traced ones do not. */
    boolean hasConstants(String path) {
        return !constants.getOrDefault(path, Map.of()).isEmpty();
    }

    boolean isClass(String path) {
        return constants.containsKey(path);
    }

    /** What a class was made with. */
    Optional<Expression> constant(String path, String name) throws Misfit {
        String text = constants.getOrDefault(path, Map.of()).get(name);
        return text == null ? Optional.empty() : Optional.of(ScriptExpressions.parse(text));
    }

    boolean defines(String path) {
        return definitions.containsKey(path);
    }

    /** A function, or the method of a class. */
    Definition definition(String path) throws Misfit {
        Definition known = parsed.get(path);
        if (known == null) {
            Place place = definitions.get(path);
            if (place == null) {
                throw new Misfit("its code lacks " + path);
            }
            Line head = place.lines().get(place.from());
            int[] at = {place.from() + 1};
            List<Statement> body = at[0] < place.to() ? block(place.lines(), at, place.to(), place.lines().get(at[0]).indent(), 0) : List.of();
            known = new Definition(path.substring(path.lastIndexOf('.') + 1), parameters(head.text()), body);
            parsed.put(path, known);
        }
        return known;
    }

    private static List<Parameter> parameters(String head) throws Misfit {
        int open = head.indexOf('(');
        List<Parameter> parameters = new ArrayList<>();
        int depth = 0;
        int start = open + 1;
        for (int i = open + 1; i < head.length(); i++) {
            char c = head.charAt(i);
            if (c == '"' || c == '\'') {
                i = Math.max(i, ScriptLines.closing(head, i));
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (depth > 0 && (c == ')' || c == ']' || c == '}')) {
                depth--;
            } else if (c == ',' && depth == 0 || c == ')') {
                String one = head.substring(start, i).strip();
                if (!one.isEmpty()) {
                    parameters.add(parameter(one));
                }
                start = i + 1;
                if (c == ')') {
                    break;
                }
            }
        }
        return parameters;
    }

    private static Parameter parameter(String text) throws Misfit {
        int colon = text.indexOf(':');
        int equals = text.indexOf('=');
        String name = text.substring(0, colon >= 0 ? colon : equals >= 0 ? equals : text.length()).strip();
        String type = colon < 0 ? "" : text.substring(colon + 1, equals > colon ? equals : text.length()).strip();
        return new Parameter(name, type, equals < 0 ? null : ScriptExpressions.parse(text.substring(equals + 1)));
    }

    private static List<Statement> block(List<Line> lines, int[] at, int end, int indent, int depth) throws Misfit {
        if (depth > DEEPEST) {
            throw new Misfit("its code is nested more than " + DEEPEST + " deep");
        }
        List<Statement> statements = new ArrayList<>();
        while (at[0] < end && lines.get(at[0]).indent() >= indent) {
            String text = lines.get(at[0]++).text();
            if (text.startsWith("if ") && text.endsWith(":")) {
                List<Statement> then = below(lines, at, end, indent, depth);
                List<Statement> otherwise = List.of();
                if (at[0] < end && lines.get(at[0]).indent() == indent && lines.get(at[0]).text().equals("else:")) {
                    at[0]++;
                    otherwise = below(lines, at, end, indent, depth);
                }
                statements.add(new ScriptTree.If(ScriptExpressions.parse(text.substring(3, text.length() - 1)), then, otherwise));
            } else if (text.startsWith("for ") && text.endsWith(":") && text.contains(" in ")) {
                int in = text.indexOf(" in ");
                List<Statement> body = below(lines, at, end, indent, depth);
                statements.add(new ScriptTree.For(text.substring(4, in).strip(), ScriptExpressions.parse(text.substring(in + 4, text.length() - 1)), body));
            } else if (text.endsWith(":") && (text.startsWith("while ") || text.startsWith("with "))) {
                below(lines, at, end, indent, depth);
                statements.add(new ScriptTree.Unknown(text));
            } else if (!text.equals("pass")) {
                statements.add(statement(text));
            }
        }
        return statements;
    }

    private static List<Statement> below(List<Line> lines, int[] at, int end, int indent, int depth) throws Misfit {
        return at[0] < end && lines.get(at[0]).indent() > indent ? block(lines, at, end, lines.get(at[0]).indent(), depth + 1) : List.of();
    }

    private static Statement statement(String text) throws Misfit {
        if (text.equals("return") || text.startsWith("return ")) {
            return new ScriptTree.Return(text.length() < 7 ? new ScriptTree.Literal(Py.NONE) : ScriptExpressions.parse(text.substring(7)));
        }
        int equals = assignment(text);
        if (equals < 0) {
            return new ScriptTree.Evaluate(ScriptExpressions.parse(text));
        }
        List<String> names = new ArrayList<>();
        String targets = text.substring(0, equals).strip();
        for (String name : targets.split(",")) {
            String bare = name.strip();
            int colon = bare.indexOf(':');
            bare = colon < 0 ? bare : bare.substring(0, colon).strip();
            if (!bare.isEmpty()) {
                names.add(bare.matches("\\w+") ? bare : "");
            }
        }
        return new ScriptTree.Assign(names, names.size() > 1 || targets.endsWith(","), ScriptExpressions.parse(text.substring(equals + 1)));
    }

    /** Where the sign is that gives names their values, outside of brackets and texts. */
    private static int assignment(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                i = Math.max(i, ScriptLines.closing(text, i));
            } else if (c == '(' || c == '[') {
                depth++;
            } else if (c == ')' || c == ']') {
                depth--;
            } else if (c == '=' && depth == 0) {
                return i + 1 < text.length() && text.charAt(i + 1) == '=' ? -1 : i;
            }
        }
        return -1;
    }
}
