/// What a socket does with whole messages; called on the event loop.
package protocol MessageReceiver: AnyObject {
    /// Bytes of the largest message that it takes now.
    var byteLimit: Int { get }
    /// The socket is open.
    func opened(_ socket: WebSocketHandler)
    /// A message came.
    func received(_ message: MessageAssembler.Outcome, on socket: WebSocketHandler)
    /// The socket is gone.
    func closed()
}
