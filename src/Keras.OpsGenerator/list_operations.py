"""Writes operations.tsv: the operation classes of keras.ops, and how its functions record them on Keras tensors.

    python list_operations.py        (with the real Keras)

Columns, separated by tabs:
function     the function below keras.ops, "image.resize"; "-" where no function records the class
module       the module below keras.src.ops
class        the class
settings     the constructor's parameters in order: parameter=expression, or parameter:default where the function leaves it out
arguments    the call's arguments: expression, *expression, or parameter=expression; a dictionary of arguments is left out
parameters   the names of the call's parameters
defaults     the function's parameters that have a default, and the JSON of what the operation gets then
"""

import ast
import inspect
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
from keras.src.ops import core, einops, image, linalg, math, nn, numpy
from keras.src.ops.operation import Operation

# Functions that only call another one.
ALIASES = {"abs": "absolute", "conj": "conjugate"}
SETTLED = {"standardize_data_format": "channels_last", "image_data_format": "channels_last", "standardize_dtype": "float32"}
MODULES = [core, einops, image, linalg, math, nn, numpy]


def exports(function):
    """The names below keras.ops of a function."""
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "keras_export":
            names = ast.literal_eval(decorator.args[0])
            names = [names] if isinstance(names, str) else names
            names = [n.removeprefix("keras.ops.") for n in names if n.startswith("keras.ops.")]
            # keras.ops.nn.relu is keras.ops.relu, too; only images have no other name.
            return [n for n in names if "." not in n or n.startswith("image.")]
    return []


def recorded(function, classes):
    """The constructions of operations that a function calls: (class, construction, call)."""
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        made = node.func.value if isinstance(node.func, ast.Attribute) and node.func.attr == "symbolic_call" else node.func
        if isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id in classes:
            yield made.func.id, made, node


def settled(function):
    """The parameters whose default None a function replaces before it records the operation, and by what."""
    found = {}
    for statement in ast.walk(function):
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call):
            called = ast.unparse(statement.value.func).split(".")[-1]
            if called in SETTLED:
                found[ast.unparse(statement.targets[0])] = SETTLED[called]
    return found


def default(parameter):
    value = parameter.default
    return "?" if value is parameter.empty else json.dumps(value)


def settings(cls, made):
    parameters = [p for p in list(inspect.signature(cls.__init__).parameters.values())[1:]
        if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    given = {p.name: ast.unparse(a) for p, a in zip(parameters, made.args)} if made else {}
    given |= {k.arg: ast.unparse(k.value) for k in made.keywords} if made else {}
    return [f"{p.name}={given[p.name]}" if p.name in given else f"{p.name}:{default(p)}" for p in parameters if p.name != "name"]


def row(function, module, cls, made, call, defaults):
    arguments = [ast.unparse(a) for a in call.args] + [f"{k.arg}={ast.unparse(k.value)}" for k in call.keywords if k.arg] if call else []
    parameters = [p.name for p in list(inspect.signature(cls.call).parameters.values())[1:]]
    return [function, module.__name__.removeprefix("keras.src.ops."), cls.__name__,
            "; ".join(settings(cls, made)), "; ".join(arguments), "; ".join(parameters), "; ".join(defaults)]


rows = []
for module in MODULES:
    classes = {n: c for n, c in vars(module).items() if inspect.isclass(c) and issubclass(c, Operation) and c.__module__ == module.__name__}
    seen = set()
    for function in ast.parse(inspect.getsource(module)).body:
        if not isinstance(function, ast.FunctionDef):
            continue
        for name in exports(function):
            signature = inspect.signature(getattr(module, function.name))
            replaced = settled(function)
            defaults = [f"{p.name}={json.dumps(replaced.get(p.name) if p.default is None else p.default)}"
                        for p in signature.parameters.values() if p.default is not p.empty]
            for cls, made, call in list(recorded(function, classes))[:1]:
                rows.append(row(name, module, classes[cls], made, call, defaults))
                seen.add(cls)
    rows += [row("-", module, c, None, None, []) for n, c in classes.items() if n not in seen]

rows += [[alias, *row[1:]] for alias, name in ALIASES.items() for row in rows if row[0] == name]
lines = [f"# The operation classes of keras.ops (Keras {keras.__version__}), written by list_operations.py, which tells of the columns."]
lines += ["\t".join(r) for r in sorted(rows)]
pathlib.Path(__file__).with_name("operations.tsv").write_text("\n".join(lines) + "\n")
