"""As much of a WebSocket client as the tests need: text out, text and close in."""

import asyncio
import base64
import json
import os
import struct


class Client:
    """The code of how it ended is in `code`: 1006 when no close frame came."""

    @classmethod
    async def connect(cls, port, host='127.0.0.1', path='/graphql', protocol='graphql-transport-ws', tls=None):
        self = cls()
        self.code = None
        self.answers_close = True
        self.reader, self.writer = await asyncio.open_connection(host, port, ssl=tls)
        key = base64.b64encode(os.urandom(16)).decode()
        self.writer.write((f'GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\n'
                           f'Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n'
                           f'Sec-WebSocket-Protocol: {protocol}\r\n\r\n').encode())
        head = await self.reader.readuntil(b'\r\n\r\n')
        if not head.startswith(b'HTTP/1.1 101'):
            raise ConnectionRefusedError(head.decode())
        return self

    @classmethod
    async def ready(cls, port, **more):
        self = await cls.connect(port, **more)
        self.say({'type': 'connection_init'})
        ack = await self.hear()
        assert ack == {'type': 'connection_ack'}, ack
        return self

    def say(self, message):
        self._frame(1, json.dumps(message).encode())

    async def hear(self):
        """The next message, or None when the connection has ended."""
        while True:
            opcode, payload = await self._read()
            if opcode == 1:
                return json.loads(payload)
            if opcode == 9:
                self._frame(10, payload)
            if opcode == 8:
                self.code = struct.unpack('!H', payload[:2])[0] if payload else 1005
                if self.answers_close:
                    self._frame(8, payload[:2])
                return None
            if opcode is None:
                self.code = 1006
                return None

    async def end(self):
        """Hears on to the end; the code."""
        while await self.hear() is not None:
            pass
        return self.code

    def leave(self):
        self.writer.close()

    def _frame(self, opcode, payload):
        size = len(payload)
        head = bytes([0x80 | opcode, 0x80 | size]) if size < 126 else struct.pack('!BBH', 0x80 | opcode, 0xfe, size)
        self.writer.write(head + b'\0\0\0\0' + payload)

    async def _read(self):
        try:
            opcode, size = await self.reader.readexactly(2)
            if size >= 126:
                more = await self.reader.readexactly(2 if size == 126 else 8)
                size = int.from_bytes(more, 'big')
            return opcode & 15, await self.reader.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError):
            return None, b''


async def get(port, path, host='127.0.0.1'):
    """The status of a plain GET."""
    reader, writer = await asyncio.open_connection(host, port)
    status = await ask(reader, writer, path)
    writer.close()
    return status


async def fetch(port, path, host='127.0.0.1', method='GET'):
    """Status, headers and body of a plain request."""
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(f'{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'.encode())
    head, _, body = (await reader.read()).decode().partition('\r\n\r\n')
    writer.close()
    status, *fields = head.split('\r\n')
    return int(status.split()[1]), dict(field.split(': ', 1) for field in fields), body


async def ask(reader, writer, path):
    writer.write(f'GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'.encode())
    return int((await reader.readline()).split()[1])
