"""Speaks the Model Context Protocol to `errpredict mcp`: by raw messages, and by the client of the protocol's own Python package.

`client.py PROGRAM`
"""

import asyncio
import csv
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
#: Versions of the protocol that begin with a handshake, the oldest first.
VERSIONS = ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")


class Raw:
    """One line a message, as the specification has it for standard input and output."""

    def __init__(self, program):
        self.process = subprocess.Popen([program, "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self.id = 0

    def say(self, text):
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def send(self, method, params=None, **more):
        self.say(json.dumps({"jsonrpc": "2.0", "method": method, **({} if params is None else {"params": params}), **more}))

    def hear(self):
        line = self.process.stdout.readline()
        assert line, "it said nothing more"
        return json.loads(line)

    def ask(self, method, params=None):
        self.id += 1
        self.send(method, params, id=self.id)
        answer = self.hear()
        assert answer["id"] == self.id and answer["jsonrpc"] == "2.0", answer
        return answer

    def begin(self, version):
        answer = self.ask("initialize", {"protocolVersion": version, "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}})["result"]
        self.send("notifications/initialized")
        return answer

    def call(self, name, arguments):
        return self.ask("tools/call", {"name": name, "arguments": arguments})

    def end(self):
        self.process.stdin.close()
        assert self.process.wait(10) == 0, "the end of its input is the end of the conversation"
        assert self.process.stdout.read() == ""


def events(count):
    """The beginning of the sample, as an operation takes it."""
    found = []
    with open(ROOT / "samples/webmon.csv", newline="") as file:
        for row in csv.DictReader(file):
            if len(found) == count:
                break
            seconds = int(row["timestamp"])
            found.append({"timestamp": f"{__import__('datetime').datetime.fromtimestamp(seconds, __import__('datetime').timezone.utc):%Y-%m-%dT%H:%M:%SZ}",
                          "service": row["service"], "severity": "high", "error_type": row.get("error_type") or "E"})
    return found


def raw(program, names):
    for version in VERSIONS:
        one = Raw(program)
        told = one.begin(version)
        assert told["protocolVersion"] == version and told["serverInfo"]["name"] == "errpredict", told
        assert set(told["capabilities"]) == {"tools"}, told["capabilities"]
        one.end()
    one = Raw(program)
    one.begin(VERSIONS[-1])
    tools = one.ask("tools/list")["result"]["tools"]
    assert [tool["name"] for tool in tools] == names, tools
    for tool in tools:
        assert tool["description"] and tool["inputSchema"]["type"] == "object", tool
        hints = tool["annotations"]
        assert hints["readOnlyHint"] is True and hints["destructiveHint"] is False and hints["openWorldHint"] is False, tool
    answer = one.call("severity", {"level": "WARN"})["result"]
    assert answer["structuredContent"] == {"severity": "medium"} and not answer.get("isError"), answer
    assert json.loads(answer["content"][0]["text"]) == {"severity": "medium"}, answer
    # What does not fit is told to whoever asked, with the code that every language has.
    wrong = one.call("severity", {"level": 3})["result"]
    assert wrong["isError"] is True and json.loads(wrong["content"][0]["text"])["code"] == "invalid_input", wrong
    assert one.call("remove_everything", {})["error"]["code"] == -32602
    assert one.ask("resources/read", {"uri": "file:///etc/passwd"})["error"]["code"] == -32601
    # A line that is no message is answered or passed over, and the conversation goes on.
    one.say("{")
    one.id += 1
    one.send("ping", id=one.id)
    while (answer := one.hear()).get("id") != one.id:
        assert answer.get("error"), answer
    assert answer["result"] == {}, answer
    # Several at once, each answered under its own id.
    ids = range(100, 120)
    for id in ids:
        one.send("tools/call", {"name": "severity", "arguments": {"level": "ERROR"}}, id=id)
    answers = [one.hear() for _ in ids]
    assert sorted(answer["id"] for answer in answers) == list(ids) and all(answer["result"]["structuredContent"] for answer in answers)
    one.end()


async def by_client(program, names):
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    async with stdio_client(StdioServerParameters(command=program, args=["mcp"])) as (reader, writer):
        async with ClientSession(reader, writer) as session:
            told = await session.initialize()
            assert "errpredict" in told.instructions, told
            tools = (await session.list_tools()).tools
            assert [tool.name for tool in tools] == names
            found = await session.call_tool("analyze", {"events": events(3_000)})
            assert not found.is_error, found.content
            said = found.structured_content
            assert said["services"] and said["headline"], list(said)
            wrong = await session.call_tool("analyze", {"events": "none"})
            assert wrong.is_error
            return said["headline"]


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    listed = subprocess.run([program, "mcp", "--list"], capture_output=True, text=True, check=True).stdout
    names = [line.split()[0] for line in listed.splitlines()]
    assert len(names) > 10, names
    raw(program, names)
    headline = asyncio.run(by_client(program, names))
    print(f"{len(names)} tools, by raw messages of {len(VERSIONS)} versions and by the client of the protocol's package; it said: {json.dumps(headline)[:200]}")


if __name__ == "__main__":
    main()
