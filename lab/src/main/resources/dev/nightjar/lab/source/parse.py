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


class Uses(ast.NodeVisitor):
    def __init__(self):
        self.found = []
        self.names = {}

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

    def chain(self, node):
        if isinstance(node, ast.Name):
            return self.names.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            owner = self.chain(node.value)
            return owner and owner + "." + node.attr
        return None

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load):
            self.add(node, self.names.get(node.id, node.id))

    def visit_Attribute(self, node):
        chain = self.chain(node)
        self.add(node, chain or "." + node.attr)
        if chain is None:
            self.visit(node.value)

    def visit_Call(self, node):
        if isinstance(node.func, ast.Attribute):
            self.add(node, "." + node.func.attr)
        chain = self.chain(node.func)
        if chain and not node.args and not node.keywords:
            self.add(node, chain + "()")
        elif chain and all(isinstance(a, ast.Constant) for a in node.args + [k.value for k in node.keywords]):
            self.add(node, chain + "(constant)")
        self.generic_visit(node)


try:
    tree = ast.parse(source)
    uses = Uses()
    uses.visit(tree)
    answer["uses"] = uses.found
    answer["constants"] = list(constants(tree))
    tree = WithoutDocstrings().visit(tree)
    answer["fingerprint"] = hashlib.sha256(ast.dump(tree).encode()).hexdigest()
except SyntaxError as problem:
    answer["error"] = {"line": problem.lineno or 1, "message": str(problem.msg)}
except (ValueError, RecursionError) as problem:
    answer["error"] = {"line": 1, "message": str(problem)}
json.dump(answer, sys.stdout)
