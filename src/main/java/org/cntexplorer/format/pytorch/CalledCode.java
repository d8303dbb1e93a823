package org.cntexplorer.format.pytorch;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** What a pickle wants Python to call: classes of a model are usual, whatever their names; the system's functions are not. */
final class CalledCode {
    private static final Set<String> SYSTEM = Set.of("posix", "nt", "os", "subprocess", "sys", "runpy", "socket", "webbrowser", "shutil", "importlib", "pty",
            "ctypes", "pickle", "_pickle", "commands", "code", "codeop", "platform", "pip", "builtins", "__builtin__", "pathlib", "io", "_io", "operator",
            "urllib", "http", "multiprocessing", "asyncio", "timeit", "cProfile", "pdb", "bdb", "types", "marshal", "tempfile", "requests", "aiohttp");
    private static final Set<String> HARMLESS = Set.of("builtins.set", "builtins.frozenset", "builtins.bytearray", "builtins.bytes", "builtins.complex",
            "builtins.slice", "builtins.object", "builtins.list", "builtins.dict", "builtins.tuple", "builtins.range", "builtins.int", "builtins.float",
            "builtins.str", "builtins.bool", "__builtin__.set", "__builtin__.frozenset", "__builtin__.bytearray", "__builtin__.bytes", "__builtin__.complex",
            "__builtin__.slice", "__builtin__.object", "__builtin__.list", "__builtin__.dict", "__builtin__.tuple", "__builtin__.range", "__builtin__.int",
            "__builtin__.float", "__builtin__.str", "__builtin__.bool", "__builtin__.unicode", "__builtin__.long", "__builtin__.xrange",
            "pathlib.PosixPath", "pathlib.WindowsPath", "pathlib.Path", "pathlib.PurePath", "pathlib.PurePosixPath", "pathlib.PureWindowsPath",
            "types.SimpleNamespace", "operator.itemgetter", "operator.attrgetter");

    private CalledCode() {}

    /** The first of them that no model needs. */
    static Optional<String> suspicious(Collection<String> called) {
        return called.stream().filter(path -> {
            int dot = path.indexOf('.');
            return dot > 0 && SYSTEM.contains(path.substring(0, dot)) && !HARMLESS.contains(path);
        }).findFirst();
    }
}
