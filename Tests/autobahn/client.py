"""The WebSocket client that the cases of the Autobahn suite steer."""

from autobahn.twisted.websocket import WebSocketClientFactory, WebSocketClientProtocol, connectWS
from autobahn.websocket.protocol import WebSocketProtocol
from conversion import latin1
from twisted.internet import reactor


class CaseClient(WebSocketClientProtocol):
    """One connection for one case: text to bytes on the way out, bytes to text on the way in."""

    def connectionMade(self):
        self.connectionWasOpen = False
        self.createWirelog = False
        self.createStats = True
        self.txFrameStats = {}
        self.rxFrameStats = {}
        super().connectionMade()

    # What the cases call.

    def enableWirelog(self, enabled):
        self.createWirelog = enabled

    def continueLater(self, delay, function, tag=None):
        self.unless_closed(delay, function)

    def killAfter(self, delay):
        self.unless_closed(delay, self._fail_connection)

    def closeAfter(self, delay):
        self.unless_closed(delay, self.sendClose)

    def unless_closed(self, delay, function):
        reactor.callLater(delay, lambda: self.state != WebSocketProtocol.STATE_CLOSED and function())

    def sendFrame(self, opcode, payload=b"", mask=None, **options):
        self.txFrameStats[opcode] = self.txFrameStats.get(opcode, 0) + 1
        super().sendFrame(opcode=opcode, payload=latin1(payload), mask=latin1(mask), **options)

    def sendMessage(self, payload, isBinary=False, **options):
        super().sendMessage(latin1(payload), isBinary, **options)

    def sendMessageFrameData(self, payload, sync=False):
        return super().sendMessageFrameData(latin1(payload), sync)

    def sendCloseFrame(self, code=None, reasonUtf8=None, isReply=False):
        super().sendCloseFrame(code, latin1(reasonUtf8), isReply)

    # What they hear.

    def onOpen(self):
        self.connectionWasOpen = True
        self.runCase.onOpen()

    def onMessage(self, payload, isBinary):
        is_bytes = getattr(self.runCase, "TESTDATA", None)
        self.runCase.onMessage(payload if is_bytes else payload.decode("latin-1"), isBinary)

    def onPing(self, payload):
        self.runCase.onPing(payload.decode("latin-1"))
        super().onPing(payload)

    def onPong(self, payload):
        self.runCase.onPong(payload.decode("latin-1"))

    def onClose(self, wasClean, code, reason):
        self.runCase.onClose(wasClean, code, reason)

    def connectionLost(self, reason):
        super().connectionLost(reason)
        try:
            self.runCase.onConnectionLost(self.failedByMe)
        except Exception as error:
            self.runCase.behavior = "ERROR"
            self.runCase.result = repr(error)
        self.factory.case_ended(self.runCase)


class CaseRunner(WebSocketClientFactory):
    """Runs cases one after the other, each on a connection of its own."""

    def __init__(self, url, cases):
        """`cases` are pairs of a name and a class."""
        super().__init__(url)
        self.setProtocolOptions(failByDrop=False, openHandshakeTimeout=10, closeHandshakeTimeout=3)
        self.waiting = list(cases)
        self.ended = []

    def buildProtocol(self, address):
        client = CaseClient()
        client.factory = self
        client.autoFragmentSize = 0
        client.runCase = self.running[1](client)
        return client

    def next(self):
        if not self.waiting:
            reactor.stop()
            return
        self.running = self.waiting.pop(0)
        # Cases change the options for themselves.
        self.setProtocolOptions(perMessageCompressionOffers=[], perMessageCompressionAccept=lambda _: None)
        connectWS(self, timeout=10)

    def case_ended(self, case):
        self.ended.append((self.running[0], case))
        reactor.callLater(0, self.next)

    def clientConnectionFailed(self, connector, reason):
        print("cannot connect:", reason.getErrorMessage())
        reactor.stop()
