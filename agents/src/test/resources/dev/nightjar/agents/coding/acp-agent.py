"""A coding agent that speaks the Agent Client Protocol: JSON-RPC, a message a line. What it does is its first argument."""
import json
import os
import sys
import time

mode = sys.argv[1]
waiting = 0


def send(message):
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
    sys.stdout.flush()


def receive():
    line = sys.stdin.readline()
    if not line:
        sys.exit(0)
    return json.loads(line)


def ask(method, params):
    global waiting
    waiting += 1
    send({"id": "a%d" % waiting, "method": method, "params": params})
    while True:
        answer = receive()
        if answer.get("id") == "a%d" % waiting:
            return answer


def say(session, text):
    send({"method": "session/update", "params": {"sessionId": session, "update": {
        "sessionUpdate": "agent_message_chunk", "content": {"type": "text", "text": text}}}})


def permission(session, kind):
    answer = ask("session/request_permission", {
        "sessionId": session,
        "toolCall": {"toolCallId": "t1", "title": "Do it", "kind": kind},
        "options": [
            {"optionId": "yes", "name": "Yes", "kind": "allow_once"},
            {"optionId": "no", "name": "No", "kind": "reject_once"}]})
    return answer["result"]["outcome"].get("optionId")


def work(session, cwd, text):
    path = os.path.join(cwd, "program.txt")
    if mode == "protocol":
        content = ask("fs/read_text_file", {"sessionId": session, "path": path})["result"]["content"]
        ask("fs/write_text_file", {
            "sessionId": session, "path": path, "content": content.replace("CLIP = 1", "CLIP = 2")})
        say(session, "I read: " + text.splitlines()[0] + "\n")
        say(session, "Hypothesis: a later ")
        say(session, "clip.\n")
    elif mode == "direct":
        with open(path) as file:
            content = file.read()
        with open(path, "w") as file:
            file.write(content.replace("CLIP = 1", "CLIP = 2"))
    elif mode == "outside":
        for where in ["/etc/hostname", os.path.join(cwd, "../../secret"), os.path.join(cwd, "link")]:
            if where.endswith("link"):
                os.symlink("/etc/hostname", where)
            answer = ask("fs/write_text_file", {"sessionId": session, "path": where, "content": "x"})
            say(session, "error\n" if "error" in answer else "written\n")
    elif mode == "permission":
        for kind in ["edit", "execute", "fetch"]:
            say(session, "%s: %s\n" % (kind, permission(session, kind)))
    elif mode == "hang":
        time.sleep(600)
    elif mode == "die":
        sys.exit(3)
    elif mode == "shout":
        while True:
            sys.stdout.write("x" * 65536)


print("chatter before the first message", flush=True)
cwd = None
while True:
    message = receive()
    method = message.get("method")
    if method == "initialize":
        send({"id": message["id"], "result": {"protocolVersion": 1, "agentCapabilities": {}, "authMethods": []}})
    elif method == "session/new":
        if mode == "locked":
            send({"id": message["id"], "error": {"code": -32000, "message": "Authentication required"}})
            continue
        cwd = message["params"]["cwd"]
        send({"id": message["id"], "result": {"sessionId": "s1"}})
    elif method == "session/prompt":
        work("s1", cwd, message["params"]["prompt"][0]["text"])
        send({"id": message["id"], "result": {"stopReason": "refusal" if mode == "refuse" else "end_turn"}})
