"""Runs a script statement by statement and shows each one beside what it prints."""

import ast
import contextlib
import io
import itertools
import shutil
import sys
import textwrap

HEADING = "\n== "  # a statement that prints this begins a section


def show(path):
    """Runs the script at `path` and prints its statements, the results in a column of their own."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    names = {"__name__": "__main__", "__file__": str(path)}
    column = max(len(line) for line in lines if line.startswith("print("))
    for statement in ast.parse(source).body[1:]:  # the first one is the docstring
        code = lines[statement.lineno - 1 : statement.end_lineno]
        result = _run(statement, path, names)
        if result.startswith(HEADING):
            _print_heading(result[len(HEADING) :].strip())
        else:
            _print_columns(code, result.strip("\n").splitlines(), column)


def _run(statement, path, names):
    """Executes one statement; gives what it printed."""
    printed = io.StringIO()
    code = compile(ast.Module([statement], type_ignores=[]), str(path), "exec")
    with contextlib.redirect_stdout(printed):
        exec(code, names)
    return printed.getvalue()


def _print_heading(title):
    bold, plain = ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("", "")
    print(f"\n{bold}{title}{plain}\n")


def _print_columns(code, result, column):
    """Source on the left, result on the right, or below where the terminal is too narrow."""
    width = shutil.get_terminal_size((120, 24)).columns
    if column + max(map(len, result), default=0) + 8 > width:
        print(textwrap.indent("\n".join(code), "    "))
        code, column = [], 8
    for left, right in itertools.zip_longest(code, result, fillvalue=""):
        print(f"    {left:{column}}  {'│ ' + right if result else ''}".rstrip())
