"""Reads a Python program from standard input and says, as JSON, what Nightjar's rails want to know. It never runs it."""
import ast
import hashlib
import json
import re
import sys

source = sys.stdin.buffer.read().decode("utf-8")
answer = {"error": None, "constants": [], "fingerprint": hashlib.sha256(source.encode()).hexdigest(), "uses": []}

lines = re.split("(?<=\n)|(?<=\r)(?!\n)", source)
starts = [0]
for line in lines:
    starts.append(starts[-1] + len(line.encode("utf-16-le")) // 2)


def offset(line, column):
    """The index in UTF-16 units, which Java counts in; column is in UTF-8 bytes."""
    before = lines[line - 1].encode()[:column].decode()
    return starts[line - 1] + len(before.encode("utf-16-le")) // 2


def literal(node):
    sign = 1
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        sign = -1 if isinstance(node.op, ast.USub) else 1
        node = node.operand
        if not isinstance(node, ast.Constant) or isinstance(node.value, bool) or not isinstance(node.value, (int, float)):
            return None
    if not isinstance(node, ast.Constant):
        return None
    value = node.value
    if isinstance(value, bool):
        return ("flag", value)
    if isinstance(value, int) and abs(value) < 2**63:
        return ("int", sign * value)
    if isinstance(value, float) and abs(value) < 1e308:
        return ("real", sign * value)
    if isinstance(value, str):
        return ("text", value)
    return None


def bound(node):
    """The names that a statement of the module binds, however deep, short of functions and classes."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, (ast.Store, ast.Del)):
            yield inner.id
        if isinstance(inner, ast.Global):
            yield from inner.names


def constants(tree):
    count = {}
    for statement in tree.body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names = [n for inner in ast.walk(statement) if isinstance(inner, ast.Global) for n in inner.names]
        else:
            names = list(bound(statement))
        for name in names:
            count[name] = count.get(name, 0) + 1
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            target = statement.target
        else:
            continue
        node = statement.value
        value = literal(node)
        if isinstance(target, ast.Name) and value is not None and count[target.id] == 1:
            yield {
                "name": target.id,
                "type": value[0],
                "value": value[1],
                "start": offset(node.lineno, node.col_offset),
                "end": offset(node.end_lineno, node.end_col_offset),
            }


class WithoutDocstrings(ast.NodeTransformer):
    def visit_Expr(self, node):
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            return ast.copy_location(ast.Pass(), node)
        return node


PURE = {"int", "float", "abs", "hash", "len", "ord", "round", "pow", "max", "min", "sum", "str", "bytes", "bool", "divmod"}


class Constancy:
    """Which expressions are the same in every trial, whatever seed the engine gave it: made of literals, of names that
    some assignment, default or call gives such a value, and of the clock. One constant source is enough."""

    def __init__(self, tree):
        self.names, self.calls = set(), set()
        self.sources, self.returned, functions = [], [], {}
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                functions.setdefault(node.name, []).append(node)
                self.returned += [(node.name, n.value) for n in ast.walk(node) if isinstance(n, ast.Return) and n.value]
                arguments = node.args
                positional = getattr(arguments, "posonlyargs", []) + arguments.args
                for argument, value in zip(reversed(positional), reversed(arguments.defaults)):
                    self.sources.append((argument.arg, value))
                for argument, value in zip(arguments.kwonlyargs, arguments.kw_defaults):
                    self.sources.append((argument.arg, value))
            elif isinstance(node, ast.ClassDef):
                starts = [n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"]
                functions.setdefault(node.name, []).extend(starts)
        self.functions = functions
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    self.assign(target, node.value)
            elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)):
                self.assign(node.target, node.value)
            elif isinstance(node, (ast.For, ast.comprehension)):
                self.assign(node.target, node.iter)
            elif isinstance(node, ast.Call):
                self.pass_on(node)
        grown = True
        while grown:
            before = len(self.names) + len(self.calls)
            self.names.update(name for name, value in self.sources if self.constant(value))
            self.calls.update(name for name, value in self.returned if self.constant(value))
            grown = len(self.names) + len(self.calls) > before

    def assign(self, target, value):
        if value is None:
            return
        if isinstance(target, ast.Name):
            self.sources.append((target.id, value))
        elif isinstance(target, ast.Attribute):
            self.sources.append((target.attr, value))
        elif isinstance(target, (ast.Tuple, ast.List)):
            values = value.elts if isinstance(value, (ast.Tuple, ast.List)) else [value] * len(target.elts)
            for one, its in zip(target.elts, values):
                self.assign(one, its)

    def pass_on(self, call):
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", None)
        for function in self.functions.get(name, []):
            names = [a.arg for a in getattr(function.args, "posonlyargs", []) + function.args.args]
            if names[:1] == ["self"]:
                names = names[1:]
            self.sources += zip(names, call.args)
            self.sources += [(k.arg, k.value) for k in call.keywords if k.arg]

    def constant(self, node):
        if isinstance(node, ast.Constant):
            return node.value is not None
        if isinstance(node, ast.Name):
            return node.id in self.names
        if isinstance(node, ast.Attribute):
            return node.attr in self.names
        if isinstance(node, ast.UnaryOp):
            return self.constant(node.operand)
        if isinstance(node, ast.BinOp):
            return self.constant(node.left) and self.constant(node.right)
        if isinstance(node, ast.IfExp):
            return self.constant(node.body) and self.constant(node.orelse)
        if isinstance(node, (ast.Tuple, ast.List)):
            return bool(node.elts) and all(map(self.constant, node.elts))
        if isinstance(node, ast.Call):
            arguments = all(map(self.constant, node.args)) and all(self.constant(k.value) for k in node.keywords)
            if isinstance(node.func, ast.Name) and node.func.id == "range":
                return arguments
            if isinstance(node.func, ast.Name):
                return node.func.id in self.calls or node.func.id in PURE and bool(node.args) and arguments
            if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
                return node.func.value.id in ("time", "datetime", "math") and arguments
        return False


class Uses(ast.NodeVisitor):
    def __init__(self, tree):
        self.found = []
        self.names = {}
        self.constancy = Constancy(tree)

    def add(self, node, name):
        self.found.append({"line": node.lineno, "name": name})

    def visit_Import(self, node):
        for alias in node.names:
            self.names[alias.asname or alias.name.split(".")[0]] = alias.name if alias.asname else alias.name.split(".")[0]
            self.add(node, alias.name)

    def visit_ImportFrom(self, node):
        for alias in node.names:
            name = (node.module or "") + "." + alias.name
            self.names[alias.asname or alias.name] = name
            self.add(node, name)
            self.add(node, "." + alias.name)

    def chain(self, node):
        if isinstance(node, ast.Name):
            return self.names.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            owner = self.chain(node.value)
            return owner and owner + "." + node.attr
        if isinstance(node, ast.Call) and self.literal_attribute(node):
            owner = self.chain(node.args[0])
            return owner and owner + "." + node.args[1].value
        return None

    @staticmethod
    def literal_attribute(node):
        """getattr(os, "system") is os.system."""
        return (
            isinstance(node.func, ast.Name)
            and node.func.id in ("getattr", "setattr", "delattr")
            and len(node.args) >= 2
            and isinstance(node.args[1], ast.Constant)
            and isinstance(node.args[1].value, str)
        )

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load):
            self.add(node, self.names.get(node.id, node.id))

    def visit_Attribute(self, node):
        chain = self.chain(node)
        if chain:
            self.add(node, chain)
            if not isinstance(node.ctx, ast.Load):
                self.add(node, "=" + chain.split(".")[0])
        self.add(node, "." + node.attr)
        inner = node.value
        while isinstance(inner, ast.Attribute):
            self.add(node, "." + inner.attr)
            inner = inner.value
        if not isinstance(inner, ast.Name):
            self.visit(inner)

    def visit_Call(self, node):
        if isinstance(node.func, ast.Attribute) and node.args + node.keywords:
            self.add(node, "." + node.func.attr + "(\u2026)")
        if isinstance(node.func, ast.Name) and node.func.id in ("getattr", "setattr", "delattr"):
            if not self.literal_attribute(node):
                self.add(node, node.func.id + "(computed)")
            else:
                self.add(node, "." + node.args[1].value)
                chain = self.chain(node)
                if chain:
                    self.add(node, chain)
                    if node.func.id != "getattr":
                        self.add(node, "=" + chain.split(".")[0])
        chain = self.chain(node.func)
        if chain and not node.args and not node.keywords:
            self.add(node, chain + "()")
        elif chain and all(map(self.constancy.constant, node.args + [k.value for k in node.keywords])):
            self.add(node, chain + "(constant)")
        self.generic_visit(node)


try:
    tree = ast.parse(source)
    uses = Uses(tree)
    uses.visit(tree)
    answer["uses"] = uses.found
    answer["constants"] = list(constants(tree))
    tree = WithoutDocstrings().visit(tree)
    answer["fingerprint"] = hashlib.sha256(ast.dump(tree).encode()).hexdigest()
except SyntaxError as problem:
    answer["error"] = {"line": problem.lineno or 1, "message": str(problem.msg)}
except (ValueError, RecursionError, MemoryError) as problem:
    answer["error"] = {"line": 1, "message": str(problem)}
json.dump(answer, sys.stdout)
