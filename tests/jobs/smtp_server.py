"""A real mail server (aiosmtpd) for the tests of mail: python smtp_server.py starttls|smtps CERTIFICATE KEY. Prints its port, then each mail
it took as a line of JSON."""

import asyncio
import json
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

USER, PASSWORD = b"errpredict", b"p:w@rd%"


class Taken:
    async def handle_DATA(self, server, session, envelope):
        mail = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "by": session.authenticated, "tls": session.ssl is not None, "data": envelope.content.decode()}
        print(json.dumps(mail), flush=True)
        return "250 taken"


def known(server, session, envelope, mechanism, data):
    is_known = mechanism in ("PLAIN", "LOGIN") and (data.login, data.password) == (USER, PASSWORD)
    # Not handled: else the server takes it that the refusal was answered here, and says nothing.
    return AuthResult(success=is_known, handled=False)


def main():
    kind, certificate, key = sys.argv[1:]
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    tls = {"ssl_context": context} if kind == "smtps" else {"tls_context": context, "require_starttls": True}
    server = Controller(Taken(), hostname="127.0.0.1", port=0, authenticator=known, auth_required=True, auth_require_tls=kind != "smtps", **tls)
    server.loop.create_task(serve(server, context if kind == "smtps" else None))
    server.loop.run_forever()


async def serve(server, context):
    listening = await server.loop.create_server(server.factory, "127.0.0.1", 0, ssl=context)
    print(listening.sockets[0].getsockname()[1], flush=True)


if __name__ == "__main__":
    asyncio.set_event_loop(asyncio.new_event_loop())
    main()
