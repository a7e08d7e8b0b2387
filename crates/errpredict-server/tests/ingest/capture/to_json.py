"""What protobuf's own library makes of OTLP bodies, as OTLP's JSON (ids in hexadecimal digits): to_json.py FOLDER"""
import base64, glob, gzip, json, sys
from google.protobuf.json_format import MessageToDict
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


def hexed(value):
    if isinstance(value, list):
        return [hexed(one) for one in value]
    if isinstance(value, dict):
        ids = {"traceId", "spanId", "parentSpanId"}
        return {key: base64.b64decode(one).hex() if key in ids else hexed(one) for key, one in value.items()}
    return value


for path in sorted(glob.glob(f"{sys.argv[1]}/*.body")):
    head = open(path[:-5] + ".http").read()
    if "x-protobuf" not in head:
        continue
    body = open(path, "rb").read()
    if "content-encoding: gzip" in head:
        body = gzip.decompress(body)
    message = (ExportLogsServiceRequest if "/v1/logs" in head else ExportTraceServiceRequest)()
    message.ParseFromString(body)
    with open(path[:-5] + ".json", "w") as file:
        json.dump(hexed(MessageToDict(message, use_integers_for_enums=True)), file, indent=1)
