"""Writes a C function for each operator of the table, which calls it with random arguments."""

from __future__ import annotations

ARGUMENTS = {
    "bool": ["a_bool()"],
    "int": ["an_int()"],
    "real": ["a_real()"],
    "dtype": ["a_dtype()"],
    "context": ["a_context()"],
}


def function(op):
    """The text of one function."""
    name = op["c_name"]
    lines, arguments, frees = [], [], []
    several = op["outputs"] != 1
    if several:
        arguments += ["out", "out_count"]
    else:
        arguments.append("out")
    like = "NULL"
    for number, given in enumerate(op["inputs"]):
        variable = f"input{number}"
        if given["variadic"]:
            lines.append(f"const array_list {variable} = some_arrays({like});")
            arguments += [f"{variable}.arrays", f"{variable}.count"]
            frees.append(f"free({variable}.arrays);")
        else:
            source = "perhaps_an_array" if given.get("optional") else "an_array"
            lines.append(f"swnd_array {variable} = {source}({like});")
            arguments.append(variable)
            like = variable
    for number, parameter in enumerate(op["parameters"]):
        kind = parameter["kind"]
        if kind == "ints":
            variable = f"list{number}"
            lines.append(f"const int_list {variable} = some_ints();")
            arguments += [f"{variable}.values", f"{variable}.count"]
            frees.append(f"free({variable}.values);")
        elif kind in ARGUMENTS:
            arguments += ARGUMENTS[kind]
        else:
            count = len(parameter.get("choices") or [])
            arguments.append(f"(swnd_{name[5:]}_{parameter['name']})a_choice({count})")
    if not several:
        lines.append("(void)out_count;")
    call = f"const swnd_status status = {name}({', '.join(arguments)});"
    body = "\n".join(f"    {line}" for line in [*lines, call, *frees, "return status;"])
    return f"static swnd_status call_{name}(swnd_array *out, size_t out_count) {{\n{body}\n}}\n"


def text(operators):
    """The whole file, for a table of operators."""
    rows = []
    for op in operators:
        name, several = op["c_name"], "true" if op["outputs"] != 1 else "false"
        rows.append(f'    {{"{name}", call_{name}, {several}}}')
    return (
        "\n".join(function(op) for op in operators)
        + "\nstatic const struct {\n    const char *name;\n"
        + "    swnd_status (*call)(swnd_array *, size_t);\n    bool is_several;\n"
        + "} operators[] = {\n"
        + ",\n".join(rows)
        + "\n};\n"
    )
