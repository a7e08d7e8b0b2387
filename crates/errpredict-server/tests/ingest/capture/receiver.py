"""Takes whatever is sent and writes each request into a folder, so that what real clients send can be kept as fixtures.

usage: receiver.py PORT FOLDER
Each request is NUMBER-PATH.http (method, path and headers, one a line) and NUMBER-PATH.body (the bytes as they came).
"""
import hashlib, http.server, io, json, os, re, sys, zlib

folder, chunks = sys.argv[2], {}
os.makedirs(folder, exist_ok=True)
KEPT = {"content-type", "content-encoding", "x-sentry-auth", "user-agent", "authorization"}


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    n = 0

    def body(self):
        if "chunked" in self.headers.get("transfer-encoding", ""):
            out = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                out += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return out
        return self.rfile.read(int(self.headers.get("content-length", 0)))

    def do_GET(self):
        self.take()

    do_POST = do_GET

    def take(self):
        body, path = self.body(), self.path.split("?")[0]
        Receiver.n += 1
        name = f"{Receiver.n:03}{re.sub('[^a-zA-Z0-9]+', '-', path).rstrip('-')}"
        with open(f"{folder}/{name}.http", "w") as file:
            file.write(f"{self.command} {self.path}\n")
            for key, value in sorted(self.headers.items()):
                if key.lower() in KEPT:
                    file.write(f"{key.lower()}: {value}\n")
        with open(f"{folder}/{name}.body", "wb") as file:
            file.write(body)
        answer, kind = b"{}", "application/json"
        if "/v1/" in path and "json" not in self.headers.get("content-type", ""):
            answer, kind = b"", "application/x-protobuf"
        elif path.endswith("/chunk-upload/") and self.command == "GET":
            host = self.headers["host"]
            answer = json.dumps({
                "url": f"http://{host}{path}", "chunkSize": 8388608, "chunksPerRequest": 64,
                "maxFileSize": 33554432, "maxRequestSize": 33554432, "concurrency": 2, "hashAlgorithm": "sha1",
                "compression": ["gzip"], "accept": ["release_files", "artifact_bundles", "artifact_bundles_v2"],
            }).encode()
        elif path.endswith("/chunk-upload/"):
            chunks.update({digest: True for digest in re.findall(rb'filename="([0-9a-f]{40})"', body)})
        elif path.endswith("/assemble/"):
            wanted = json.loads(body)["chunks"]
            missing = [digest for digest in wanted if digest.encode() not in chunks]
            answer = json.dumps({"state": "not_found" if missing else "ok", "missingChunks": missing, "detail": None}).encode()
        elif path.endswith(("/envelope/", "/store/")):
            answer = b'{"id":"00000000000000000000000000000000"}'
        elif self.command == "POST" and path.endswith("/releases/"):
            answer = b'{"version":"shop@1.2","url":null,"dateCreated":"2026-11-30T00:00:00Z","dateReleased":null,"lastEvent":null,"newGroups":0,"projects":[]}'
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()
